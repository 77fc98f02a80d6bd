"""Fields of a shop's own."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """What a shop wants to know of its conversations and customers, and what it knows of its customers."""

    name = "saath.fields"
    label = "fields"
