"""The pane of a conversation: its top, its lines and its composer.

What panes of one kind have in common is kept by all that it shows, so that it is never stale. What belongs to one
conversation or to one visit goes into places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from saath.channels.base import ChannelSign
from saath.conversations.models import Conversation
from saath.conversations.queries.chip import Chip, chip_of
from saath.conversations.queries.drafts import DraftRow
from saath.conversations.queues import Queue
from saath.core.clock import now
from saath.ui.kept import plain_part
from saath.ui.language import READ_CHARACTERS, lang_attribute, page_language
from saath.ui.places import STAND_IN, Place, fill

KEPT_PANES = 128
NAME = Place("name")
ALWAYS = (
    "csrf_token",
    "client_key",
    "seen",
    "asked",
    "seat",
    "name",
    "subject",
    "owner",
    "owner_id",
    "text",
    "lines",
    "inserted",
)


@dataclass(frozen=True, slots=True)
class ShownIdentity:
    """The place of the customer's name, under the name that it has in the conversation."""

    display_name: Place = NAME


@dataclass(frozen=True, slots=True)
class ShownConversation:
    """What a kept pane knows of its conversation, under the names of the conversation itself."""

    state: str
    spam_reason: str
    resolution: str
    is_confirmed: bool
    is_timed: bool
    owes_update: bool
    has_owner: bool
    priority: str
    public_id: UUID = STAND_IN
    identity: ShownIdentity = ShownIdentity()

    @property
    def priority_name(self) -> str:
        """Return how urgent it is, in the language of the page."""
        return str(Conversation.Priority(self.priority).label)

    @property
    def solved_with(self) -> str:
        """Return what solved it, in the language of the page."""
        return str(Conversation.Resolution(self.resolution).label) if self.resolution else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a kept pane shows beside what goes into its places."""

    conversation: ShownConversation
    queue: Queue
    may: frozenset[str]
    sign: ChannelSign
    kind: str
    file_limit: int | None
    can_copy: bool
    can_shape: bool
    has_ways: bool
    is_earlier: bool


def pane_of(request: HttpRequest, template: str, context: Mapping[str, Any]) -> SafeString:
    """Return a conversation as a template shows it; the context is that of `thread_context`, with its queue."""
    own: DraftRow | None = context["writing"].own
    draft = {"version": own.version, "files": own.files} if own else {"version": 0, "files": ()}
    token = context.get("csrf_token") or get_token(request)
    shown = {**context, **draft, "csrf_token": token, "earlier": context["writing"].earlier}
    shown["order_chip"] = _chip(context["conversation"], context["zone"])
    kept = _kept(template, _shape(shown), page_language())
    # The places are filled by HTML out of escaping templates, and by what is escaped here.
    return mark_safe(fill(kept, _given(shown), context["conversation"].public_id))  # noqa: S308


@lru_cache(maxsize=KEPT_PANES)
def _kept(template: str, shape: Shape, language: str) -> str:
    shown = {name: getattr(shape, name) for name in Shape.__slots__}
    places = {name: Place(name) for name in (*ALWAYS, *SELDOM)}
    return _drawn(template, {**shown, **places, "may": dict.fromkeys(shape.may, True)})


def _shape(shown: Mapping[str, Any]) -> Shape:
    conversation: Conversation = shown["conversation"]
    return Shape(
        conversation=ShownConversation(
            state=conversation.state,
            spam_reason=conversation.spam_reason,
            resolution=conversation.resolution,
            is_confirmed=conversation.confirmed_at is not None,
            is_timed=_is_timed(conversation),
            owes_update=conversation.update_due_at is not None,
            has_owner=conversation.assignee_id is not None,
            priority=conversation.priority,
        ),
        queue=shown["queue"],
        may=frozenset(verb for verb, is_allowed in shown["may"].items() if is_allowed),
        sign=shown["sign"],
        kind=shown["writing"].kind,
        file_limit=shown["file_limit"],
        can_copy=shown["can_copy"],
        can_shape=shown["can_shape"],
        has_ways=shown["has_ways"],
        is_earlier=bool(shown["page"].newer_cursor),
    )


def _is_timed(conversation: Conversation) -> bool:
    """Tell whether the top says a time: by when it is to be answered, or when it comes back."""
    return conversation.due_at is not None or conversation.state == Conversation.State.SNOOZED


def _given(shown: Mapping[str, Any]) -> dict[str, str]:
    """Return what goes into the places, as HTML."""
    conversation, page, writing = shown["conversation"], shown["page"], shown["writing"]
    name, subject, language = conversation.identity.display_name, conversation.subject, page_language()
    owner = conversation.assignee
    return {
        "csrf_token": shown["csrf_token"],
        "client_key": escape(shown["client_key"]),
        "seen": page.newest,
        "asked": escape(shown.get("asked", "")),
        "seat": str(shown["me"].public_id),
        "name": escape(name),
        "name_lang": lang_attribute(name[:READ_CHARACTERS], "", language),
        "subject": escape(subject or conversation.reference),
        "subject_lang": lang_attribute(subject[:READ_CHARACTERS], "", language),
        "owner": plain_part("desk/_owner.html", language, (("name", owner.display_name),)) if owner else "",
        "owner_id": str(owner.public_id) if owner else "",
        "text": escape(writing.text),
        "lines": _drawn("desk/_lines.html", {**shown, "is_open_here": True}),
        "inserted": "".join(_drawn("desk/_inserted.html", {"option": each}) for each in shown["inserted"]),
        **{
            place: _drawn(template, shown) if is_there(shown) else plain_part(template, language)
            for place, (template, is_there) in SELDOM.items()
        },
    }


def _chip(conversation: Conversation, zone: ZoneInfo) -> Chip | None:
    """Return the order that a conversation of `get_conversation` is about; asks nothing."""
    return chip_of(getattr(conversation, "order_chip", None), now().astimezone(zone).date())


def _drawn(template: str, shown: Mapping[str, Any]) -> str:
    return str(get_template(template).render(dict(shown)))


def _is_waited_for(shown: Mapping[str, Any]) -> bool:
    """Tell whether the conversation owes an update, or waits for somebody outside."""
    conversation = shown["conversation"]
    return conversation.update_due_at is not None or conversation.aside_due_at is not None


def _has_pause(shown: Mapping[str, Any]) -> bool:
    return bool(shown["writing"].own or shown.get("hint") or shown.get("shaped"))


# What most panes have nothing in, and when it holds something.
SELDOM: dict[str, tuple[str, Callable[[Mapping[str, Any]], Any]]] = {
    "time": ("desk/_time.html", lambda shown: _is_timed(shown["conversation"])),
    "order": ("desk/_thread_order.html", lambda shown: shown["order_chip"]),
    "items": ("desk/_items.html", lambda shown: shown["conversation"].items_total),
    "handed": ("desk/_handed.html", lambda shown: shown["handed"]),
    "later": ("desk/_later.html", lambda shown: shown["later"]),
    "held": ("desk/_overtaken.html", lambda shown: shown.get("newer")),
    "owed": ("desk/_owed.html", _is_waited_for),
    "here": ("desk/_here.html", lambda shown: shown["visitor"]),
    "suppressed": ("desk/_suppressed.html", lambda shown: shown["suppression"]),
    "says": ("desk/_says.html", lambda shown: shown.get("error") or shown["answerable_until"]),
    "goes": ("desk/_goes.html", lambda shown: shown["goes"].is_shown),
    "prefers": ("desk/_prefers.html", lambda shown: shown["prefers"]),
    "drafts": ("desk/_drafts.html", lambda shown: shown["drafts"].of_others),
    "parties": ("desk/_parties.html", lambda shown: shown["copied"] or shown["offered"]),
    "aside": ("desk/_aside.html", lambda shown: shown["writing"].aside),
    "pause": ("desk/_pause.html", _has_pause),
    "files": ("desk/_kept_files.html", lambda shown: shown["files"]),
}
