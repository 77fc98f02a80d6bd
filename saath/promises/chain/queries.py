"""Reading whom the shop asks as the time of a promise runs out, and whom it would reach now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from saath.core.clock import now
from saath.promises.chain.content import steps_from
from saath.promises.chain.rules import Reach, Run, Step, is_last, reach
from saath.promises.chain.standing import shift_on
from saath.promises.models import Chain
from saath.promises.models.policy import WARN_PERCENT
from saath.promises.routing.settings import routing_settings
from saath.stores.calendar import hours_of
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a step may name: colleagues who answer by their public ids, and skills by their keys, with their names."""

    members: Mapping[str, Member]
    skills: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Reached:
    """A step as it would be taken: when, None where the shop does not open in a year, and whom it would reach now."""

    step: Step
    at: datetime | None
    gives_to: Member | None
    heard_by: Sequence[Member]
    is_everybody: bool
    is_fallback: bool


def get_chain(actor: Actor) -> tuple[Step, ...]:
    """Return the shop's steps in the order of their time. Raises `Forbidden`."""
    actor.require("conversation.read")
    chain = Chain.objects.first()
    return steps_from(chain.steps if chain is not None else None)


def those_who_may() -> Named:
    """Return whom a step may name now."""
    members = Member.objects.active().select_related("person").order_by("display_name", "pk")
    return Named(
        {str(each.public_id): each for each in members if "conversation.reply" in each.verbs},
        {each["key"]: each["names"] for each in routing_settings().skills},
    )


def preview_chain(
    actor: Actor,
    steps: Sequence[Step],
    *,
    channel: str,
    target_seconds: int,
    warn_percent: int = WARN_PERCENT,
    at: datetime | None = None,
) -> list[Reached]:
    """Return when each step would be taken for a promise that begins now, or at a moment, and whom it would reach now.

    A conversation that nobody has: later steps meet who was given it. Raises `Forbidden`.
    """
    actor.require("store.settings")
    begins, shift = at or now(), shift_on(channel)
    calendar = hours_of(current_store_id(), channel).calendar
    due = Run(begins, begins, calendar, target_seconds).moment_of(100)
    run = Run(begins, due or begins, calendar, target_seconds)
    found, standing = [], shift.standing
    for step in sorted(steps, key=lambda each: each.place(warn_percent=warn_percent)):
        reached = reach(step, standing, is_last=is_last(steps, step, warn_percent=warn_percent))
        moment = run.moment_of(step.place(warn_percent=warn_percent)) if due is not None else None
        found.append(_reached(step, moment, reached, shift.members, len(standing.team)))
        if reached.gives_to is not None:
            standing = shift.given_to(reached.gives_to, standing)
    return found


def _reached(
    step: Step, at: datetime | None, found: Reach, members: Mapping[int, Member], team: int
) -> Reached:
    return Reached(
        step,
        at,
        members[found.gives_to] if found.gives_to is not None else None,
        [members[each] for each in found.hear if each in members],
        len(found.hear) == team,
        found.is_fallback,
    )
