"""Places for values in a query that is written once (see `prepared`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Field, ForeignObject, Lookup, TextField, UUIDField
from django.db.models.sql.compiler import SQLCompiler

from saath.tenancy.scope import current_store_id

Values = dict[str, Any]
Written = tuple[str, list[Any]]
_is_writing: ContextVar[bool] = ContextVar("saath_writing_sql", default=False)


class Given(Expression):
    """A place for a value: a number, or what `output_field` takes."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Written:  # type: ignore[override]
        """Return a placeholder, and this place itself as its parameter."""
        return "%s", [self]

    def taken_from(self, values: Values) -> Any:
        """Return the value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class GivenNumbers(Given):
    """A place for any number of numbers: `.filter(pk__any_of=GivenNumbers("ids"))`."""

    def taken_from(self, values: Values) -> Any:
        """Return all of them as one parameter."""
        numbers = ",".join(str(int(number)) for number in values[self.name])
        # Text, which PostgreSQL reads as an array: psycopg would look at the type of each.
        return f"[{numbers}]" if connection.vendor == "sqlite" else f"{{{numbers}}}"


class GivenTexts(Given):
    """A place for any number of texts: `.filter(key__any_of=GivenTexts("keys"))`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, TextField())

    def taken_from(self, values: Values) -> Any:
        """Return all of them as one parameter."""
        texts = list(values[self.name])
        return json.dumps(texts) if connection.vendor == "sqlite" else texts


class GivenIds(Given):
    """A place for any number of public ids: `.filter(public_id__any_of=GivenIds("seats"))`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, UUIDField())

    def taken_from(self, values: Values) -> Any:
        """Return all of them as one parameter; SQLite keeps them as hexadecimal digits."""
        ids = [UUID(str(each)) for each in values[self.name]]
        return json.dumps([each.hex for each in ids]) if connection.vendor == "sqlite" else ids


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

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Written:  # type: ignore[override]
        """Return the condition for PostgreSQL."""
        return self._condition(compiler, connection, "{} = ANY({})")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Written:
        """Return the condition for SQLite, which has no arrays."""
        return self._condition(compiler, connection, "{} IN (SELECT value FROM json_each({}))")

    def _condition(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, words: str) -> Written:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        return words.format(left, right), [*left_params, *right_params]


@Field.register_lookup
class Among(AnyOf):
    """`IN` of many texts that no index knows: PostgreSQL looks each row's up in a table, and does not compare it with all."""

    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Written:  # type: ignore[override]
        """Return the condition for PostgreSQL."""
        return self._condition(compiler, connection, "{} IN (SELECT unnest({}::text[]))")


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
