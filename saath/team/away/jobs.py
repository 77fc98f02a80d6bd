"""Durable work for who is away; safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.models import Conversation
from saath.team.actions.covering import cover_for_absent
from saath.tenancy.actor import Actor

STAND_IN = Actor.system("whoever has it is away")


@task()
def cover(conversation_id: int) -> None:
    """Hand one conversation to who stands in for its colleague."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        cover_for_absent(STAND_IN, conversation)
