"""What an event of a conversation means for those who work here."""

from __future__ import annotations

from collections.abc import Mapping

from saath.conversations.events import (
    ASIDE_ANSWERED,
    ASIDE_OVERDUE,
    COLLEAGUE_CALLED,
    CONVERSATION_ASSIGNED,
    CONVERSATION_HANDED_OVER,
    CONVERSATION_WOKEN,
    MESSAGE_RECEIVED,
    REPLY_BOUNCED,
    REPLY_FAILED,
    REPLY_SENT,
)
from saath.conversations.here import is_here
from saath.conversations.models import Conversation
from saath.conversations.sweeping.telling import may_tell
from saath.jobs import enqueue
from saath.team.actions.telling import call_off, tell_colleagues
from saath.team.away.jobs import cover
from saath.team.queries import is_away
from saath.team.rules import Happened, Kind, is_nobodys
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind

TELLER = Actor.system("it concerns a colleague")
KINDS = {
    COLLEAGUE_CALLED: Kind.CALLED,
    CONVERSATION_ASSIGNED: Kind.HANDED,
    CONVERSATION_HANDED_OVER: Kind.HANDED,
    CONVERSATION_WOKEN: Kind.WOKEN,
    ASIDE_ANSWERED: Kind.ASIDE,
    ASIDE_OVERDUE: Kind.OVERDUE,
    REPLY_FAILED: Kind.FAILED,
    REPLY_BOUNCED: Kind.FAILED,
}
COMES_FOR_WHO_HAS_IT = (Kind.ANSWERED, Kind.WOKEN, Kind.FAILED)
TAKES = (CONVERSATION_ASSIGNED, REPLY_SENT)
TELLS = (MESSAGE_RECEIVED, *KINDS)


def tell_at_once(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Tell those whom an event of a conversation concerns, in its own transaction and from the rows in hand."""
    if not isinstance(subject, Conversation):
        return
    said = _kind_of_message(subject) if kind == MESSAGE_RECEIVED else KINDS[kind]
    if said is None:
        return
    if said in COMES_FOR_WHO_HAS_IT and subject.assignee_id is not None and is_away(subject.assignee_id):
        enqueue(cover, subject.pk, key=f"cover {subject.pk}")  # the hand-over is told by an event of its own
        return
    named = refs.get("member")
    happened = Happened(
        said,
        assignee_id=subject.assignee_id,
        named_id=named.pk if named else None,
        actor_id=actor.member_id,
    )
    if not is_nobodys(happened) and may_tell():
        tell_colleagues(TELLER, subject, happened=happened)


def call_off_at_once(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let what rings for a conversation fall silent on all devices, as a colleague takes it or answers it for the first time.

    What a machine does takes nothing.
    """
    if actor.member_id is None or not isinstance(subject, Conversation):
        return
    taker = refs.get("member")
    given_to = taker.pk if taker else None
    taken_by = given_to if kind == CONVERSATION_ASSIGNED else actor.member_id
    if taken_by is not None and subject.first_answered_at is None and is_here(subject.account.channel):
        call_off(TELLER, subject, taken_by=taken_by)


def _kind_of_message(conversation: Conversation) -> Kind | None:
    """Tell what a customer's message is to colleagues; a further one where nobody has the conversation is no news."""
    if conversation.message_count <= 1:
        return Kind.CHAT if is_here(conversation.account.channel) else Kind.NEW
    return Kind.ANSWERED if conversation.assignee_id is not None else None
