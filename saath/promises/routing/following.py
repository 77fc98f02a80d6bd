"""What else happens where a customer takes a conversation up again, or more is found out of one that was given out.

`config/wiring.py` connects it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from saath.conversations.events import (
    CONVERSATION_ABOUT,
    CONVERSATION_LINKED,
    CONVERSATION_PRIORITIZED,
    CONVERSATION_TAGGED,
    CONVERSATION_UNLINKED,
    CONVERSATION_UNTAGGED,
    ORDER_GUESSED,
    ORDER_MOVED,
)
from saath.conversations.models import Conversation, Tag
from saath.core.clock import now
from saath.customers.models import Customer
from saath.jobs import enqueue
from saath.promises.routing.jobs import look_later, route_again
from saath.promises.routing.settings import Mode, routing_settings
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind

# Whoever puts on one tag puts on the next: it is not to go from hand to hand meanwhile.
SETTLES = timedelta(seconds=5)
# Of somebody with more open conversations than this the latest are looked at.
MOST_OF_ONE = 20
LEARNED = (
    CONVERSATION_TAGGED,
    CONVERSATION_UNTAGGED,
    CONVERSATION_ABOUT,
    ORDER_GUESSED,
    ORDER_MOVED,
    CONVERSATION_LINKED,
    CONVERSATION_UNLINKED,
    CONVERSATION_PRIORITIZED,
)
# What a rule can ask for besides tags, and what tells of it.
LEARNS = {
    "order": {each.name for each in (CONVERSATION_ABOUT, ORDER_GUESSED, ORDER_MOVED)},
    "problem": {each.name for each in (CONVERSATION_LINKED, CONVERSATION_UNLINKED)},
}


def follow_reopened(conversation: Conversation) -> None:
    """Look whether who has it is here; where nothing is given out, whether they work here still."""
    if conversation.assignee_id is not None:
        owner_id = conversation.assignee_id
        enqueue(route_again, conversation.pk, owner_id, key=f"routing again {conversation.pk}")


def learn_of_conversation(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Look again who a conversation suits, where something was found out of it that a rule of the shop asks for, or its priority
    was raised: who could do it may have come since.
    """
    conversation = cast(Conversation, subject)
    if conversation.state != Conversation.State.OPEN:
        return
    settings = routing_settings()
    if settings.mode == Mode.OFF or (conversation.assignee_id is None and settings.mode != Mode.SUGGEST):
        return
    is_raised = kind == CONVERSATION_PRIORITIZED and conversation.is_raised
    if is_raised or any(_asks(need, kind, refs.get("tag")) for need in settings.needs):
        _look_soon(conversation.pk)


def learn_language(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Look again who a conversation suits, where its customer goes on in another language; else this asks nothing."""
    conversation = cast(Conversation, subject)
    if conversation.language_before in (None, conversation.language) or conversation.message_count < 2:
        return
    if routing_settings().mode != Mode.OFF:
        _look_soon(conversation.pk)


def learn_of_customer(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Look again who somebody's open conversations suit, where it is found out who they are."""
    if routing_settings().mode == Mode.OFF:
        return
    whose = [subject.pk, *(row.pk for row in refs.values() if isinstance(row, Customer))]
    theirs = Conversation.objects.filter(customer__in=whose, state=Conversation.State.OPEN)
    for pk in theirs.order_by("-last_message_at").values_list("pk", flat=True)[:MOST_OF_ONE]:
        _look_soon(pk)


def _asks(need: Mapping[str, str], kind: EventKind, tag: StoreOwned | None) -> bool:
    """Tell whether what has happened can be what a rule asks for."""
    if need["on"] == "tag":
        return isinstance(tag, Tag) and tag.key == need["value"]
    return kind.name in LEARNS[need["on"]]


def _look_soon(conversation_id: int) -> None:
    look_later(conversation_id, run_at=now() + SETTLES)
