"""Outgoing webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Telling the servers of a shop what happens in it."""

    name = "saath.webhooks"
    label = "webhooks"
