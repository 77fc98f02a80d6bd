"""Durable work for colleagues: telling, pushing, and what they missed."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from saath.conversations.events import (
    COLLEAGUE_CALLED,
    CONVERSATION_ASSIGNED,
    CONVERSATION_HANDED_OVER,
    CONVERSATION_WOKEN,
    MESSAGE_RECEIVED,
    REPLY_BOUNCED,
    REPLY_FAILED,
    UPDATE_PROMISED,
)
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.errors import RetryLater
from saath.stores.models import Member
from saath.team.actions import hearing, telling
from saath.team.digest import mail_digest
from saath.team.models import Missed
from saath.team.queries import wishes_of
from saath.team.rules import WARN_BEFORE, Happened, Kind
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

TELLER = Actor.system("it concerns a colleague")
KINDS = {
    COLLEAGUE_CALLED.name: Kind.CALLED,
    CONVERSATION_ASSIGNED.name: Kind.HANDED,
    CONVERSATION_HANDED_OVER.name: Kind.HANDED,
    CONVERSATION_WOKEN.name: Kind.WOKEN,
    REPLY_FAILED.name: Kind.FAILED,
    REPLY_BOUNCED.name: Kind.FAILED,
}
TELLS = (
    MESSAGE_RECEIVED,
    COLLEAGUE_CALLED,
    CONVERSATION_ASSIGNED,
    CONVERSATION_HANDED_OVER,
    CONVERSATION_WOKEN,
    REPLY_FAILED,
    REPLY_BOUNCED,
    UPDATE_PROMISED,
)


@task()
def tell_of(event_id: int) -> None:
    """React to an event of a conversation: tell those whom it concerns, and look at its promise in time."""
    event = Event.objects.get(pk=event_id)
    conversation = Conversation.objects.filter(public_id=event.subject).first()
    if conversation is None:
        return
    _look_in_time(conversation)
    kind = (
        _kind_of_message(event, conversation)
        if event.kind == MESSAGE_RECEIVED.name
        else KINDS.get(event.kind)
    )
    if kind is not None:
        telling.tell_colleagues(TELLER, conversation, happened=_happened(event, conversation, kind))


def _kind_of_message(event: Event, conversation: Conversation) -> Kind | None:
    """Tell what a customer's message is to colleagues; a further one where nobody has the conversation is no news."""
    if conversation.message_count <= 1 or not _is_further(event, conversation):
        return Kind.NEW
    return Kind.ANSWERED if conversation.assignee_id is not None else None


def _is_further(event: Event, conversation: Conversation) -> bool:
    arrived = Message.objects.filter(public_id=event.refs["message"]).values("pk")[:1]
    return Message.objects.filter(conversation=conversation, pk__lt=arrived).exists()


def _happened(event: Event, conversation: Conversation, kind: Kind) -> Happened:
    named, by = event.refs.get("member"), event.actor_person_id
    return Happened(
        kind,
        assignee_id=conversation.assignee_id,
        named_id=Member.objects.filter(public_id=named).values_list("pk", flat=True).first()
        if named
        else None,
        actor_id=Member.objects.filter(person_id=by).values_list("pk", flat=True).first() if by else None,
    )


def _look_in_time(conversation: Conversation) -> None:
    due = _next_due(conversation)
    if due is not None:
        enqueue(warn_of_promise, conversation.pk, key=f"promise {conversation.pk}", run_at=due - WARN_BEFORE)


def _next_due(conversation: Conversation) -> datetime | None:
    is_open = conversation.state == Conversation.State.OPEN
    dues = [conversation.due_at if is_open else None, conversation.update_due_at]
    coming = [due for due in dues if due is not None and due > now()]
    return min(coming, default=None)


@task()
def warn_of_promise(conversation_id: int) -> None:
    """Say that a promise is about to be missed, unless it was kept or moved by now."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    due = _next_due(conversation) if conversation else None
    if conversation is None or due is None:
        return
    if due - now() > WARN_BEFORE:
        raise RetryLater((due - now() - WARN_BEFORE).total_seconds() + 1)
    happened = Happened(Kind.PROMISE, assignee_id=conversation.assignee_id)
    telling.tell_colleagues(TELLER, conversation, happened=happened)


@task()
def forget_devices(event_id: int) -> None:
    """React to a colleague who leaves: their browsers hear of nothing any more."""
    member = Member.objects.filter(public_id=Event.objects.get(pk=event_id).subject).first()
    if member is not None:
        hearing.remove_devices_of(TELLER, member)


@task()
def digest_every_store() -> None:
    """Queue for every store the digests that are due."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(digest_store, key="digests")


@task()
def digest_store() -> None:
    """Queue for each colleague who missed something the mail that tells of it."""
    for member_id in Missed.objects.values_list("member_id", flat=True).distinct():
        enqueue(digest_member, member_id, key=f"digest {member_id}")


@task()
def digest_member(member_id: int) -> None:
    """Mail to one colleague what they missed, if it is time and anything is left of it."""
    member = Member.objects.select_related("person", "store").filter(pk=member_id).first()
    if member is not None:
        mail_digest(member, wishes_of([member_id])[member_id].digest)
