"""The learner's work: after the transaction in which somebody said what a mail is, never in it."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.actions.learn import learn_answered, learn_one
from saath.conversations.actions.sender_rules import add_sender_rule
from saath.conversations.models import Conversation, SenderRule
from saath.conversations.spam.lessons import answered_lessons, lessons_of
from saath.customers.models import Identity
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

LEARNER = Actor.system("spam learner")
BATCH = 100


def welcome_soon(identity: Identity) -> None:
    """Let mail of this sender in from now on, after this transaction."""
    enqueue(welcome_sender, identity.pk, key=f"welcome:{identity.pk}")


def learn_soon(conversation: Conversation) -> None:
    """Let the learner take in what a conversation is, after this transaction."""
    enqueue(learn_conversation, conversation.pk, key=f"learn:{conversation.pk}")


@task()
def learn_conversation(conversation_id: int) -> None:
    """Learn what a conversation is by now."""
    for lesson in lessons_of([conversation_id]):
        learn_one(LEARNER, lesson)


@task()
def welcome_sender(identity_id: int) -> None:
    """Let in what comes from who wrote a mail that a person released."""
    identity = Identity.objects.filter(pk=identity_id).first()
    if identity is not None and identity.key:
        add_sender_rule(LEARNER, kind=SenderRule.Kind.ALLOW, sender=identity.key)


@task()
def learn_answers() -> None:
    """Queue for every store the learning of what its people answered."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(learn_answers_of_store, key=f"learn answers:{store_id}")


@task()
def learn_answers_of_store() -> None:
    """Learn a batch of answered conversations, and queue the next."""
    answered = answered_lessons(limit=BATCH)
    if answered.up_to > answered.after:
        learn_answered(LEARNER, answered)
    if answered.has_more:
        enqueue(learn_answers_of_store)
