"""The chat on the shop's pages."""

from django.apps import AppConfig


class ChatWidgetConfig(AppConfig):
    """A surface: it holds no models."""

    name = "saath.chat_widget"
    label = "chat_widget"
