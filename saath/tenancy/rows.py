"""Writing rows by statements that are put together once a model: for what every mail and every answer writes.

The ORM's `create()` and `save()` write the same SQL anew each time, which takes as long as running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import Model

from saath.tenancy.prepared import planned_cursor
from saath.tenancy.scope import current_store_id

Row = TypeVar("Row", bound=Model)


def insert_row(row: Row) -> Row:
    """Insert a row as `save(force_insert=True)` does, and return it with its id."""
    return insert_rows([row])[0]


def insert_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert rows of one model in one statement, and return them with their ids in the order they were given."""
    fields = _written(type(rows[0]))
    values = [_value(field, row, is_new=True) for row in rows for field in fields]
    with planned_cursor() as cursor:
        cursor.execute(_insert(type(rows[0]), len(rows)), values)
        ids = sorted(found for (found,) in cursor.fetchall())
    for row, pk in zip(rows, ids, strict=True):
        _is_saved(row, pk)
    return rows


def insert_unless_there(row: Model) -> bool:
    """Insert a row and set its id; False where a unique constraint has such a row already."""
    values = [_value(field, row, is_new=True) for field in _written(type(row))]
    with planned_cursor() as cursor:
        cursor.execute(_insert(type(row), 1, or_leave=True), values)
        found = cursor.fetchone()
    if found is None:
        return False
    _is_saved(row, found[0])
    return True


def update_row(row: Model, *fields: str) -> None:
    """Write some fields of a row of the store in scope; raises DatabaseError where the row is gone, as `save()` does."""
    model = type(row)
    values = [_value(model._meta.get_field(name), row, is_new=False) for name in fields]
    with planned_cursor() as cursor:
        cursor.execute(_update(model, fields), [*values, row.pk, current_store_id()])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{model.__name__} {row.pk} is gone")


@cache
def _written(model: type[Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insert(model: type[Model], count: int, *, or_leave: bool = False) -> str:
    fields = _written(model)
    columns = ", ".join(_name(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    table, key = _name(model._meta.db_table), _name(model._meta.pk.column)
    unless = " ON CONFLICT DO NOTHING" if or_leave else ""
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * count)}{unless} RETURNING {key}"  # noqa: S608


@cache
def _update(model: type[Model], fields: tuple[str, ...]) -> str:
    written: list[Any] = [model._meta.get_field(name) for name in fields]
    changes = ", ".join(f"{_name(field.column)} = %s" for field in written)
    return f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE id = %s AND store_id = %s"  # noqa: S608


def _is_saved(row: Model, pk: int) -> None:
    row.pk = pk
    row._state.adding, row._state.db = False, connection.alias


def _name(name: Any) -> str:
    return connection.ops.quote_name(name)


def _value(field: Any, row: Model, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)
