"""The learner's work: after the transaction in which somebody said what a mail is, never in it."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.learn import learn_answered, learn_one
from saath.conversations.models import Conversation
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

LEARNER = Actor.system("spam learner")
BATCH = 200


def learn_soon(conversation: Conversation) -> None:
    """Let the learner take in what a conversation is, after this transaction."""
    enqueue(learn_conversation, conversation.pk, key=f"learn:{conversation.pk}")


@task()
def learn_conversation(conversation_id: int) -> None:
    """Learn what a conversation is by now."""
    conversation = Conversation.objects.filter(pk=conversation_id).first()
    if conversation is not None:
        learn_one(LEARNER, conversation)


@task()
def learn_answers() -> None:
    """Queue for every store the learning of what its people answered."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(learn_answers_of_store, key=f"learn answers:{store_id}")


@task()
def learn_answers_of_store() -> None:
    """Learn a batch of answered conversations, and queue the next."""
    if learn_answered(LEARNER, limit=BATCH):
        enqueue(learn_answers_of_store)
