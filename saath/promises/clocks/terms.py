"""What is promised to a conversation: read once in a write transaction, whatever asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from saath.conversations.models import Conversation
from saath.customers.models import CustomerTagging
from saath.promises.chain.content import steps_from
from saath.promises.chain.rules import Step
from saath.promises.clocks.policies import Facts, Terms, first_that_fits, terms_of
from saath.promises.models import Chain, Clock, Policy, Standard
from saath.promises.standards.queries import promise_in
from saath.stores.calendar import hours_of
from saath.tenancy.given import Given
from saath.tenancy.models import Store
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import once_a_write

Kind = Clock.Kind
COLUMNS = (
    "id",
    "channel",
    "language",
    "priority",
    "customer_tag_id",
    "needs_tag",
    "first_answer_seconds",
    "next_answer_seconds",
    "solution_seconds",
    "warn_percent",
)
PROMISED: Prepared[tuple[list[list[Any]] | None, Any, Any]] = Prepared(
    lambda: (
        Store.objects.filter(pk=Given("id"))
        .annotate(
            policies=NestedRows(
                Policy.objects.filter(store_id=OuterRef("pk"), is_active=True, deleted_at=None).order_by(
                    "place", "id"
                ),
                *COLUMNS,
            ),
            standard=Subquery(
                Standard.objects.filter(store_id=OuterRef("pk"), state=Standard.State.PUBLISHED)
                .order_by("-number")
                .values("promises")[:1]
            ),
            chain=Subquery(Chain.objects.filter(store_id=OuterRef("pk")).values("steps")[:1]),
        )
        .values_list("policies", "standard", "chain")
    )
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
    """Return the terms of a kind of clock for a conversation: its policy's, else its channel's by the standards in force, else
    what the shop promises to all.
    """
    policy = first_that_fits(promised()[0], facts_of(conversation))
    return terms_of(policy, kind, otherwise=promised_to_all(conversation, kind))


def promised_to_all(conversation: Conversation, kind: str) -> int | None:
    """Return within how many open seconds a kind of clock is promised where no policy says anything."""
    standard, channel = promised()[1], conversation.account.channel
    by_standard = promise_in(standard, channel) if standard else None
    otherwise: int | None = getattr(by_standard, f"{kind}_seconds", None)
    if otherwise is None and kind != Kind.SOLUTION:
        otherwise = hours_of(current_store_id(), channel).first_answer_target_seconds
    return otherwise


def facts_of(conversation: Conversation) -> Facts:
    """Return what policies ask of a conversation; the tags of its customer only where one asks for them."""
    needs_tags = any(policy.needs_tag for policy in promised()[0])
    return Facts(
        channel=conversation.account.channel,
        language=conversation.language,
        priority=conversation.priority,
        tags=tags_of(conversation.customer_id) if needs_tags else (),
    )


def promised() -> tuple[Sequence[Policy], dict[str, Any]]:
    """Return the shop's policies in the order in which they are tried, and what its standards in force promise."""
    policies, standard, _chain = _decided()
    return policies, standard


def chain_of_shop() -> tuple[Step, ...]:
    """Return whom the shop asks as the time of a promise runs out."""
    return _decided()[2]


@once_a_write
def _decided() -> tuple[Sequence[Policy], dict[str, Any], tuple[Step, ...]]:
    """Return all that a shop has decided about clocks; one statement."""
    ((rows, standard, chain),) = PROMISED.rows(id=current_store_id())
    policies = [Policy(**dict(zip(COLUMNS, row, strict=True))) for row in rows or ()]
    return policies, _read(standard) or {}, steps_from(_read(chain))


def _read(kept: Any) -> Any:
    """Return a value of JSON, which SQLite hands over as text."""
    return json.loads(kept) if isinstance(kept, str) else kept


@once_a_write
def tags_of(customer_id: int) -> frozenset[int]:
    """Return the ids of a customer's tags."""
    return frozenset(TAGS.rows(customer=customer_id))
