"""Acknowledging is a job of its own: reading a mail never waits for it."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.acknowledge import acknowledge
from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor
from saath.timeline.models import Event


@task()
def acknowledge_opened(event_id: int) -> None:
    """React to a conversation that somebody has opened who may be told so."""
    event = Event.objects.get(pk=event_id)
    conversation = Conversation.objects.filter(public_id=event.subject).first()
    if conversation is not None:
        acknowledge(Actor.system("acknowledgement"), conversation)
