"""Durable work for colleagues: promises that are about to be missed, and digests of what they missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_tasks import task

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.models import Member
from saath.team.actions import covering, hearing, telling
from saath.team.away.jobs import STAND_IN
from saath.team.concerning import TELLER
from saath.team.digest import mail_digest
from saath.team.models import Missed
from saath.team.queries import promises_between, wishes_of
from saath.team.rules import WARN_BEFORE, Happened, Kind
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

# Some rounds of the schedule: a promise is found in time though one comes late.
LOOK_AHEAD = timedelta(minutes=5)


@task()
def look_at_promises() -> None:
    """Queue a warning for each promise of the next minutes; what is kept, or moved, by then is warned of by nobody."""
    soonest = now() + WARN_BEFORE
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            for conversation_id, due_at in promises_between(soonest, soonest + LOOK_AHEAD):
                key, run_at = f"promise {conversation_id}", due_at - WARN_BEFORE
                enqueue(warn_of_promise, conversation_id, key=key, run_at=run_at)


@task()
def warn_of_promise(conversation_id: int) -> None:
    """Say that a promise is about to be missed, unless it was kept or moved by now."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    due = _next_due(conversation) if conversation else None
    if conversation is None or due is None or due > now() + WARN_BEFORE:
        return
    if covering.cover_for_absent(STAND_IN, conversation):
        conversation.refresh_from_db(fields=["assignee"])
    happened = Happened(Kind.PROMISE, assignee_id=conversation.assignee_id)
    telling.tell_colleagues(TELLER, conversation, happened=happened)


def _next_due(conversation: Conversation) -> datetime | None:
    is_open = conversation.state == Conversation.State.OPEN
    dues = [conversation.due_at if is_open else None, conversation.update_due_at]
    coming = [due for due in dues if due is not None and due > now()]
    return min(coming, default=None)


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
