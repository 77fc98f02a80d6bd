"""Which policy a conversation gets, and within which time it is answered by it. Pure: facts come in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from saath.promises.models import Clock, Policy
from saath.promises.models.policy import WARN_PERCENT

Kind = Clock.Kind


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy may ask of a conversation; `tags` are the ids of its customer's."""

    channel: str
    language: str
    priority: str
    tags: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """Within how many open seconds a promise is kept, after which share of them it is warned, and by which policy.

    `target_seconds` is None where no time is promised.
    """

    target_seconds: int | None
    warn_percent: int = WARN_PERCENT
    policy_id: int | None = None


def first_that_fits(policies: Sequence[Policy], facts: Facts) -> Policy | None:
    """Return the first of the policies, in their order, that fits."""
    return next((policy for policy in policies if not any(refusals(policy, facts))), None)


def refusals(policy: Policy, facts: Facts) -> Iterator[str]:
    """Yield the names of the conditions for which a policy does not fit."""
    for name in ("channel", "language", "priority"):
        wanted = getattr(policy, name)
        if wanted and wanted != getattr(facts, name):
            yield name
    # A tag that was removed since leaves a policy that fits nobody rather than everybody.
    if policy.needs_tag and policy.customer_tag_id not in facts.tags:
        yield "customer_tag"


def terms_of(policy: Policy | None, kind: str, *, otherwise: int | None) -> Terms:
    """Return the terms of a kind of clock by a policy; what it leaves open is promised as to everybody else."""
    if policy is None:
        return Terms(otherwise)
    seconds: int | None = getattr(policy, f"{kind}_seconds", None)
    return Terms(otherwise if seconds is None else seconds, policy.warn_percent, policy.pk)


def terms_anew(terms: Terms, *, before: int | None, used_seconds: float) -> Terms:
    """Return by which terms a clock goes on that has used so much of its time `before`, where its conversation's priority
    changed: from now on it has all the time of the new ones at most, and never less than they give from its beginning.

    What is already lost by the new terms is not missed at once: nobody had promised it.
    """
    new = terms.target_seconds
    if new is None:
        return terms
    from_now = ceil(used_seconds) + new
    return replace(terms, target_seconds=max(new, from_now if before is None else min(before, from_now)))
