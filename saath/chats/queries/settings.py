"""What the shop in scope has decided about its chat."""

from __future__ import annotations

from saath.chats.models import ChatSettings
from saath.tenancy.prepared import Prepared

SETTINGS = Prepared(lambda: ChatSettings.objects.select_related("store", "account")[:1])


def has_chat() -> bool:
    """Tell whether the shop in scope has its chat switched on."""
    settings = chat_settings()
    return settings is not None and settings.is_on


def chat_settings() -> ChatSettings | None:
    """Return the settings of the store in scope, None where it never had a chat."""
    return SETTINGS.first()
