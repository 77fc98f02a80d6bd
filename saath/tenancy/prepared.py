"""Queries whose SQL the ORM writes once: for what every page asks, writing it anew costs more than running it.

    SEAT = Prepared(lambda: Member.objects.active().filter(person=Given("person")))
    SEAT.rows(person=7)

Whatever is not `Given` is part of the statement. The store is never given by the caller: where a store's rows are read,
it is that of the scope in which the query runs, and outside a scope the query is refused (`NoStoreScope`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from saath.tenancy.given import Given, GivenNumbers, GivenTexts, Values, writing
from saath.tenancy.scope import EVERY_STORE, NoStoreScope, scope_or_none

__all__ = ["Given", "GivenNumbers", "GivenTexts", "Prepared", "PreparedAcross", "Statement", "writing"]

Row = TypeVar("Row")
_PLACE = "%s"


@dataclass(frozen=True)
class Statement:
    """A text of SQL with places for values; what is fixed stands in the text on PostgreSQL, so that plans know it."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, sql: str, params: Iterable[Any]) -> Statement:
        """Return what a compiler of the ORM wrote as a statement."""
        if connection.vendor != "postgresql":
            return cls(sql, tuple(params))
        fixed = (_PLACE if isinstance(each, Given) else _literal(each) for each in params)
        text = sql.replace("%%", "%%%%") % tuple(fixed)
        return cls(text, tuple(each for each in params if isinstance(each, Given)))

    def run(self, values: Values) -> list[tuple[Any, ...]]:
        """Return the rows for these values; raises KeyError without one of them, `NoStoreScope` outside a store."""
        with planned_cursor(self.sql) as cursor:
            cursor.execute(self.sql, self._given(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def change(self, values: Values) -> int:
        """Change rows and return how many; raises as `run` does."""
        with planned_cursor(self.sql) as cursor:
            cursor.execute(self.sql, self._given(values))
            changed: int = cursor.rowcount
            return changed

    def _given(self, values: Values) -> list[Any]:
        return [each.taken_from(values) if isinstance(each, Given) else each for each in self.params]


def _literal(value: Any) -> str:
    text: str = connection.ops.compose_sql("%s", [value])  # type: ignore[attr-defined]  # PostgreSQL's alone
    return text.replace("%", "%%")


def planned_cursor(sql: str) -> CursorWrapper:
    """Return a cursor for a statement that comes again: on PostgreSQL it is planned once a connection."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    cursor: CursorWrapper = here.planned_cursor(sql) if here.vendor == "postgresql" else here.cursor()
    return cursor


class _Written:
    """A query with its statement, for all connections to a kind of database."""

    def __init__(self, queryset: Any) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.statement = Statement.of(*self.compiler.as_sql())
        expressions = [each[0] for each in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(expressions)


class _Reader:
    """A written query with a compiler that has nothing left to do but hand over the rows, for Django's readers."""

    def __init__(self, written: _Written) -> None:
        self.statement = written.statement
        self.connection = connections[DEFAULT_DB_ALIAS]
        self._found: list[tuple[Any, ...]] = []
        compiler = copy(written.compiler)
        compiler.connection = self.connection
        compiler.execute_sql = lambda *_, **__: [self._found]
        compiler.get_converters = lambda *_: written.converters
        queryset = written.queryset
        self._reader = queryset._iterable_class(_Asked(queryset.model, queryset.db, compiler))

    def rows(self, values: Values) -> list[Any]:
        """Run the statement and return what Django makes of its rows."""
        self._found = self.statement.run(values)
        rows = list(self._reader)
        self._found = []
        return rows


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
    """A query that is written when it is first asked, once for a kind of database."""

    def __init__(self, build: Callable[[], QuerySet[Any, Row]]) -> None:
        self._build = build
        self._kept: dict[str, _Written] = {}
        self._readers = threading.local()

    def rows(self, **values: Any) -> list[Row]:
        """Run the query; raises KeyError without a value, `NoStoreScope` outside a store."""
        return self._reader().rows(values)

    def first(self, **values: Any) -> Row | None:
        """Return the first of the rows, or None."""
        return next(iter(self.rows(**values)), None)

    def _reader(self) -> _Reader:
        kept: _Reader | None = getattr(self._readers, "here", None)
        if kept is None or kept.connection is not connections[DEFAULT_DB_ALIAS]:
            self._readers.here = kept = _Reader(self._written())
        return kept

    def _written(self) -> _Written:
        kept = self._kept.get(connection.vendor)
        if kept is None:
            self._kept[connection.vendor] = kept = self._write()
        return kept

    def _write(self) -> _Written:
        with writing():
            return _Written(self._build())


class PreparedAcross(Prepared[Row]):
    """A query over the rows of every store, which is refused outside `every_store`."""

    def rows(self, **values: Any) -> list[Row]:
        """Run the query; raises KeyError without a value, `NoStoreScope` in a store and outside any scope."""
        if scope_or_none() != EVERY_STORE:
            raise NoStoreScope("this query reads across stores")
        return super().rows(**values)

    def _write(self) -> _Written:
        return _Written(self._build())
