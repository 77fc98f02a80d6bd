"""The look and the words of every page."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base templates, tokens, parts, icons, template tags and error pages."""

    name = "saath.ui"
    label = "ui"

    def ready(self) -> None:
        """Teach Django the one language of ours that it does not know."""
        from saath.ui.language import register_gujarati

        register_gujarati()
