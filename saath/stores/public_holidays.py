"""Public holidays of India by state, as suggestions: a shop decides itself on which of them it closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

from saath.stores.states import ALL_INDIA, STATES

# Of later years the library has the days of the solar calendar and estimates of the Islamic one, but no Holi and no Diwali.
MOON_KNOWN_UNTIL = 2035

# Languages of the library's Indian calendar for ours.
_NAMES_IN = {"en": "en_IN", "hi": "hi", "gu": "gu"}


@dataclass(frozen=True, slots=True, order=True)
class PublicHoliday:
    """A date with the names of what falls on it; one that hangs on the moon may say that it is estimated.

    `names` has them by language.
    """

    date: date
    name: str
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


def suggest_holidays(*, state: str = ALL_INDIA, year: int, language: str = "en") -> list[PublicHoliday]:
    """Public holidays of a year in all of India or a state such as "GJ", in the language. Raises ValueError if unknown."""
    if state not in (ALL_INDIA, *STATES):
        raise ValueError(f"{state!r} is no state of India")
    names = {
        code: dict(_india()(subdiv=state or None, years=year, language=spoken).items())
        for code, spoken in _NAMES_IN.items()
    }
    shown = names.get(language, names["en"])
    return sorted(
        PublicHoliday(day, name, {code: said[day] for code, said in names.items() if day in said})
        for day, name in shown.items()
    )


def _india() -> Any:
    """The library's calendar, loaded when it is asked for: it would take half a second of every start."""
    return import_module("holidays.countries.india").India
