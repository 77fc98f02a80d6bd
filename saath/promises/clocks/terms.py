"""What is promised to a conversation: read once in a write transaction, whatever asks."""

from __future__ import annotations

from collections.abc import Sequence

from saath.conversations.models import Conversation
from saath.customers.models import CustomerTagging
from saath.promises.clocks.policies import Facts, Terms, first_that_fits, terms_of
from saath.promises.models import Clock, Policy
from saath.stores.calendar import hours_of
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import once_a_write

Kind = Clock.Kind
POLICIES: Prepared[Policy] = Prepared(
    lambda: Policy.objects.filter(is_active=True, deleted_at=None).order_by("place", "id")
)
TAGS: Prepared[int] = Prepared(
    lambda: CustomerTagging.objects.filter(customer_id=Given("customer")).values_list("tag_id", flat=True)
)


def promised_seconds(conversation: Conversation) -> int | None:
    """Return within how many open seconds the next answer to a conversation is promised."""
    return terms_for(conversation, next_kind(conversation)).target_seconds


def next_kind(conversation: Conversation) -> Clock.Kind:
    """Return which kind of answer a conversation waits for next, as far as its own columns know."""
    return Kind.NEXT_ANSWER if conversation.first_answered_at else Kind.FIRST_ANSWER


def terms_for(conversation: Conversation, kind: str) -> Terms:
    """Return the terms of a kind of clock for a conversation: its policy's, else what the shop promises to all."""
    hours = hours_of(current_store_id(), conversation.account.channel)
    otherwise = None if kind == Kind.SOLUTION else hours.first_answer_target_seconds
    return terms_of(first_that_fits(active_policies(), facts_of(conversation)), kind, otherwise=otherwise)


def facts_of(conversation: Conversation) -> Facts:
    """Return what policies ask of a conversation; the tags of its customer only where one asks for them."""
    needs_tags = any(policy.needs_tag for policy in active_policies())
    return Facts(
        channel=conversation.account.channel,
        language=conversation.language,
        priority=conversation.priority,
        tags=tags_of(conversation.customer_id) if needs_tags else (),
    )


@once_a_write
def active_policies() -> Sequence[Policy]:
    """Return the shop's policies in the order in which they are tried."""
    return POLICIES.rows()


@once_a_write
def tags_of(customer_id: int) -> frozenset[int]:
    """Return the ids of a customer's tags."""
    return frozenset(TAGS.rows(customer=customer_id))
