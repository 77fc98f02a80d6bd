"""Writing rows by statements that are put together once a model: for what every mail and every answer writes.

The ORM's `create()` and `save()` write the same SQL anew each time, which takes as long as running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import NoneType
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)

from saath.core.references import new_reference
from saath.tenancy.models import Referred
from saath.tenancy.prepared import planned_cursor
from saath.tenancy.scope import EVERY_STORE, current_store_id, scope_or_none

Row = TypeVar("Row", bound=Model)
# Where a thousandth is taken, so many draws fail once in 10^15.
DRAWS = 5
# What a field of exactly this class hands to both databases as it is; numbers go as the width of their column, by Django.
_PLAIN: Mapping[type[Field[Any, Any]], type] = {
    CharField: str,
    TextField: str,
    BooleanField: bool,
    BigIntegerField: NoneType,
    DateTimeField: NoneType,
    ForeignKey: NoneType,
    IntegerField: NoneType,
    UUIDField: NoneType,
}


def insert_row(row: Row) -> Row:
    """Insert a row as `save(force_insert=True)` does, and return it with its id. A reference that is taken is drawn again.

    Raises IntegrityError for what no other reference helps.
    """
    if isinstance(row, Referred):
        for _draw in range(DRAWS):
            if insert_unless_there(row):
                return row
            row.reference = new_reference()
    _insert(row, _insertion(type(row)))
    return row


def insert_later(row: Model) -> None:
    """Insert a row whose id nobody asks for. It is there for every later statement, and with the commit.

    On PostgreSQL a row of the store in scope goes in one message with what is written next; what it violates is said then.
    """
    model = type(row)
    values = _values(_written(model), row, is_new=True)
    write_later(model._meta.db_table, _insertion(model, tells_id=False), values, is_new=True)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def write_later(table: str, sql: str, values: list[Any], *, is_new: bool = False) -> None:
    """Run a statement that writes rows of `table`, of which nobody asks an outcome, as `insert_later` inserts a row.

    `is_new` says that it touches no row that another one in the same message may write.
    """
    here = _here()
    if here.vendor == "postgresql" and scope_or_none() not in (None, EVERY_STORE):
        here.write_later((table, sql, values), is_new=is_new)
    else:
        _run(table, sql, values)


def insert_unless_there(row: Model) -> bool:
    """Insert a row and set its id; False where a unique constraint has such a row already."""
    return _insert(row, _insertion(type(row), or_leave=True))


def update_row(row: Model, *fields: str) -> None:
    """Write some fields of a row of the store in scope; raises DatabaseError where the row is gone, as `save()` does."""
    model = type(row)
    with _run(model._meta.db_table, *_changed(row, fields)) as cursor:
        if cursor.rowcount != 1:
            raise DatabaseError(f"{model.__name__} {row.pk} is gone")


def update_later(row: Model, *fields: str) -> None:
    """Write some fields of a row as `insert_later` inserts one; nobody is told where the row is gone."""
    write_later(type(row)._meta.db_table, *_changed(row, fields))


def _changed(row: Model, fields: tuple[str, ...]) -> tuple[str, list[Any]]:
    model = type(row)
    values = _values((model._meta.get_field(name) for name in fields), row, is_new=False)
    return _change(model, fields), [*values, row.pk, current_store_id()]


@cache
def _written(model: type[Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insertion(model: type[Model], *, or_leave: bool = False, tells_id: bool = True) -> str:
    fields = _written(model)
    columns, places = ", ".join(_name(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    unless = " ON CONFLICT DO NOTHING" if or_leave else ""
    returning = " RETURNING id" if tells_id else ""
    return f"INSERT INTO {_name(model._meta.db_table)} ({columns}) VALUES ({places}){unless}{returning}"  # noqa: S608


@cache
def _change(model: type[Model], fields: tuple[str, ...]) -> str:
    written: list[Any] = [model._meta.get_field(name) for name in fields]
    changes = ", ".join(f"{_name(field.column)} = %s" for field in written)
    return f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE id = %s AND store_id = %s"  # noqa: S608


def _insert(row: Model, sql: str) -> bool:
    with _run(type(row)._meta.db_table, sql, _values(_written(type(row)), row, is_new=True)) as cursor:
        found = cursor.fetchone()
    if found is None:
        return False
    (row.pk,) = found
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


def _run(table: str, sql: str, values: list[Any]) -> CursorWrapper:
    here = _here()
    if here.vendor == "postgresql":
        ran: CursorWrapper = here.run_with_later(table, sql, values)
        return ran
    cursor = planned_cursor(sql)
    cursor.execute(sql, values)
    return cursor


def _here() -> Any:
    """Return the connection of this thread, once for several questions; PostgreSQL's knows of rows to be inserted later."""
    return connections[DEFAULT_DB_ALIAS]


def _name(name: Any) -> str:
    return connection.ops.quote_name(name)


def _values(fields: Iterable[Any], row: Model, *, is_new: bool) -> list[Any]:
    return [column_value(field, field.pre_save(row, is_new)) for field in fields]


def column_value(field: Any, value: Any) -> Any:
    """Return a value as the database takes it; most already are, and Django would ask each in five calls."""
    plain = _PLAIN.get(type(field))
    if plain is not None and (value is None or type(value) is plain):
        return value
    return field.get_db_prep_save(value, _here())
