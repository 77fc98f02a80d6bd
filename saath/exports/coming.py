"""A line of an export as the columns of a row, after each was looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Field, FloatField, ForeignKey, IntegerField, JSONField, Model

from saath.core.errors import BadInput
from saath.exports.errors import ExportRefused, Refusal
from saath.exports.kinds import NAME, Kind, told_as
from saath.exports.manifest import data_file

MOST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Coming:
    """A row that comes in: its public id, plain values by column, names of other rows by column, and what else is told."""

    name: str
    values: Mapping[str, Any]
    names: Mapping[str, str]
    more: Mapping[str, Any]


def coming(kind: Kind, line: bytes, number: int) -> Coming:
    """Read a line. Raises `ExportRefused` with its place where it does not fit."""
    try:
        said = json.loads(line)
        if not isinstance(said, dict):
            raise ValueError("a line is no object")
        return _read(kind, said)
    except (
        ValueError,
        TypeError,
        KeyError,
        ValidationError,
        BadInput,
        RecursionError,
        OverflowError,
    ) as error:
        raise ExportRefused(Refusal.LINE, f"{data_file(kind.name)}: {number}") from error


def _read(kind: Kind, said: dict[str, Any]) -> Coming:
    values: dict[str, Any] = {}
    names: dict[str, str] = {}
    known = {*kind.more}
    for column in kind.columns:
        told = told_as(column)
        known.add(told)
        if column.name in kind.references:
            name = said.get(told)
            if name is not None:
                names[column.name] = str(UUID(name))
            elif isinstance(column, ForeignKey) and not column.null:
                raise ValueError(f"{told} is missing")
        else:
            values[column.name] = _value(column, said[told]) if told in said else column.get_default()
            if column.name in kind.fits and not kind.fits[column.name](values[column.name]):
                raise ValueError(f"{column.name} does not fit")
    if not said.keys() <= known:
        raise ValueError("a line has more than its kind")
    more = {name: _text(said[name]) for name in kind.more}
    return Coming(str(values.get(NAME, "")), values, names, more)


def _value(column: Field[Any, Any], told: Any) -> Any:
    """Return a value as its column has it. Raises ValueError, ValidationError."""
    if told is None:
        if not column.null:
            raise ValueError(f"{column.name} is missing")
        return None
    if not isinstance(column, JSONField):
        _check_shape(column, told)
    else:
        _texts(told)
    value = column.to_python(told)
    if column.choices and value not in ("", *(choice for choice, _label in column.flatchoices)):
        raise ValueError(f"{column.name} has no {value}")
    column.run_validators(value)
    return value


def _check_shape(column: Field[Any, Any], told: Any) -> None:
    is_whole = isinstance(told, int) and not isinstance(told, bool)
    if isinstance(column, BooleanField):
        is_right = isinstance(told, bool)
    elif isinstance(column, IntegerField):
        is_right = is_whole and abs(told) <= MOST_NUMBER
    elif isinstance(column, FloatField):
        is_right = is_whole or isinstance(told, float)
    else:
        is_right = isinstance(told, str) and _text(told) == told
    if not is_right:
        raise ValueError(f"{column.name} is another kind of value")


def _text(told: Any) -> str:
    """Return a text that both databases take. Raises ValueError for a null character or half of a sign."""
    if not isinstance(told, str) or "\x00" in told:
        raise ValueError("no text, or one with a null character")
    told.encode()
    return told


def _texts(told: Any) -> None:
    """Look at every text in a value of JSON."""
    if isinstance(told, str):
        _text(told)
    elif isinstance(told, list):
        for each in told:
            _texts(each)
    elif isinstance(told, dict):
        for name, each in told.items():
            _text(name)
            _texts(each)
    elif isinstance(told, float) and not isfinite(told):
        raise ValueError("a number that is none")


def new_row(kind: Kind, row: Coming, numbers: Mapping[str, Any]) -> Model:
    """Return the row, with the numbers of those that it names. What stays out of lines has its default, or is made anew."""
    values = {**row.values, **kind.anew, **numbers}
    if kind.seated is not None:
        values |= kind.seated({**row.values, **row.more})
    return kind.model(**values)
