"""Whom a shop asks as the time of a promise runs out, as it looks outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Ref, Shape, Whole
from saath.promises.chain.queries import Reached
from saath.promises.chain.rules import Does, Moment, Whom
from saath.promises.chain.rules import Step as Row

When = Literal["warning", "percent", "missed", "after"]
Who = Literal["owner", "present", "member", "skill", "everybody"]
What = Literal["tell", "give"]
Key = Annotated[str, StringConstraints(max_length=40)]


class ChainStep(Shape):
    """One step. `amount` is the percent of one before the miss, or the open minutes of one after it; 0 for the others."""

    moment: When
    amount: int
    whom: Who
    member_id: UUID | None
    skill: str
    does: What


class Chain(Shape):
    """Whom the shop asks, in the order of time. In the last step everybody hears."""

    steps: list[ChainStep]


class NewChainStep(Input):
    """One step; a colleague or a skill is named where `whom` says so."""

    moment: When
    amount: Whole = 0
    whom: Who
    member_id: UUID | None = None
    skill: Key = ""
    does: What = "tell"


class NewChain(Input):
    """The whole chain."""

    steps: Annotated[list[NewChainStep], Field(max_length=8)]


class ReachedStep(Shape):
    """When a step would be taken, null where the shop does not open in a year, and whom it would reach now.

    `names_nobody` says that nobody whom it names is there, so that everybody hears.
    """

    step: ChainStep
    at: datetime | None
    gives_to: Ref | None
    heard_by: list[Ref]
    names_nobody: bool


def step_shape(step: Row) -> ChainStep:
    """Return a step as programs see it."""
    return ChainStep(
        moment=step.moment.value,
        amount=step.amount,
        whom=step.whom.value,
        member_id=UUID(step.member) if step.member else None,
        skill=step.skill,
        does=step.does.value,
    )


def reached_shape(found: Reached) -> ReachedStep:
    """Return a step of a preview as programs see it."""
    gives_to = found.gives_to
    return ReachedStep(
        step=step_shape(found.step),
        at=found.at,
        gives_to=Ref(id=gives_to.public_id, name=gives_to.display_name) if gives_to else None,
        heard_by=[Ref(id=each.public_id, name=each.display_name) for each in found.heard_by],
        names_nobody=found.is_fallback,
    )


def step_of(told: NewChainStep) -> Row:
    """Return a step as the shop keeps it."""
    return Row(
        Moment(told.moment),
        Whom(told.whom),
        Does(told.does),
        told.amount,
        str(told.member_id) if told.member_id else "",
        told.skill,
    )
