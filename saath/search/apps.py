from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finds conversations by what was said in them."""

    name = "saath.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
