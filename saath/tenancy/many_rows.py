"""Writing many rows by one statement that is put together once a model, whatever their number: for whatever comes in bulk.

To PostgreSQL all values travel as one text of JSON, which it turns into rows: a fifth of what `bulk_create()` costs in Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
)
from django.db.models.base import ModelState
from pydantic_core import to_json

from saath.tenancy.prepared import planned_cursor
from saath.tenancy.rows import column_value
from saath.tenancy.scope import current_store_id

Row = TypeVar("Row", bound=Model)
# So many values of so many rows are some 500 kB.
BATCH = 1_000
# So many new things at once are a shop's history, or its first: what was planned for a few may not do for them.
MANY = 100
# So many values SQLite takes in one statement (SQLITE_MAX_VARIABLE_NUMBER, since 3.32).
MOST_VALUES = 32_766
MOST_ROWS = 256
# What fields of exactly these classes hold, SQLite takes as it is.
_AS_THEY_ARE = frozenset(
    {
        BigAutoField,
        BigIntegerField,
        BooleanField,
        CharField,
        IntegerField,
        PositiveIntegerField,
        PositiveSmallIntegerField,
        SmallIntegerField,
        TextField,
    }
)
LOOK_AT_SOME = ("PRAGMA analysis_limit = 400", "PRAGMA optimize")


def new_row(model: type[Row], **values: Any) -> Row:
    """Return what `model(**values)` makes, at a quarter of its price; a reference is given by its id, as `order_id`.

    Names are not checked, and nobody who listens for new rows hears of it.
    """
    fixed, made = _defaults(model)
    row = model.__new__(model)
    columns = {**fixed, **values}
    for name, make in made:
        if name not in values:
            columns[name] = make()
    row.__dict__.update(columns, _state=ModelState())
    return row


def known_row(model: type[Row], **values: Any) -> Row:
    """Return a row of which only some columns are known, by which these are to be written: `update_rows([known_row(…)], …)`."""
    row = model.__new__(model)
    row.__dict__.update(_state=ModelState(), **values)
    return row


def insert_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert rows of one model as `bulk_create` does, and return them with their ids."""
    for row, found in zip(rows, _insert(rows, ""), strict=True):
        (row.pk,) = found
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return rows


def insert_where_missing(rows: Sequence[Model]) -> None:
    """Insert rows of one model, but for those which a unique constraint has already; none learns its id."""
    for _found in _insert(rows, " ON CONFLICT DO NOTHING"):
        pass


def update_rows(rows: Sequence[Row], *fields: str) -> None:
    """Write some fields of rows of one model that belong to the store in scope."""
    if not rows or not fields:
        return
    change = _change_of_all if connection.vendor == "postgresql" else _change_of_each
    change(rows, fields)


def add_to_rows(rows: Sequence[Model], *sums: str, key: Sequence[str]) -> None:
    """Insert rows of one model; where one of that unique key is there, add the numbers of this one to it.

    Give no two rows of one key, and always in the same order, so that nobody waits for somebody who waits for them.
    """
    named = tuple(_name(_field(type(row), name).column) for row in rows[:1] for name in key)
    added = tuple(_name(_field(type(row), name).column) for row in rows[:1] for name in sums)
    table = _name(rows[0]._meta.db_table) if rows else ""
    changes = ", ".join(f"{each} = {table}.{each} + excluded.{each}" for each in added)
    for _found in _insert(rows, f" ON CONFLICT ({', '.join(named)}) DO UPDATE SET {changes}"):
        pass


def plan_anew() -> None:
    """Have the database plan by what its tables hold now: it may have planned while they were empty.

    PostgreSQL keeps plans of what it looks up at each written row as long as a connection lives, or until a table is analysed.
    That takes a minute or more, in which lookups go through all rows of a shop: so tables that have grown from nothing are
    analysed after the commit. SQLite knows nothing of its tables before it has looked at some rows of each: 5 ms, and only where
    they have grown many times over.
    """
    if connection.vendor == "postgresql":
        transaction.on_commit(_look_at_grown, robust=True)
    statements = ("DISCARD PLANS",) if connection.vendor == "postgresql" else LOOK_AT_SOME
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _look_at_grown() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT saath_look_at_grown()")


def _insert(rows: Sequence[Model], unless: str) -> Iterator[tuple[Any, ...]]:
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor == "postgresql":
        for part in _parts(rows, BATCH):
            yield from _run(_insertion_of_all(model, unless), [_json(part, _written(model))])
        return
    for part in _halves(rows, MOST_VALUES // len(_written(model))):
        values = [value for row in _lists(part, _written(model)) for value in row]
        yield from _run(_insertion_of_each(model, unless, len(part)), values)


def _parts(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    return (rows[first : first + size] for first in range(0, len(rows), size))


def _halves(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    """Yield rows by powers of two, so that few texts serve any number: SQLite keeps each as a program of some 100 kB."""
    first = 0
    while first < len(rows):
        size = 1 << (min(len(rows) - first, most, MOST_ROWS).bit_length() - 1)
        yield rows[first : first + size]
        first += size


def _run(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with planned_cursor(sql) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@cache
def _defaults(model: type[Model]) -> tuple[Mapping[str, Any], Sequence[tuple[str, Callable[[], Any]]]]:
    """Return what a row holds where nothing is given: the same in each, and what is made anew for each."""
    fields = model._meta.concrete_fields
    # Django's way to what makes a value goes through the field, and for a reference through what it leads to.
    made = [
        (field.attname, field.default) for field in fields if field.has_default() and callable(field.default)
    ]
    anew = {name for name, _make in made}
    return {field.attname: field.get_default() for field in fields if field.attname not in anew}, made


@cache
def _written(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.name for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _insertion_of_all(model: type[Model], unless: str) -> str:
    names = _written(model)
    places = ", ".join(f"given.v{number}" for number in range(len(names)))
    return f"{_into(model)} SELECT {places} FROM {_given(model, names)}{unless} RETURNING id"  # noqa: S608


@cache
def _insertion_of_each(model: type[Model], unless: str, count: int) -> str:
    row = f"({', '.join(['%s'] * len(_written(model)))})"
    return f"{_into(model)} VALUES {', '.join([row] * count)}{unless} RETURNING id"


def _into(model: type[Model]) -> str:
    columns = ", ".join(_name(_field(model, name).column) for name in _written(model))
    return f"INSERT INTO {_name(model._meta.db_table)} ({columns})"


def _change_of_all(rows: Sequence[Model], fields: tuple[str, ...]) -> None:
    for part in _parts(rows, BATCH):
        _run(_change(type(part[0]), fields), [_json(part, ("pk", *fields)), current_store_id()])


@cache
def _change(model: type[Model], fields: tuple[str, ...]) -> str:
    written = [_name(_field(model, name).column) for name in fields]
    changes = ", ".join(f"{column} = given.v{number}" for number, column in enumerate(written, start=1))
    table = _name(model._meta.db_table)
    return (
        f"UPDATE {table} SET {changes} FROM {_given(model, ('pk', *fields))} "  # noqa: S608
        f"WHERE {table}.id = given.v0 AND {table}.store_id = %s"
    )


def _change_of_each(rows: Sequence[Model], fields: tuple[str, ...]) -> None:
    """Change rows one by one, in one call: SQLite looks through all given rows for each of the table's."""
    model, store = type(rows[0]), current_store_id()
    changes = ", ".join(f"{_name(_field(model, name).column)} = %s" for name in fields)
    sql = f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE id = %s AND store_id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[*values, store] for values in _lists(rows, (*fields, "pk"))])


def _given(model: type[Model], names: Sequence[str]) -> str:
    """Return a table `given` with a column `v0`, `v1` … for each of some fields, made of one text."""
    types = ", ".join(
        f"v{number} {_field(model, name).db_type(connection)}" for number, name in enumerate(names)
    )
    return f"json_to_recordset(%s) AS given ({types})"


def _json(rows: Sequence[Model], names: tuple[str, ...]) -> str:
    """Return values as PostgreSQL reads them out of JSON: as they are."""
    places, values = [f"v{number}" for number in range(len(names))], _reader(type(rows[0]), names)
    return to_json([dict(zip(places, values(row), strict=True)) for row in rows]).decode()


def _lists(rows: Sequence[Model], names: tuple[str, ...]) -> list[list[Any]]:
    """Return values as Django writes them into SQLite, where they are texts and numbers."""
    model = type(rows[0])
    values = _reader(model, names)
    written = [[*values(row)] for row in rows]
    for place, field in enumerate(_field(model, name) for name in names):
        if type(_told(field)) not in _AS_THEY_ARE:
            for row in written:
                row[place] = _plain(field, row[place])
    return written


def _plain(field: Any, value: Any) -> Any:
    """Return a value as SQLite keeps it: what most are is known here, and Django would go through eight calls."""
    if value is None:
        return None
    if type(value) is datetime and value.tzinfo is UTC:
        return str(value.replace(tzinfo=None))
    if type(value) is UUID:
        return value.hex
    if type(field) is JSONField and field.encoder is None:
        return json.dumps(value)
    return column_value(field, value)


def _told(field: Any) -> Any:
    """Return the field whose values a column holds: for a reference that of what it leads to."""
    return field.target_field if isinstance(field, ForeignKey) else field


@cache
def _reader(model: type[Model], names: tuple[str, ...]) -> Callable[[Model], tuple[Any, ...]]:
    read = attrgetter(*(_field(model, name).attname for name in names))
    return read if len(names) > 1 else lambda row: (read(row),)


def _field(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


def _name(name: Any) -> str:
    return connection.ops.quote_name(name)
