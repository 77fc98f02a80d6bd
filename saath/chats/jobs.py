"""What is looked after some time after somebody wrote in a chat, or was offered one. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.chats.actions.mails import mail_missed
from saath.chats.actions.openers import fold_counts
from saath.chats.models import OpenerCount
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.errors import RetryLater
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope


@task()
def look_for_missed(conversation_id: int) -> None:
    """Mail the visitor of a conversation what they have missed; while they may still read it, look again."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is None:
        return
    again_at = mail_missed(Actor.system("answers that were missed"), conversation)
    if again_at is not None:
        raise RetryLater(max(1.0, (again_at - now()).total_seconds()))


@task()
def fold_every_count() -> None:
    """Queue the folding of what was counted, for every shop where something was."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if OpenerCount.objects.exists():
                enqueue(fold_openers, key="fold openers")


@task()
def fold_openers() -> None:
    """Fold what was counted in one shop."""
    fold_counts(Actor.system("figures of automatic messages"))
