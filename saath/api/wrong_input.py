"""What does not fit the schema, in words of the reader's language and with its place (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

BODY = "body"


def told_of(errors: Iterable[Mapping[str, Any]], *, lines: Sequence[int] = ()) -> list[dict[str, Any]]:
    """Return what pydantic found as `errors` of a problem, with `lines` on which things came that came on one each."""
    return [{**_in_line(error["loc"], lines), "detail": _words(error)} for error in errors]


def _in_line(loc: Sequence[str | int], lines: Sequence[int]) -> dict[str, Any]:
    """Return the line of a thing and a pointer into it, where it came on one."""
    source, *way = loc
    if not lines or source != BODY or len(way) < 3:
        return dict(_place(loc))
    return {"line": lines[int(way[2])], **_place((source, way[0], *way[3:]))}


def _place(loc: Sequence[str | int]) -> dict[str, str]:
    """Return a pointer into the body, or the name of a parameter. A body is one argument, whose name says nothing."""
    source, *way = loc
    if source != BODY:
        return {"parameter": str(way[-1]) if way else str(source)}
    return {"pointer": "#" + "".join(f"/{_escaped(str(each))}" for each in way[1:])}


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _words(error: Mapping[str, Any]) -> str:
    kind, said = str(error["type"]), error.get("ctx", {})
    if kind == "missing":
        return _("This is missing.")
    if kind == "extra_forbidden":
        return _("There is no such field.")
    if kind == "string_too_long":
        return _("At most %(number)s characters fit here.") % {"number": said["max_length"]}
    if kind in ("string_too_short", "too_short"):
        return _("This may not be empty.")
    if kind == "too_long":
        return _("At most %(number)s fit here.") % {"number": said["max_length"]}
    if kind in ("literal_error", "enum"):
        return _("It is one of: %(values)s.") % {"values": said["expected"]}
    if kind in ("greater_than_equal", "greater_than"):
        return _("It is at least %(number)s.") % {"number": said.get("ge", said.get("gt"))}
    if kind in ("less_than_equal", "less_than"):
        return _("It is at most %(number)s.") % {"number": said.get("le", said.get("lt"))}
    if kind == "value_error":
        return str(said.get("error", ""))
    return _of_kind(kind)


def _of_kind(kind: str) -> str:
    if kind.startswith("uuid"):
        return _("It is an id, as lists give it.")
    if kind.startswith(("datetime", "timezone", "date")):
        return _("It is a time such as 2026-11-23T09:30:00Z.")
    if kind.startswith(("int", "float", "finite")):
        return _("It is a number.")
    if kind.startswith("bool"):
        return _("It is true or false.")
    if kind.startswith("string"):
        return _("It is a text.")
    if kind.startswith("list"):
        return _("It is a list.")
    return _("It does not fit here.")
