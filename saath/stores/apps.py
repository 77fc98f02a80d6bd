from django.apps import AppConfig


class StoresConfig(AppConfig):
    """Members, roles, opening hours and settings of a shop."""

    name = "saath.stores"
    label = "stores"
