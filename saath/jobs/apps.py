"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Durable jobs and schedules."""

    name = "saath.jobs"
    default_auto_field = "django.db.models.BigAutoField"
