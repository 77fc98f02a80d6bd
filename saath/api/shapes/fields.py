"""What a field of the shop's own looks like outside."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field as Part

from saath.api.shapes import Input, Shape, Yes
from saath.api.shapes.words import Words, words_of
from saath.fields.models import Field as Row
from saath.fields.rules import LONGEST_UNIT, MOST_OPTIONS

About = Literal["conversation", "customer"]
Kind = Literal["text", "long", "number", "yesno", "date", "one", "several", "link"]
Number = Annotated[Decimal, Part(max_digits=20, decimal_places=4)]
Options = Annotated[list[Words], Part(max_length=MOST_OPTIONS)]
Unit = Annotated[str, Part(max_length=LONGEST_UNIT)]


class Option(Shape):
    """One of a list: values are kept by its `key`. One that is off stays with what has it and is not chosen anew."""

    key: str
    names: Words
    is_off: bool


class Field(Shape):
    """One question of the shop about its conversations or its customers; texts and filters name it by its `key`."""

    id: UUID
    key: str
    about: About
    kind: Kind
    names: Words
    unit: str
    least: Decimal | None
    most: Decimal | None
    options: list[Option]
    is_required: bool
    held_at: datetime | None
    created_at: datetime
    removed_at: datetime | None


class NewField(Input):
    """A field to add. `options` are the names of a list's choices, `unit`, `least` and `most` those of a number."""

    about: About
    kind: Kind
    names: Words
    unit: Unit = ""
    least: Number | None = None
    most: Number | None = None
    options: Options = Part(default_factory=list)
    is_required: Yes = False


class ChangedField(Input):
    """What is to be different; what is left out stays. An option keeps its key while one of its names stays."""

    names: Words | None = None
    unit: Unit | None = None
    least: Number | None = None
    most: Number | None = None
    options: Options | None = None
    is_required: Yes | None = None


def field_shape(row: Row) -> Field:
    """Return a field as programs see it."""
    return Field(
        id=row.public_id,
        key=row.key,
        about=row.about,  # type: ignore[arg-type]  # a choice of the model
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        names=words_of(row.names),
        unit=row.unit,
        least=row.least,
        most=row.most,
        options=[
            Option(key=each["key"], names=words_of(each["names"]), is_off=bool(each.get("is_off")))
            for each in row.options
        ],
        is_required=row.is_required,
        held_at=row.held_at,
        created_at=row.created_at,
        removed_at=row.deleted_at,
    )
