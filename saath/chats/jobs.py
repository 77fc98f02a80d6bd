"""What is looked after some time after somebody wrote in a chat. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.chats.actions.mails import mail_missed
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs.errors import RetryLater
from saath.tenancy.actor import Actor


@task()
def look_for_missed(conversation_id: int) -> None:
    """Mail the visitor of a conversation what they have missed; while they may still read it, look again."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        return
    again_at = mail_missed(Actor.system("answers that were missed"), conversation)
    if again_at is not None:
        raise RetryLater(max(1.0, (again_at - now()).total_seconds()))
