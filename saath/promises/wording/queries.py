"""What the pages of the texts show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saath.conversations.models import Conversation
from saath.core.errors import NotFound
from saath.promises.wording.previews import Example
from saath.promises.wording.texts import TEXTS, About
from saath.stores.calendar import settings_of
from saath.stores.models import CustomerText
from saath.stores.texts import LocalText, local_text
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class Line:
    """A text in the list of all: whether the shop has worded it itself."""

    about: About
    is_own: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of one text shows: its words, the languages of the shop, and for whom it is previewed."""

    about: About
    words: LocalText
    languages: Sequence[str]
    example: Example
    is_own: bool


def list_texts(actor: Actor) -> list[Line]:
    """Return all texts that Saath says by itself. Raises `Forbidden`."""
    actor.require("store.settings")
    keys = [about.key.name for about in TEXTS.values()]
    own = set(CustomerText.objects.filter(key__in=keys).values_list("key", flat=True))
    return [Line(about, about.key.name in own) for about in TEXTS.values()]


def get_text(actor: Actor, name: str) -> Shown:
    """Return a text with the newest conversation that could have got it. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    about = TEXTS.get(name)
    if about is None:
        raise NotFound()
    store = Store.objects.get(pk=current_store_id())
    newest = Conversation.objects.filter(state=about.state).order_by("-last_message_at", "-pk")
    conversation = newest.select_related("identity__customer", "account", "assignee").first()
    return Shown(
        about=about,
        words=local_text(store, about.key),
        languages=settings_of(store.pk).languages,
        example=Example(store, conversation, actor.label),
        is_own=CustomerText.objects.filter(key=about.key.name).exists(),
    )
