"""What things of other help desks have in common: ids, times, texts, lists, whatever stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from saath.core.clock import now
from saath.core.text import storable
from saath.imports.sources.base import NotTold

# Before that no help desk kept anything.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_KEY = 100
# Intercom knows "priority" and "not_priority".
PRIORITIES = {
    "low": "normal",
    "medium": "normal",
    "normal": "normal",
    "not_priority": "normal",
    "high": "high",
    "priority": "high",
    "urgent": "urgent",
}
NO_NAMES: Mapping[str, str] = {}
_HOST = re.compile(r"https?://([a-z0-9-]+)\.", re.IGNORECASE)

Thing = Mapping[str, Any]


def thing(value: object) -> Thing:
    """Return what should be an object, an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def things(value: object) -> Iterator[Thing]:
    """Yield the objects of what should be a list."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def words(value: object, most: int = 1_000_000) -> str:
    """Return what should be text, '' where there is none."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return storable(str(value)).strip()[:most]


def first_words(found: Thing, *names: str, most: int = 1_000_000) -> str:
    """Return the first of these texts that there is."""
    return next((said for name in names if (said := words(found.get(name), most))), "")


def key_of(value: object) -> str:
    """Return an id as text, '' for none."""
    return words(value, LONGEST_KEY)


def needed_key(found: Thing, *names: str) -> str:
    """Return an id. Raises `NotTold` where there is none."""
    key = first_words(found, *names, most=LONGEST_KEY)
    if not key:
        raise NotTold("no_id")
    return key


def moment(value: object) -> datetime | None:
    """Return a time: ISO 8601, or seconds since 1970; None for what is none. Never one to come."""
    at = _read(value)
    if at is None or at < EARLIEST:
        return None
    return min(at, now())


def needed_moment(found: Thing, *names: str) -> datetime:
    """Return the first of these times that there is. Raises `NotTold` where there is none."""
    for name in names:
        at = moment(found.get(name))
        if at is not None:
            return at
    raise NotTold("no_time", first_words(found, *names, most=60))


def tags_in(value: object) -> tuple[str, ...]:
    """Return tags, be they texts, objects with a name, or one text with commas."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list):
        return ()
    named = (each.get("name") if isinstance(each, dict) else each for each in value)
    return tuple(dict.fromkeys(tag for each in named if (tag := words(each, 40))))


def priority_in(value: object, named: Mapping[str, str] = NO_NAMES) -> str:
    """Return our priority for another desk's, '' for what says nothing; what is below normal there is normal here.

    `named` are words for its numbers, where it has numbers.
    """
    said = words(value, 40).lower()
    return PRIORITIES.get(named.get(said, said), "")


def fields_in(value: object) -> dict[str, str]:
    """Return the values of fields by their names; several of a list stand with commas between."""
    return {words(name, 100): said for name, each in thing(value).items() if (said := field_value(each))}


def field_value(value: object) -> str:
    """Return a field's value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (words(each, 200) for each in value)))
    return words(value, 4_000)


def host_name(*addresses: object) -> str:
    """Return the first part of a host, as in https://NAME.zendesk.com/…, '' where no address has one."""
    found = (_HOST.match(words(each, 300)) for each in addresses)
    return next((match[1].lower() for match in found if match), "")


def _read(value: object) -> datetime | None:
    if isinstance(value, bool):
        return None
    try:
        if isinstance(value, int | float) or (isinstance(value, str) and value.isdecimal()):
            return datetime.fromtimestamp(float(value), UTC)
        at = datetime.fromisoformat(str(value).strip().replace(" UTC", "+00:00"))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
