"""What a policy and its preview look like outside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Ref, Shape, Whole, Yes
from saath.promises.models import Policy as Row
from saath.promises.models.policy import LEAST_WARN_PERCENT, MOST_WARN_PERCENT, WARN_PERCENT
from saath.promises.policies.content import DAY, LONGEST_NAME, MINUTE, MOST_DAYS
from saath.promises.policies.preview import Preview

Language = Literal["", "en", "hi", "gu"]
Priority = Literal["normal", "high", "urgent"]
Wanted = Literal["", "normal", "high", "urgent"]
Seconds = Annotated[Whole, Field(ge=MINUTE, le=MOST_DAYS * DAY, multiple_of=MINUTE)]
Percent = Annotated[Whole, Field(ge=LEAST_WARN_PERCENT, le=MOST_WARN_PERCENT)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Channel = Annotated[str, Field(max_length=20)]


class Policy(Shape):
    """Within which open seconds which conversations are answered. `place` is its place in the order; "" and null are any.

    A time of null is what everybody is promised. `customer_tag_is_gone` says that it asks for a tag that was deleted, so
    that it fits nobody.
    """

    id: UUID
    name: str
    place: int
    channel: str
    language: Language
    priority: Wanted
    customer_tag: Ref | None
    customer_tag_is_gone: bool
    first_answer_seconds: int | None
    next_answer_seconds: int | None
    solution_seconds: int | None
    warn_percent: int
    is_active: bool
    created_at: datetime
    removed_at: datetime | None


class NewPolicy(Input):
    """A policy to make. One time is needed at least; times are whole minutes, in seconds."""

    name: Name
    channel: Channel = ""
    language: Language = ""
    priority: Wanted = ""
    customer_tag_id: UUID | None = None
    first_answer_seconds: Seconds | None = None
    next_answer_seconds: Seconds | None = None
    solution_seconds: Seconds | None = None
    warn_percent: Percent = WARN_PERCENT
    is_active: Yes = True


class ChangedPolicy(Input):
    """What is to be different; what is left out stays. A time or a tag of null is taken away."""

    name: Name = ""
    channel: Channel = ""
    language: Language = ""
    priority: Wanted = ""
    customer_tag_id: UUID | None = None
    first_answer_seconds: Seconds | None = None
    next_answer_seconds: Seconds | None = None
    solution_seconds: Seconds | None = None
    warn_percent: Percent = WARN_PERCENT
    is_active: Yes = True


class ProposedPolicy(NewPolicy):
    """A policy to look at beforehand: in place of the one with `instead_of_id`, else after all others."""

    instead_of_id: UUID | None = None


class CaughtNow(Shape):
    """How many conversations a policy has today; null for those that none has."""

    policy_id: UUID | None
    conversations: int


class KeptBy(Shape):
    """Of how many promises that ended how many were kept, and how many would have been."""

    promise: Literal["first_answer", "next_answer", "solution"]
    ended: int
    were_kept: int
    would_be_kept: int


class PolicyPreview(Shape):
    """What a policy would have done to the newest conversations of the last 30 days in which something was promised.

    `caught_now` tells by which policy those are caught today, `taken_before` how many more it fits that one before it takes.
    """

    looked_at: int
    is_more: bool
    caught: int
    caught_now: list[CaughtNow]
    taken_before: list[CaughtNow]
    kept: list[KeptBy]


def policy_shape(row: Row) -> Policy:
    """Return a policy, read with its tag, as programs see it."""
    tag = row.customer_tag
    return Policy(
        id=row.public_id,
        name=row.name,
        place=row.place,
        channel=row.channel,
        language=row.language,  # type: ignore[arg-type]  # one of ours
        priority=row.priority,  # type: ignore[arg-type]  # one of ours
        customer_tag=Ref(id=tag.public_id, name=tag.name) if tag else None,
        customer_tag_is_gone=row.needs_tag and tag is None,
        first_answer_seconds=row.first_answer_seconds,
        next_answer_seconds=row.next_answer_seconds,
        solution_seconds=row.solution_seconds,
        warn_percent=row.warn_percent,
        is_active=row.is_active,
        created_at=row.created_at,
        removed_at=row.deleted_at,
    )


def preview_shape(found: Preview, policies: Sequence[Row]) -> PolicyPreview:
    """Return a preview as programs see it."""
    names = {each.pk: each.public_id for each in policies}
    return PolicyPreview(
        looked_at=found.looked_at,
        is_more=found.is_more,
        caught=found.caught,
        caught_now=[
            CaughtNow(policy_id=names[pk] if pk else None, conversations=n)
            for pk, n in found.caught_now.most_common()
        ],
        taken_before=[
            CaughtNow(policy_id=names[pk], conversations=n) for pk, n in found.taken_before.most_common()
        ],
        kept=[
            KeptBy(
                promise=name.removesuffix("_seconds"),  # type: ignore[arg-type]  # a kind of clock
                ended=each.ended,
                were_kept=each.were,
                would_be_kept=each.would_be,
            )
            for name, each in found.kept.items()
        ],
    )
