"""Rows as lines of JSON and back, the same for every engine."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Field, Model


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """Return the columns of a model as the archive names them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def to_line(values: Sequence[Any]) -> bytes:
    """Write the values of one row."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"


def from_line(model: type[Model], fields: Sequence[Field[Any, Any]], line: bytes) -> Model:
    """Read one row. Raises ValueError (a ValidationError too) where a value does not fit its field."""
    values = json.loads(line)
    if len(values) != len(fields):
        raise ValueError("a row has not as many values as columns")
    read = [field.to_python(value) for field, value in zip(fields, values, strict=True)]
    return model.from_db(None, [field.attname for field in fields], read)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()  # as BinaryField.to_python reads it
    raise TypeError(f"a {type(value).__name__} has no form in a backup")
