"""The one place where the apps learn of each other."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Fills the registries once every app is loaded."""

    name = "config"

    def ready(self) -> None:
        """Wire what reacts to what."""
        from config import wiring

        wiring.connect()
