"""What a line of each kind holds, as JSON Schema (2020-12), and the words about it that go along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Field, ForeignKey

from saath.exports.catalogue import KINDS, LEFT_OUT
from saath.exports.kinds import Kind, Points, by_model, told_as

_KINDS = by_model(KINDS)
_TYPES: tuple[tuple[type[Field[Any, Any]], dict[str, Any]], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "format": "time"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
    (models.BinaryField, {"type": "string", "contentEncoding": "base64"}),
    (models.JSONField, {}),
    (models.FloatField, {"type": "number"}),
    (models.IntegerField, {"type": "integer"}),
    (models.Field, {"type": "string"}),
)


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the schema of one line."""
    told = {told_as(column): _schema(kind, column) for column in kind.columns}
    told |= {name: {"type": "string"} for name in kind.more}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.name,
        "description": kind.about,
        "type": "object",
        "properties": told,
        "required": sorted(told),
        "additionalProperties": False,
    }


def to_json(schema: dict[str, Any]) -> str:
    """Return a schema as a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(kind: Kind, column: Field[Any, Any]) -> dict[str, Any]:
    points = kind.references.get(column.name)
    if points is not None:
        return _reference(points, can_be_null=not isinstance(column, ForeignKey) or column.null)
    said = next(said for of, said in _TYPES if isinstance(column, of))
    schema = dict(said)
    if isinstance(column, models.CharField) and not column.choices and column.max_length:
        schema["maxLength"] = column.max_length
    if column.choices:
        schema["enum"] = _choices(kind, column)
    if column.null and schema:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def _reference(points: Points, *, can_be_null: bool) -> dict[str, Any]:
    return {
        "type": ["string", "null"] if can_be_null else "string",
        "format": "uuid",
        "description": f"the id of a line in {_KINDS[points.to].name}",
    }


def _choices(kind: Kind, column: Field[Any, Any]) -> list[Any]:
    """Return what a column may say; nothing said is always one, for some columns are empty until something is."""
    never = kind.says.get(column.name, {})
    choices = [getattr(value, "value", value) for value, _label in column.flatchoices]
    said = [value for value in choices if value not in never]
    return said if "" in said or not isinstance(column, models.CharField) else [*said, ""]


def readme(shop: str) -> Iterator[str]:
    """Yield what README.md says: what the files are, and what each kind holds."""
    yield f"# Everything of {shop}\n\n"
    yield (
        "Written by Saath. Each file of `data/` holds one kind of thing, one JSON object a line (UTF-8), in the order in\n"
        "which they came. `sheets/` holds the same for spreadsheets, where it is flat: a cell that a spreadsheet would take\n"
        "for a formula has an apostrophe in front. `files/` holds the bytes of every file under their SHA-256. `schema/`\n"
        "says exactly what a line holds (JSON Schema 2020-12). `manifest.json` counts everything and has the SHA-256 of\n"
        "each file of `data/` and `sheets/`.\n\n"
        "`id` names a thing for good, also where it moves to. Times are UTC. Amounts ending in `_minor` are in the smallest\n"
        "unit of their currency (paise). What was on its way when this was written is told as unknown.\n\n"
        "## What is in it\n"
    )
    for kind in KINDS:
        yield f"\n### {kind.name}\n\n{kind.about}\n\n"
        yield f"`{'`, `'.join(schema_of(kind)['properties'])}`\n"
        yield from (f"\nNot in it: `{name}` ({why}).\n" for name, why in kind.without.items())
    yield "\n## What is not in it\n\n"
    yield from (f"- {name}: {why}\n" for name, why in sorted(LEFT_OUT.items()))
