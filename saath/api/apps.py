"""The API for programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """A surface: it holds no models."""

    name = "saath.api"
    label = "api"
