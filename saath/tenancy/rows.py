"""Writing rows by statements that are put together once a model: for what every mail and every answer writes.

The ORM's `create()` and `save()` write the same SQL anew each time, which takes as long as running it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import Model

from saath.tenancy.prepared import planned_cursor
from saath.tenancy.scope import current_store_id

Row = TypeVar("Row", bound=Model)


def insert_row(row: Row) -> Row:
    """Insert a row as `save(force_insert=True)` does, and return it with its id."""
    _insert(row, _insertion(type(row)))
    return row


def insert_unless_there(row: Model) -> bool:
    """Insert a row and set its id; False where a unique constraint has such a row already."""
    return _insert(row, _insertion(type(row), or_leave=True))


def update_row(row: Model, *fields: str) -> None:
    """Write some fields of a row of the store in scope; raises DatabaseError where the row is gone, as `save()` does."""
    model = type(row)
    values = [_value(model._meta.get_field(name), row, is_new=False) for name in fields]
    with planned_cursor() as cursor:
        cursor.execute(_change(model, fields), [*values, row.pk, current_store_id()])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{model.__name__} {row.pk} is gone")


@cache
def _written(model: type[Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insertion(model: type[Model], *, or_leave: bool = False) -> str:
    fields = _written(model)
    columns, places = ", ".join(_name(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    unless = " ON CONFLICT DO NOTHING" if or_leave else ""
    return f"INSERT INTO {_name(model._meta.db_table)} ({columns}) VALUES ({places}){unless} RETURNING id"  # noqa: S608


@cache
def _change(model: type[Model], fields: tuple[str, ...]) -> str:
    written: list[Any] = [model._meta.get_field(name) for name in fields]
    changes = ", ".join(f"{_name(field.column)} = %s" for field in written)
    return f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE id = %s AND store_id = %s"  # noqa: S608


def _insert(row: Model, sql: str) -> bool:
    with planned_cursor() as cursor:
        cursor.execute(sql, [_value(field, row, is_new=True) for field in _written(type(row))])
        found = cursor.fetchone()
    if found is None:
        return False
    (row.pk,) = found
    row._state.adding, row._state.db = False, connection.alias
    return True


def _name(name: Any) -> str:
    return connection.ops.quote_name(name)


def _value(field: Any, row: Model, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)
