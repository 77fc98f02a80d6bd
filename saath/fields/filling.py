"""Writing values: the same for conversations and customers. Parts of their actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.fields.kinds import WORDED, About
from saath.fields.models import Field, Value
from saath.fields.rules import canonical, merge_values
from saath.tenancy.actor import Actor

AnyValue = TypeVar("AnyValue", bound=Value)
# So many characters of all values together are found by.
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Known:
    """A field with what is known, and who changed that last and how often it was changed."""

    field: Field
    value: str = ""
    by: str = ""
    version: int = 0

    @property
    def said(self) -> str:
        """Return what is known as people read it."""
        return self.field.said(self.value)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written, and what was left alone because somebody else had changed it to something else."""

    written: tuple[Known, ...] = ()
    conflicts: tuple[Known, ...] = ()


def known_of(fields: Iterable[Field], rows: Sequence[Value]) -> list[Known]:
    """Return each field with its value; the rows have `changed_by` loaded."""
    found = {row.field_id: row for row in rows}
    return [_known(each, found.get(each.pk)) for each in fields]


def _known(asked: Field, row: Value | None) -> Known:
    if row is None:
        return Known(asked)
    return Known(asked, row.value, row.changed_by.display_name if row.changed_by else "", row.version)


def fill(
    actor: Actor,
    about: About,
    rows: Sequence[AnyValue],
    *,
    new: Callable[[Field], AnyValue],
    values: Mapping[UUID, str],
    was: Mapping[UUID, str] | None,
) -> Filled:
    """Write values by the public ids of their fields, merged with what others changed since `was`.

    `rows` are those that are there; `new` makes one for a field that has no value yet.
    Raises `BadInput`, whose `field` is the public id of the field.
    """
    known, there = known_of(Field.objects.in_use(about), rows), {row.field_id: row for row in rows}
    asked = {str(each.field.public_id): each for each in known if each.field.public_id in values}
    merged = merge_values(
        {key: each.field.shape for key, each in asked.items()},
        was={str(key): value for key, value in (was or {}).items()},
        wanted={
            key: _read(each.field, values[each.field.public_id], each.value) for key, each in asked.items()
        },
        now={key: each.value for key, each in asked.items()},
    )
    written = [
        _write(actor, asked[key], there.get(asked[key].field.pk) or new(asked[key].field), value)
        for key, value in merged.to_write.items()
    ]
    return Filled(tuple(written), tuple(asked[key] for key in merged.conflicts))


def put_back(actor: Actor, rows: Iterable[Value], versions: Mapping[UUID, int]) -> list[Field]:
    """Undo the changes that made these versions of values, by field, and return those fields; the rows have theirs loaded.

    Raises `Conflict` where one was changed since.
    """
    theirs = [row for row in rows if row.field.public_id in versions]
    if len(theirs) < len(versions) or any(row.version != versions[row.field.public_id] for row in theirs):
        raise Conflict()
    for row in theirs:
        _write(actor, Known(row.field), row, row.former)
    return [row.field for row in theirs]


def found_words(rows: Iterable[Value]) -> str:
    """Return by which words values are found; the rows have their fields loaded."""
    said = (row.field.words(row.value) for row in rows if row.field.kind in WORDED)
    return " ".join(filter(None, said))[:MOST_WORDS]


def _read(asked: Field, written: str, now_is: str) -> str:
    try:
        return canonical(asked.shape, written)
    except BadInput as error:
        raise BadInput(error.message, field=str(asked.public_id)) from error


def _write(actor: Actor, known: Known, row: Value, value: str) -> Known:
    row.former, row.value = row.value, value
    row.version, row.changed_by_id, row.changed_at = row.version + 1, actor.member_id, now()
    row.save()
    return replace(known, value=value, version=row.version)
