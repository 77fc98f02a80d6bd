"""The steps of a chain as they are kept, and what a shop may say of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.promises.chain.rules import STARTING, Does, Moment, Step, Whom, is_last
from saath.promises.models.policy import WARN_PERCENT

MOST_STEPS = 8
# Two days of open hours.
MOST_MINUTES = 2_880
TO_ONE_OF_US = (Whom.PRESENT, Whom.MEMBER, Whom.SKILL)


def steps_from(kept: Sequence[Mapping[str, Any]] | None) -> tuple[Step, ...]:
    """Return the steps that a shop keeps, those of the beginning where it keeps none."""
    if not kept:
        return STARTING
    return tuple(
        Step(
            Moment(each["moment"]),
            Whom(each["whom"]),
            Does(each["does"]),
            int(each["amount"]),
            each["member"],
            each["skill"],
        )
        for each in kept
    )


def as_kept(steps: Sequence[Step]) -> list[dict[str, object]]:
    """Return steps as a row keeps them."""
    return [asdict(each) for each in steps]


def checked_steps(steps: Sequence[Step], *, members: Collection[str], skills: Collection[str]) -> list[Step]:
    """Return the steps of a chain in the order of their time, what they do not need left out.

    `members` are the public ids of those who may answer, `skills` the keys of the shop's list. Raises `BadInput`, naming the
    step as `steps.2`, counted from 0.
    """
    if not 0 < len(steps) <= MOST_STEPS:
        raise BadInput(_("A chain has 1 to %(n)d steps.") % {"n": MOST_STEPS}, field="steps")
    found = [_checked(step, f"steps.{number}", members, skills) for number, step in enumerate(steps)]
    if len(set(found)) < len(found):
        raise BadInput(_("Two steps say the same."), field="steps")
    found.sort(key=lambda step: step.place(warn_percent=WARN_PERCENT))
    last = [step for step in found if is_last(found, step, warn_percent=WARN_PERCENT)]
    if not any(step.whom is Whom.EVERYBODY and step.moment in (Moment.MISSED, Moment.AFTER) for step in last):
        raise BadInput(
            _("Let the last step be one in which everybody hears, when the time is missed or later."),
            field="steps",
            what_to_do=_("So nothing stays unheard, whoever is ill or has left."),
        )
    return found


def _checked(step: Step, field: str, members: Collection[str], skills: Collection[str]) -> Step:
    if step.moment is Moment.PERCENT and not 1 <= step.amount <= 99:
        raise BadInput(_("Before the miss a step stands at 1 to 99 percent."), field=field)
    if step.moment is Moment.AFTER and not 1 <= step.amount <= MOST_MINUTES:
        raise BadInput(
            _("After the miss a step stands at 1 to %(n)d minutes.") % {"n": MOST_MINUTES}, field=field
        )
    if step.does is Does.GIVE and step.whom not in TO_ONE_OF_US:
        raise BadInput(
            _("It can only be handed over to one of you: choose who hears of it, or who gets it."),
            field=field,
        )
    if step.whom is Whom.MEMBER and step.member not in members:
        raise BadInput(_("Choose a colleague who answers customers."), field=field)
    if step.whom is Whom.SKILL and step.skill not in skills:
        raise BadInput(_("Choose a skill from your list."), field=field)
    is_counted = step.moment in (Moment.PERCENT, Moment.AFTER)
    return Step(
        step.moment,
        step.whom,
        step.does,
        step.amount if is_counted else 0,
        step.member if step.whom is Whom.MEMBER else "",
        step.skill if step.whom is Whom.SKILL else "",
    )
