"""The shop whose chat is asked for: only one that has switched it on has any."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from saath.chats.models import ChatSettings
from saath.chats.queries.settings import chat_settings
from saath.core.colours import readable
from saath.tenancy.models import Store


class ShopperRequest(HttpRequest):
    """A request on the shopper host: of a shop, and of nobody that we know by a cookie."""

    store: Store


def chat_on() -> ChatSettings:
    """Return the settings of the chat of the store in scope; raises Http404 where there is none or it is off."""
    settings = chat_settings()
    if settings is None or not settings.is_on:
        raise Http404
    return settings


def colour_of(settings: ChatSettings, store: Store) -> str:
    """Return the colour of a shop's chat as `#rrggbb`, dark enough for white words."""
    return readable(settings.colour or store.colour)
