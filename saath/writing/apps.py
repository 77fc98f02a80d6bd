from django.apps import AppConfig


class WritingConfig(AppConfig):
    """What helps to write: replies that are saved in several languages, and what is done along with them."""

    name = "saath.writing"
    label = "writing"
