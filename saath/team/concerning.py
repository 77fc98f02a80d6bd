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
from saath.conversations.here import goes_on_here
from saath.conversations.models import Conversation
from saath.conversations.sweeping.telling import may_tell
from saath.jobs import enqueue
from saath.promises.grievances.events import GRIEVANCE_DUE, GRIEVANCE_LATE, GRIEVANCE_OPENED
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
    GRIEVANCE_OPENED: Kind.GRIEVANCE,
    GRIEVANCE_DUE: Kind.GRIEVANCE,
    GRIEVANCE_LATE: Kind.GRIEVANCE,
}
COMES_FOR_WHO_HAS_IT = (Kind.ANSWERED, Kind.WOKEN, Kind.FAILED)
TAKES = (CONVERSATION_ASSIGNED, REPLY_SENT)
TELLS = (MESSAGE_RECEIVED, *KINDS)


def tell_at_once(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Tell those whom an event of a conversation concerns, in its own transaction and from the rows in hand."""
    if not isinstance(subject, Conversation):
        return
    said = _kind_of(kind, subject)
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
    """Let what rings for a conversation fall silent on all devices, as a colleague takes it, or answers what nobody has.

    What a machine does takes nothing.
    """
    if actor.member_id is None or not isinstance(subject, Conversation):
        return
    taken_by = _taken_by(actor.member_id, kind, subject, refs.get("member"))
    if taken_by is not None and goes_on_here(subject):
        call_off(TELLER, subject, taken_by=taken_by)


def _taken_by(
    actor_id: int, kind: EventKind, conversation: Conversation, given_to: StoreOwned | None
) -> int | None:
    """Return the member who takes a conversation that waits by what happens, None where nobody does."""
    if kind == CONVERSATION_ASSIGNED:
        return given_to.pk if given_to is not None and conversation.waiting_since is not None else None
    return actor_id if conversation.assignee_id is None else None


def _kind_of(kind: EventKind, conversation: Conversation) -> Kind | None:
    if kind == MESSAGE_RECEIVED:
        return _kind_of_message(conversation)
    if kind == CONVERSATION_ASSIGNED and _waits_for_anybody(conversation):
        return Kind.CHAT  # it was given back: whoever is there may take it
    return KINDS[kind]


def _kind_of_message(conversation: Conversation) -> Kind | None:
    """Tell what a customer's message is to colleagues; where nobody has the conversation, only one that begins a wait is
    news, and by mail only the first.
    """
    if conversation.message_count > 1 and conversation.assignee_id is not None:
        return Kind.ANSWERED
    if conversation.message_count > 1:
        begins = conversation.waiting_since == conversation.last_message_at
        return Kind.CHAT if begins and _waits_for_anybody(conversation) else None
    return Kind.CHAT if goes_on_here(conversation) else Kind.NEW


def _waits_for_anybody(conversation: Conversation) -> bool:
    waits = conversation.assignee_id is None and conversation.waiting_since is not None
    return waits and goes_on_here(conversation)
