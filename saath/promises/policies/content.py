"""What a person says that a policy should be, checked before anything is written. Pure but for the tag, which is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from saath.channels.registry import channel_names
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import storable
from saath.customers.models import CustomerTag
from saath.promises.models import Policy
from saath.promises.models.policy import LEAST_WARN_PERCENT, MOST_WARN_PERCENT, WARN_PERCENT

LONGEST_NAME, MOST_POLICIES = 80, 40
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MOST_DAYS = 365
TIMES = ("first_answer_seconds", "next_answer_seconds", "solution_seconds")
CONDITIONS = ("channel", "language", "priority")


@dataclass(frozen=True, slots=True)
class Content:
    """A policy as its form has it. A condition of '' or None is any; a time of None is left to what everybody is promised.

    `needs_tag` without a tag is one whose tag is gone: it fits nobody until another is chosen.
    """

    name: str
    channel: str = ""
    language: str = ""
    priority: str = ""
    customer_tag: CustomerTag | None = None
    first_answer_seconds: int | None = None
    next_answer_seconds: int | None = None
    solution_seconds: int | None = None
    warn_percent: int = WARN_PERCENT
    is_active: bool = True
    needs_tag: bool = False


def checked(content: Content, *, open_seconds: float, before: Policy | None = None) -> Content:
    """Return the content as it is kept; `before` is the policy that it changes. Raises `BadInput`.

    `open_seconds` is for how long the shop is open in a year: a longer time would never be up, and nobody be warned.
    A channel that is gone since may stay where the policy had it.
    """
    name = " ".join(storable(content.name).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(_("Give it a name of 1 to 80 characters."), field="name")
    known = {*channel_names(), "", before.channel if before else ""}
    for field, value, allowed in (
        ("channel", content.channel, known),
        ("language", content.language, {*CODES, ""}),
        ("priority", content.priority, {*Conversation.Priority.values, ""}),
    ):
        if value not in allowed:
            raise BadInput(_("Choose one of the list."), field=field)
    _check_times(content, open_seconds)
    if not LEAST_WARN_PERCENT <= content.warn_percent <= MOST_WARN_PERCENT:
        raise BadInput(_("A warning comes at 10 to 95 percent of the time."), field="warn_percent")
    return replace(content, name=name)


def _check_times(content: Content, open_seconds: float) -> None:
    if all(getattr(content, name) is None for name in TIMES):
        raise BadInput(_("Say one time at least: without any, the policy changes nothing."), field=TIMES[0])
    for name in TIMES:
        seconds = getattr(content, name)
        if seconds is not None and not (MINUTE <= seconds <= MOST_DAYS * DAY and seconds % MINUTE == 0):
            raise BadInput(_("A time is whole minutes: at least one, at most a year."), field=name)
        if seconds is not None and 0 < open_seconds < seconds:
            said = _("You are open for %(hours)d hours in a year: a longer time would never be up.")
            raise BadInput(said % {"hours": open_seconds // HOUR}, field=name)
    first, solution = content.first_answer_seconds, content.solution_seconds
    if first is not None and solution is not None and solution < first:
        raise BadInput(
            _("It would have to be solved before it is answered: give it more time."),
            field="solution_seconds",
        )


def written(content: Content) -> Mapping[str, Any]:
    """Return the columns of a policy with this content."""
    columns = {name: getattr(content, name) for name in (*CONDITIONS, *TIMES)}
    tag = content.customer_tag
    return columns | {
        "name": content.name,
        "customer_tag": tag,
        "needs_tag": content.needs_tag or tag is not None,
        "warn_percent": content.warn_percent,
        "is_active": content.is_active,
    }


def content_of(policy: Policy) -> Content:
    """Return the content of a policy."""
    kept = (*CONDITIONS, *TIMES, "name", "customer_tag", "needs_tag", "warn_percent", "is_active")
    return Content(**{name: getattr(policy, name) for name in kept})


def hides(earlier: Policy, later: Policy) -> bool:
    """Tell whether an earlier policy fits all that a later one could fit, so that the later one never counts."""
    if any(getattr(earlier, name) and getattr(earlier, name) != getattr(later, name) for name in CONDITIONS):
        return False
    return not earlier.needs_tag or (
        later.needs_tag and earlier.customer_tag_id == later.customer_tag_id is not None
    )
