from django.apps import AppConfig


class SendingConfig(AppConfig):
    """How answers leave: ways out of a shop's own, the keys that sign, and what DNS has to say about it."""

    name = "saath.sending"
    label = "sending"
