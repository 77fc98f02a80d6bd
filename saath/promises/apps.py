"""Promises as a Django app."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """What the shop promises, and whether it is kept."""

    name = "saath.promises"
    label = "promises"
