"""Live chat as a Django app."""

from django.apps import AppConfig


class ChatsConfig(AppConfig):
    """Who writes on the shop's page, and what they see of the conversation."""

    name = "saath.chats"
    label = "chats"
