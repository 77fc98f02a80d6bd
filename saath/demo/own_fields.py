"""What the demo's shop wants to know of its orders and its customers, and what its team has filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation
from saath.core import clock
from saath.fields.actions.defining import add_field
from saath.fields.actions.filling import fill_customer
from saath.fields.content import Content
from saath.fields.kinds import About, Kind
from saath.fields.models import Field
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor

FILLED = 24
SIZES = [
    {"en": "Single", "hi": "सिंगल", "gu": "સિંગલ"},
    {"en": "Double", "hi": "डबल", "gu": "ડબલ"},
    {"en": "King", "hi": "किंग", "gu": "કિંગ"},
]
FABRICS = [
    {"en": "Cotton", "hi": "सूती", "gu": "સુતરાઉ"},
    {"en": "Mulmul", "hi": "मलमल", "gu": "મલમલ"},
    {"en": "Linen", "hi": "लिनेन", "gu": "લિનન"},
]
ORDERS = [
    {"en": "Ready made", "hi": "तैयार", "gu": "તૈયાર"},
    {"en": "Made to measure", "hi": "नाप से", "gu": "માપ પ્રમાણે"},
    {"en": "For a hotel", "hi": "होटल के लिए", "gu": "હોટેલ માટે"},
]
WANTS = [
    {"en": "Soft pillows", "hi": "मुलायम तकिए", "gu": "પોચા તકિયા"},
    {"en": "No feathers", "hi": "पंख नहीं", "gu": "પીંછાં નહીં"},
    {"en": "Calls in the evening", "hi": "शाम को फ़ोन", "gu": "સાંજે ફોન"},
]
CONVERSATION, CUSTOMER = About.CONVERSATION, About.CUSTOMER
FIELDS = (
    Content(CONVERSATION, Kind.ONE, {"en": "Size", "hi": "साइज़", "gu": "સાઇઝ"}, options=SIZES),
    Content(CONVERSATION, Kind.ONE, {"en": "Fabric", "hi": "कपड़ा", "gu": "કાપડ"}, options=FABRICS),
    Content(
        CONVERSATION,
        Kind.ONE,
        {"en": "Order type", "hi": "ऑर्डर का प्रकार", "gu": "ઓર્ડરનો પ્રકાર"},
        options=ORDERS,
    ),
    Content(CONVERSATION, Kind.NUMBER, {"en": "Pieces", "hi": "कितने नग", "gu": "કેટલા નંગ"}),
    Content(CONVERSATION, Kind.DATE, {"en": "Wanted by", "hi": "कब तक चाहिए", "gu": "ક્યાં સુધીમાં જોઈએ"}),
    Content(CUSTOMER, Kind.SEVERAL, {"en": "Likes", "hi": "पसंद", "gu": "પસંદ"}, options=WANTS),
)


def want_to_know(owner: Actor) -> None:
    """Say what the shop wants to know."""
    for content in FIELDS:
        add_field(owner, content=content)


def fill_some(seed: int) -> None:
    """Fill in what the team knows of the newest conversations that somebody has, each soon after its last word."""
    chance = Random(seed)
    fields = {field.key: field for field in Field.objects.kept()}
    states = (Conversation.State.OPEN, Conversation.State.PENDING, Conversation.State.SOLVED)
    known = Conversation.objects.filter(assignee__isnull=False, state__in=states)
    for conversation in known.select_related("assignee__store", "customer").order_by("-last_message_at")[
        :FILLED
    ]:
        assert conversation.assignee is not None
        actor = actor_of(conversation.assignee)
        with clock.at(conversation.last_message_at + timedelta(seconds=90)):
            fill_conversation(actor, conversation, values=dict(_of_order(fields, chance)))
            if chance.random() < 0.4:
                likes = fields["likes"]
                fill_customer(actor, conversation.customer, values={likes.public_id: _any_of(likes, chance)})


def _of_order(fields: Mapping[str, Field], chance: Random) -> Iterator[tuple[UUID, str]]:
    for key in ("size", "fabric", "order_type"):
        if chance.random() < 0.7:
            yield fields[key].public_id, _any_of(fields[key], chance)
    if chance.random() < 0.5:
        yield fields["pieces"].public_id, str(chance.randint(1, 24))
    if chance.random() < 0.4:
        day = (clock.now() + timedelta(days=chance.randint(3, 20))).date()
        yield fields["wanted_by"].public_id, day.isoformat()


def _any_of(field: Field, chance: Random) -> str:
    option: dict[str, Any] = chance.choice(field.options)
    return str(option["key"])
