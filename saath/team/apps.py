"""The team as a Django app."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """What each colleague hears of, where and when."""

    name = "saath.team"
    label = "team"
