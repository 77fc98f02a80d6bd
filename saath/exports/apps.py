from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Exports of whole shops: their rows, their packing, their page."""

    name = "saath.exports"
    label = "exports"
