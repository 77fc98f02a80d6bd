"""The desk: where a team answers its customers."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The staff side of conversations; a surface without models."""

    name = "saath.desk"
    label = "desk"
