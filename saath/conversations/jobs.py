"""Durable work of conversations. Each opens its store by the job's scope and is safe to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django_tasks import task

from saath.conversations import delivering, reading
from saath.conversations.actions.clocks import miss_update, wake_conversation
from saath.conversations.actions.guess import keep_guess, suggest_named
from saath.conversations.models import Conversation, PromisedUpdate
from saath.conversations.searchable import searchable_in, searchable_of
from saath.core.clock import now
from saath.customers.models import Customer
from saath.jobs import enqueue
from saath.jobs.turn import Turn
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import write_transaction
from saath.timeline.models import Event

BATCH = 200
CLOCK = Actor.system("its time has come")
GUESSER = Actor.system("which order it is about")
GOING_ON = (Conversation.State.OPEN, Conversation.State.PENDING, Conversation.State.SNOOZED)
# A history comes in hundreds of batches; its conversations are looked through once for many of them.
AFTER_HISTORY = timedelta(minutes=1)


@task(together=8)
def read_intake_item(turns: Sequence[Turn]) -> None:
    """Turn rows of the ledger into messages, one after the other; each job is told the id of one row."""
    reading.read_items(turns)


@task(together=8)
def deliver(turns: Sequence[Turn]) -> None:
    """Send answers, one after the other; each job is told the id of one delivery."""
    delivering.deliver(turns)


@task()
def wake_snoozed(conversation_id: int) -> None:
    """Bring a conversation back whose snooze is over; one that was snoozed anew has a job of its own."""
    snoozed = Conversation.objects.filter(pk=conversation_id, state=Conversation.State.SNOOZED)
    due = snoozed.filter(snoozed_until__lte=now()).first()
    if due is not None:
        wake_conversation(CLOCK, due)


@task()
def miss_promised(update_id: int) -> None:
    """Say that a promised update did not come in time, unless it did."""
    update = PromisedUpdate.objects.select_related("conversation").filter(pk=update_id).first()
    if update is not None:
        miss_update(CLOCK, update)


@task()
def fold_customer_anew(event_id: int) -> None:
    """Let a customer's messages be found by a changed name."""
    event = Event.objects.get(pk=event_id)
    customer = Customer.objects.filter(public_id=event.subject).first()
    if customer is not None:
        enqueue(fold_customer_batch_anew, customer.pk, 0, key=f"fold customer {customer.pk}")


@task()
def fold_customer_batch_anew(customer_id: int, after_message_id: int) -> None:
    """Index one batch of a customer's messages anew, and queue the next."""
    documents = searchable_of(customer_id, after_message_id, BATCH)
    with write_transaction():
        index.put_many(current_store_id(), documents)
    if len(documents) == BATCH:
        enqueue(fold_customer_batch_anew, customer_id, documents[-1].message_id)


@task()
def fold_conversation_anew(event_id: int) -> None:
    """Let a conversation be found by what its fields know now."""
    event = Event.objects.get(pk=event_id)
    conversation = Conversation.objects.filter(public_id=event.subject).first()
    if conversation is not None:
        enqueue(fold_conversation_batch_anew, conversation.pk, 0, key=f"fold conversation {conversation.pk}")


@task()
def fold_conversation_batch_anew(conversation_id: int, after_message_id: int) -> None:
    """Index one batch of a conversation's messages anew, and queue the next."""
    documents = searchable_in(conversation_id, after_message_id, BATCH)
    with write_transaction():
        index.put_many(current_store_id(), documents)
    if len(documents) == BATCH:
        enqueue(fold_conversation_batch_anew, conversation_id, documents[-1].message_id)


@task()
def guess_order(conversation_id: int) -> None:
    """Guess which order a conversation is about."""
    conversation = Conversation.objects.select_related("customer").filter(pk=conversation_id).first()
    if conversation is not None:
        keep_guess(GUESSER, conversation)
        suggest_named(GUESSER, conversation)


@task()
def guess_after_history(event_id: int) -> None:
    """React to orders that came as history."""
    key = f"guess all open:{current_store_id()}"
    enqueue(guess_open, 0, key=key, run_at=now() + AFTER_HISTORY)


@task()
def guess_open(after_id: int) -> None:
    """Guess the orders of a batch of open conversations of which none is known, and queue the next."""
    found = Conversation.objects.select_related("customer").filter(
        pk__gt=after_id, state__in=GOING_ON, order=None, guessed_order=None
    )
    batch = list(found.order_by("pk")[:BATCH])
    for conversation in batch:
        keep_guess(GUESSER, conversation)
    if len(batch) == BATCH:
        enqueue(guess_open, batch[-1].pk)
