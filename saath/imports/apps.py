from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Moving in from another help desk: the files that are brought, what they hold, and what came of it."""

    name = "saath.imports"
    label = "imports"
