"""Durable work for who is away; safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.models import Member
from saath.team.actions.covering import cover_for_absent
from saath.tenancy.actor import Actor
from saath.timeline.models import Event

STAND_IN = Actor.system("whoever has it is away")


@task()
def cover(conversation_id: int) -> None:
    """Hand one conversation to who stands in for its colleague."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        cover_for_absent(STAND_IN, conversation)


@task()
def cover_from_then(event_id: int) -> None:
    """React to a colleague who says when they are away: what waits for them then goes to who stands in."""
    member = Member.objects.filter(public_id=Event.objects.get(pk=event_id).subject).first()
    if member is not None and member.away_from is not None:
        began = int(member.away_from.timestamp())
        enqueue(cover_all, member.pk, key=f"cover all {member.pk} {began}", run_at=member.away_from)


@task()
def cover_all(member_id: int) -> None:
    """Hand all that waits for a colleague who is away now to who stands in; what waits for its customer stays theirs."""
    member = Member.objects.filter(pk=member_id).first()
    if member is not None and member.is_away(now()):
        theirs = Conversation.objects.filter(assignee=member, state=Conversation.State.OPEN)
        for conversation in theirs.order_by("due_at", "id"):
            cover_for_absent(STAND_IN, conversation)
