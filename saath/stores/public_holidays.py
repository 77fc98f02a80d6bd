"""Public holidays of India by state, as suggestions: a shop decides itself on which of them it closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from saath.stores.states import ALL_INDIA, STATES

# Languages of the library's Indian calendar for ours.
_NAMES_IN = {"en": "en_IN", "hi": "hi", "gu": "gu"}


@dataclass(frozen=True, slots=True, order=True)
class PublicHoliday:
    """A date with the names of what falls on it; one that hangs on the moon may say that it is estimated."""

    date: date
    name: str


def suggest_holidays(*, state: str = ALL_INDIA, year: int, language: str = "en") -> list[PublicHoliday]:
    """Public holidays of a year in all of India or a state such as "GJ", in the language. Raises ValueError if unknown."""
    if state not in (ALL_INDIA, *STATES):
        raise ValueError(f"{state!r} is no state of India")
    found = _india()(subdiv=state or None, years=year, language=_NAMES_IN.get(language, "en_IN"))
    return sorted(PublicHoliday(day, name) for day, name in found.items())


def _india() -> Any:
    """The library's calendar, loaded when it is asked for: it would take half a second of every start."""
    return import_module("holidays.countries.india").India
