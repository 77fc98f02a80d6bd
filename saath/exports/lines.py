"""Rows as lines of JSON, the same on every engine."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey

from saath.exports.catalogue import KINDS
from saath.exports.kinds import NAME, Kind, Points, by_model, told_as

BATCH = 1000
NULL = "\\u0000"
Line = dict[str, Any]
_KINDS = by_model(KINDS)


def lines_of(kind: Kind) -> Iterator[Line]:
    """Yield the rows of a kind in the store in scope, in the order in which they came.

    A row that needs another one which no export holds, such as a deleted one, stays out too.
    """
    after: Any = 0
    while rows := _read(kind, after):
        named = {
            name: _names(points, [row[name] for row in rows]) for name, points in kind.references.items()
        }
        for row in rows:
            line = _line(kind, row, named)
            if line is not None:
                yield line
        after = rows[-1]["pk"]


def to_bytes(line: Line) -> bytes:
    """Write one line: keys in the order of the alphabet, for an engine may keep the keys of a value in another order."""
    told = json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if NULL in told:
        told = json.dumps(_without_null(line), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return told.encode() + b"\n"


def _without_null(value: Any) -> Any:
    """Return a value with null characters, which PostgreSQL does not take, replaced in each text."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, list):
        return [_without_null(each) for each in value]
    if isinstance(value, dict):
        return {_without_null(name): _without_null(each) for name, each in value.items()}
    return value


def _read(kind: Kind, after: Any) -> Sequence[Mapping[str, Any]]:
    columns = [_column(each) for each in kind.columns]
    rows = kind.kept_rows().filter(pk__gt=after)
    return list(rows.values("pk", *columns, *kind.more.values())[:BATCH])


def _column(column: Any) -> str:
    return str(column.name)


def _names(points: Points, numbers: Collection[Any]) -> Mapping[Any, str]:
    """Return the public ids of rows by the numbers that point to them; of those that an export holds."""
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    rows = _KINDS[points.to].kept_rows().filter(**{f"{points.by}__in": wanted})
    return {number: str(name) for number, name in rows.values_list(points.by, NAME)}


def _line(kind: Kind, row: Mapping[str, Any], named: Mapping[str, Mapping[Any, str]]) -> Line | None:
    line: Line = {}
    for column in kind.columns:
        value = row[column.name]
        if column.name in named:
            name = named[column.name].get(value)
            if name is None and isinstance(column, ForeignKey) and not column.null:
                return None
            line[told_as(column)] = name
        else:
            line[told_as(column)] = _plain(_settled(kind, column.name, value))
    return line | {name: _plain(row[lookup]) for name, lookup in kind.more.items()}


def _settled(kind: Kind, name: str, value: Any) -> Any:
    says = kind.says.get(name)
    return says.get(value, value) if says is not None else value


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: times in UTC, numbers with decimals and octets (base64) as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    return value
