"""What the page of the chat's settings shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saath.chats.availability import Availability, availability
from saath.chats.models import ChatSettings
from saath.chats.queries.settings import chat_settings
from saath.chats.queries.staffing import staffed_days
from saath.chats.staffing_rules import StaffedDay
from saath.chats.texts import AWAY, GREETING
from saath.core.languages import CODES
from saath.stores.links import shopper_origin
from saath.stores.texts import LocalText, local_text
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The settings (those we assume, not saved, where the shop has decided nothing), words by field, and how it stands.

    `now` is None while the chat was never switched on. `origin` is that of the pages for customers, '' without any.
    """

    settings: ChatSettings
    colour: str
    words: dict[str, str]
    origin: str
    days: Sequence[StaffedDay]
    now: Availability | None


def get_chat_page(actor: Actor) -> ChatPage:
    """Return all that the page shows; raises `Forbidden` without `store.settings`."""
    actor.require("store.settings")
    store = Store.objects.get(pk=current_store_id())
    saved = chat_settings()
    settings = saved or ChatSettings()
    return ChatPage(
        settings=settings,
        colour=settings.colour or store.colour,
        words=_words("greeting", local_text(store, GREETING)) | _words("away", local_text(store, AWAY)),
        origin=shopper_origin(store.pk),
        days=staffed_days(actor),
        now=availability(saved) if saved else None,
    )


def _words(part: str, text: LocalText) -> dict[str, str]:
    return {f"{part}_{code}": text.versions.get(code, "") for code in CODES}
