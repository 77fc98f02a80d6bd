"""Queries whose SQL the ORM writes once: for what every page asks, writing it anew costs more than running it.

    SEAT = Prepared(lambda: Member.objects.active().filter(person=Given("person")))
    SEAT.rows(person=7)

Whatever is not `Given` is part of the statement. The store is never given by the caller: where a store's rows are read,
it is that of the scope in which the query runs, and outside a scope the query is refused (`NoStoreScope`).
"""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from saath.tenancy.scope import current_store_id

Row = TypeVar("Row")
Values = dict[str, Any]
Statement = tuple[str, list[Any]]
_is_writing: ContextVar[bool] = ContextVar("saath_writing_sql", default=False)


class Given(Expression):
    """A place for a value: a number, or what `output_field` takes."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Statement:  # type: ignore[override]
        """Return a placeholder, and this place itself as its parameter."""
        return "%s", [self]

    def taken_from(self, values: Values) -> Any:
        """Return the value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class GivenNumbers(Given):
    """A place for any number of numbers: `.filter(pk__any_of=GivenNumbers("ids"))`."""

    def taken_from(self, values: Values) -> Any:
        """Return all of them as one parameter."""
        numbers = list(values[self.name])
        return json.dumps(numbers) if connection.vendor == "sqlite" else numbers


class GivenStore(Given):
    """The place of the store, filled from the scope and by nobody else."""

    def taken_from(self, values: Values) -> Any:
        """Return the store in scope; raises `NoStoreScope`."""
        return current_store_id()


@Field.register_lookup
@ForeignObject.register_lookup
class AnyOf(Lookup[Any]):
    """`IN` with one parameter, so that the statement is the same for any number of values."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Statement:  # type: ignore[override]
        """Return the condition for PostgreSQL."""
        return self._condition(compiler, connection, "{} = ANY({})")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Statement:
        """Return the condition for SQLite, which has no arrays."""
        return self._condition(compiler, connection, "{} IN (SELECT value FROM json_each({}))")

    def _condition(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, words: str) -> Statement:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        return words.format(left, right), [*left_params, *right_params]


@dataclass(frozen=True)
class _Written:
    """A statement with the compiler that wrote it and knows how to read its rows."""

    compiler: SQLCompiler
    sql: str
    params: Sequence[Any]
    converters: Any

    def filled(self, values: Values) -> SQLCompiler:
        """Return a compiler that has nothing left to do but run the statement with these values."""
        compiler, params = copy.copy(self.compiler), fill(self.params, values)
        compiler.as_sql = lambda *_: (self.sql, params)  # type: ignore[method-assign]
        compiler.get_converters = lambda *_: self.converters  # type: ignore[method-assign]
        return compiler


@dataclass(frozen=True)
class _Asked:
    """What Django's readers of rows want to know of a queryset; `query` is this as well."""

    model: type[Model]
    db: str
    compiler: SQLCompiler
    _known_related_objects: dict[Any, Any] = field(default_factory=dict)

    @property
    def query(self) -> _Asked:
        """Return the giver of the compiler."""
        return self

    def get_compiler(self, using: str) -> SQLCompiler:
        """Return the compiler."""
        return self.compiler


class Prepared(Generic[Row]):
    """A query that is written when it is first asked, once for the connection of each thread."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._kept = threading.local()

    def rows(self, **values: Any) -> list[Row]:
        """Run the query; raises KeyError without a value, `NoStoreScope` outside a store."""
        queryset, written = self._written()
        asked = _Asked(queryset.model, queryset.db, written.filled(values))
        return list(queryset._iterable_class(asked))

    def first(self, **values: Any) -> Row | None:
        """Return the first of the rows, or None."""
        return next(iter(self.rows(**values)), None)

    def _written(self) -> tuple[Any, _Written]:
        kept: tuple[Any, _Written] | None = getattr(self._kept, "pair", None)
        if kept is None or kept[1].compiler.connection is not connections[DEFAULT_DB_ALIAS]:
            with writing():
                queryset: Any = self._build()
            self._kept.pair = kept = (queryset, _write(queryset))
        return kept


def _write(queryset: Any) -> _Written:
    compiler = queryset.query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    expressions = [each[0] for each in compiler.select[: compiler.col_count]]
    return _Written(compiler, sql, params, compiler.get_converters(expressions))


@contextmanager
def writing() -> Iterator[None]:
    """Build querysets in which the store is a place, not a number."""
    token = _is_writing.set(True)
    try:
        yield
    finally:
        _is_writing.reset(token)


def is_writing() -> bool:
    """Tell whether a query is being prepared: its managers then take `GivenStore`, and the run needs the scope."""
    return _is_writing.get()


def fill(params: Sequence[Any], values: Values) -> tuple[Any, ...]:
    """Return the parameters of a statement with values in their places."""
    return tuple(each.taken_from(values) if isinstance(each, Given) else each for each in params)
