"""What a policy would have done: to the conversations of the last 30 days, before anybody saves it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.customers.models import CustomerTagging
from saath.promises.clocks.policies import Facts, first_that_fits
from saath.promises.models import Clock, Policy
from saath.promises.policies.content import TIMES, Content, checked, written
from saath.promises.policies.queries import list_policies, open_in_a_year
from saath.tenancy.actor import Actor

State, Outcome = Conversation.State, Clock.Outcome
LOOKED_AT, DAYS = 1_000, 30
STATES = (State.OPEN, State.PENDING, State.SNOOZED, State.SOLVED)
KINDS = {name: name.removesuffix("_seconds") for name in TIMES}


@dataclass(frozen=True, slots=True)
class Ended:
    """A promise that was kept or missed: of which kind, how much open time it took, and which of the two."""

    kind: str
    took_open_seconds: float
    was_kept: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a conversation, and what became of its promises."""

    facts: Facts
    ended: Sequence[Ended] = ()


@dataclass
class Kept:
    """Of how many promises that ended how many were kept, and how many would have been by the policy."""

    ended: int = 0
    were: int = 0
    would_be: int = 0


@dataclass
class Preview:
    """What a policy would have caught of `looked_at` conversations with a promise.

    `caught_now` counts those by the policy that catches them today, None for none; `taken_before` counts those that it fits
    too, but that a policy before it takes. `kept` says it by the name of the time. `is_more` says that there are more
    conversations than were looked at.
    """

    looked_at: int = 0
    caught: int = 0
    is_more: bool = False
    caught_now: Counter[int | None] = field(default_factory=Counter)
    taken_before: Counter[int] = field(default_factory=Counter)
    kept: dict[str, Kept] = field(default_factory=dict)


def preview_policy(actor: Actor, *, content: Content, instead_of: Policy | None = None) -> Preview:
    """Return what a policy would have caught and kept, in place of one or after all; at most nine statements.

    Looked at are the newest 1,000 conversations in which something was said within 30 days and something was promised.
    Raises `Forbidden`, `BadInput`.
    """
    actor.require("store.settings")
    content = checked(content, before=instead_of, open_seconds=open_in_a_year(content.channel))
    proposed = Policy(**written(content))
    standing = [each for each in list_policies(actor) if each.is_active]
    policies = with_proposed(standing, proposed, instead_of=instead_of)
    needs_tags = any(each.needs_tag for each in [*policies, *standing])
    pasts, is_more = _pasts(now() - timedelta(days=DAYS), needs_tags=needs_tags)
    found = compare(pasts, standing=standing, policies=policies, proposed=proposed)
    found.is_more = is_more
    return found


def with_proposed(standing: Sequence[Policy], proposed: Policy, *, instead_of: Policy | None) -> list[Policy]:
    """Return the active policies with the proposed one at its place, which is the last for a new one. Pure.

    One that is switched off is shown as if it counted: that is what one wants to know before switching it on.
    """
    others = [each for each in standing if each != instead_of]
    if instead_of is None:
        return [*others, proposed]
    before = [each for each in others if (each.place, each.pk) < (instead_of.place, instead_of.pk)]
    return [*before, proposed, *others[len(before) :]]


def compare(
    pasts: Iterable[Past], *, standing: Sequence[Policy], policies: Sequence[Policy], proposed: Policy
) -> Preview:
    """Return what the proposed policy would have caught and kept. Pure."""
    found = Preview(kept={name: Kept() for name in TIMES if getattr(proposed, name) is not None})
    for past in pasts:
        found.looked_at += 1
        winner = first_that_fits(policies, past.facts)
        if winner is proposed:
            today = first_that_fits(standing, past.facts)
            found.caught += 1
            found.caught_now[today.pk if today else None] += 1
            _count(found.kept, proposed, past.ended)
        elif winner is not None and first_that_fits([proposed], past.facts):
            found.taken_before[winner.pk] += 1
    return found


def _count(kept: Mapping[str, Kept], proposed: Policy, ended: Sequence[Ended]) -> None:
    for name, counted in kept.items():
        for each in ended:
            if each.kind == KINDS[name]:
                counted.ended += 1
                counted.were += each.was_kept
                counted.would_be += each.took_open_seconds <= getattr(proposed, name)


def _pasts(since: datetime, *, needs_tags: bool) -> tuple[list[Past], bool]:
    rows, is_more = _newest(since)
    ended: dict[int, list[Ended]] = {pk: [] for pk in rows}
    promised = Clock.objects.filter(conversation__in=rows, kind__in=KINDS.values())
    for conversation_id, kind, took, outcome in promised.values_list(
        "conversation_id", "kind", "took_open_seconds", "outcome"
    ):
        if outcome in (Outcome.KEPT, Outcome.MISSED) and took is not None:
            ended[conversation_id].append(Ended(kind, took, outcome == Outcome.KEPT))
    had_one = set(promised.values_list("conversation_id", flat=True))
    tags = _tags({row["customer_id"] for row in rows.values()}) if needs_tags else {}
    return [
        Past(
            Facts(
                row["account__channel"],
                row["language"],
                row["priority"],
                tags.get(row["customer_id"], frozenset()),
            ),
            ended[pk],
        )
        for pk, row in rows.items()
        if pk in had_one
    ], is_more


def _newest(since: datetime) -> tuple[dict[int, dict[str, Any]], bool]:
    """Return the newest conversations: each state's by its index, no further than needed."""
    columns = ("pk", "last_message_at", "account__channel", "language", "priority", "customer_id")
    found = [
        row
        for state in STATES
        for row in Conversation.objects.filter(state=state, last_message_at__gte=since)
        .order_by("-last_message_at", "-id")
        .values(*columns)[: LOOKED_AT + 1]
    ]
    found.sort(key=lambda row: (row["last_message_at"], row["pk"]), reverse=True)
    return {row["pk"]: row for row in found[:LOOKED_AT]}, len(found) > LOOKED_AT


def _tags(customer_ids: set[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    rows = CustomerTagging.objects.filter(customer__in=customer_ids).values_list("customer_id", "tag_id")
    for customer_id, tag_id in rows:
        found.setdefault(customer_id, set()).add(tag_id)
    return {customer_id: frozenset(tags) for customer_id, tags in found.items()}
