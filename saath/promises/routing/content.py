"""What a shop and its colleagues may say of who gets what: checked, as it is kept."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.channels.registry import channel_names
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.names import Names, checked_list
from saath.orders.states import State
from saath.promises.models import RoutingSettings
from saath.promises.models.work_profile import MOST_OPEN
from saath.promises.routing.rules import ORDERED

MOST_SKILLS, LONGEST_SKILL, MOST_NEEDS = 30, 40, 100
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Routing:
    """How what comes is given out."""

    mode: str
    reopened: str
    reasons: Sequence[str] = ORDERED
    seen_minutes: int = 10
    usual_limit: int = 15


@dataclass(frozen=True, slots=True)
class Work:
    """What a colleague takes; see `WorkProfile`."""

    languages: Collection[str] = ()
    skills: Collection[str] = ()
    channels: Collection[str] = ()
    load_limit: int | None = None
    is_on: bool = True


def check_terms(terms: Routing) -> None:
    """Raise `BadInput` for what no shop can choose."""
    if terms.mode not in RoutingSettings.Mode.values:
        raise BadInput(_("Choose whether what comes is given to somebody."), field="mode")
    if terms.reopened not in RoutingSettings.Reopened.values:
        raise BadInput(_("Choose where a reopened conversation goes."), field="reopened")
    if sorted(terms.reasons) != sorted(ORDERED):
        raise BadInput(_("Put each reason into the order once."), field="reasons")
    if not 1 <= terms.seen_minutes <= MOST_MINUTES:
        raise BadInput(_("Choose 1 to %(n)d minutes.") % {"n": MOST_MINUTES}, field="seen_minutes")
    _check_limit(terms.usual_limit, "usual_limit")


def check_work(work: Work, settings: RoutingSettings) -> None:
    """Raise `BadInput` for a language, a skill or a channel that there is not, and for a limit that is none."""
    known = {each["key"] for each in settings.skills}
    for name, given, there in (
        ("languages", work.languages, CODES),
        ("skills", work.skills, known),
        ("channels", work.channels, channel_names()),
    ):
        if not set(given) <= set(there):
            raise BadInput(_("Choose from what there is."), field=name)
    if work.load_limit is not None:
        _check_limit(work.load_limit, "load_limit")


def _check_limit(limit: int, field: str) -> None:
    if not 1 <= limit <= MOST_OPEN:
        raise BadInput(_("Choose 1 to %(n)d conversations.") % {"n": MOST_OPEN}, field=field)


def checked_skills(listed: Sequence[Names], before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the list of skills as it is kept; one that is called as before in any language keeps its key.

    None is a list too. Raises `BadInput`.
    """
    if not any(any(name.strip() for name in names.values()) for names in listed):
        return []
    found = checked_list(listed, most=MOST_SKILLS, longest=LONGEST_SKILL, field="skills")
    keys = {pair: each["key"] for each in before for pair in each["names"].items()}
    kept: list[dict[str, Any]] = []
    for names in found:
        taken = {each["key"] for each in kept}
        key = next((keys[pair] for pair in names.items() if pair in keys and keys[pair] not in taken), "")
        kept.append({"key": key or secrets.token_hex(4), "names": names})
    return kept


def check_need(on: str, value: str, skill: str, settings: RoutingSettings) -> None:
    """Raise `BadInput` for a rule that can never hold."""
    may_be = {"tag": bool(value), "order": value in State.values, "problem": value == ""}
    if not may_be.get(on, False):
        raise BadInput(_("Choose what the skill is needed for."), field="on")
    if skill not in {each["key"] for each in settings.skills}:
        raise BadInput(_("Choose a skill of the list."), field="skill")
    if len(settings.needs) >= MOST_NEEDS:
        raise BadInput(_("There are as many rules as a person can look through. Remove one first."))
