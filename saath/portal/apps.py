"""The pages of the shopper host."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """A surface: it holds no models."""

    name = "saath.portal"
    label = "portal"
