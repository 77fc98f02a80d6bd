"""Calendar and contact parts of a mail as one readable line each (RFC 5545, RFC 6350); the part stays a file too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

CALENDARS = frozenset({"text/calendar", "application/ics"})
CONTACTS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})

_MAX_CHARACTERS = 100_000
_MAX_ENTRIES = 10
_MAX_VALUE = 300
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'^(?:[\w-]{1,40}\.)?([A-Za-z-]{1,40})((?:;(?:"[^"\n]*"|[^":\n])*)?):(.*)$', re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\,;nN:])")
_TZID = re.compile(r';TZID="?([^;:"]{1,60})', re.IGNORECASE)

Field = tuple[str, str, str]


def calendar_lines(text: str) -> list[str]:
    """Return a line for each event: what, when, where, by whom; [] where there is none."""
    fields = list(_fields(text))
    method = next((value.upper() for name, _, value in fields if name == "METHOD"), "")
    return [line for event in _entries(fields, "VEVENT") if (line := _event_line(event, method))]


def contact_lines(text: str) -> list[str]:
    """Return a line for each contact: name, firm, telephones, addresses; [] where there is none."""
    return [line for card in _entries(list(_fields(text)), "VCARD") if (line := _contact_line(card))]


def _fields(text: str) -> Iterator[Field]:
    for found in _LINE.finditer(_FOLD.sub("", text[:_MAX_CHARACTERS])):
        yield found[1].upper(), found[2], _plain(found[3])


def _plain(value: str) -> str:
    words = _ESCAPE.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(words.split())[:_MAX_VALUE]


def _entries(fields: list[Field], kind: str) -> Iterator[dict[str, list[tuple[str, str]]]]:
    entry: dict[str, list[tuple[str, str]]] | None = None
    depth, count = 0, 0
    for name, parameters, value in fields:
        if name == "BEGIN":
            depth += entry is not None
            if entry is None and value.upper() == kind:
                entry = {}
        elif name == "END" and entry is not None:
            depth -= 1
            if depth < 0:
                yield entry
                entry, depth, count = None, 0, count + 1
                if count >= _MAX_ENTRIES:
                    return
        elif entry is not None and depth == 0:
            entry.setdefault(name, []).append((parameters, value))


def _event_line(event: dict[str, list[tuple[str, str]]], method: str) -> str:
    what = _first(event, "SUMMARY")
    when = _span(event)
    where = _first(event, "LOCATION")
    by_whom = _first(event, "ORGANIZER").removeprefix("mailto:").removeprefix("MAILTO:")
    if not (what or when):
        return ""
    return f"[{_kind(method)}: {' · '.join(filter(None, (what, when, where, by_whom)))}]"


def _kind(method: str) -> str:
    if method == "CANCEL":
        return pgettext("calendar", "Cancelled")
    return (
        pgettext("calendar", "Answer to an invitation")
        if method == "REPLY"
        else pgettext("calendar", "Invitation")
    )


def _span(event: dict[str, list[tuple[str, str]]]) -> str:
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if not start:
        return ""
    begins = _written(start)
    if isinstance(start, datetime) and isinstance(end, datetime):
        ends = date_format(end, "H:i") if end.date() == start.date() else _written(end)
        begins = f"{begins} – {ends}"
    parameters, value = event["DTSTART"][0]
    zone = _TZID.search(parameters)
    return f"{begins} {zone[1] if zone else 'UTC' if value.endswith('Z') else ''}".strip()


def _written(moment: date) -> str:
    return date_format(moment, "j F Y, H:i" if isinstance(moment, datetime) else "j F Y")


def _moment(event: dict[str, list[tuple[str, str]]], name: str) -> date | None:
    """Return a date or a time as it is written, in the zone that stands beside it."""
    value = _first(event, name).removesuffix("Z")
    try:
        if "T" in value:
            return datetime.strptime(value[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007  # the zone is said in words
        return datetime.strptime(value[:8], "%Y%m%d").date() if value else None  # noqa: DTZ007
    except ValueError:
        return None


def _contact_line(card: dict[str, list[tuple[str, str]]]) -> str:
    name = _first(card, "FN") or " ".join(part for part in _first(card, "N").split(";") if part)
    firm = ", ".join(part for part in _first(card, "ORG").split(";") if part)
    ways = [value.removeprefix("tel:") for key in ("TEL", "EMAIL") for _, value in card.get(key, [])][:6]
    if not (name or ways):
        return ""
    said = gettext("Contact")
    return f"[{said}: {' · '.join(filter(None, (name, firm, *ways)))}]"


def _first(entry: dict[str, list[tuple[str, str]]], name: str) -> str:
    return entry.get(name, [("", "")])[0][1]
