"""Rows of another table beside each row of a query, as one value: what is seldom there asks no statement of its own.

    .annotate(files=Case(When(has_files=True, then=NestedRows(File.objects.filter(of=OuterRef("pk")), "name", "size"))))

Each comes as a list of its columns as JSON has them, None or [] for no row: `moment_of` reads a time, `UUID` an id.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import IntegerField, JSONField, QuerySet, Subquery
from django.db.models.sql.compiler import SQLCompiler

GATHERED = {
    # As text, which the reader of JSON fields takes.
    "postgresql": "json_agg(json_build_array({}))::text",
    "sqlite": "json_group_array(json_array({}))",
}


class NestedRows(Subquery):
    """The named columns of a queryset's rows, in its order."""

    def __init__(self, queryset: QuerySet[Any, Any], *columns: str) -> None:
        super().__init__(queryset.values_list(*columns), output_field=JSONField())
        self.columns = columns

    def as_sql(  # type: ignore[override]  # the base says less of what it takes
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Return the sub-select of the rows inside one that makes them a list."""
        rows, params = super().as_sql(compiler, connection)
        columns = ", ".join(f"nested.{connection.ops.quote_name(column)}" for column in self.columns)
        gathered = GATHERED[connection.vendor].format(columns)
        return f"(SELECT {gathered} FROM {rows} nested)", tuple(params)  # noqa: S608  # names of columns


class CountedRows(Subquery):
    """How many rows a queryset has, up to its limit: ordered by an index, it is that index which is read.

    Without statistics SQLite else takes whichever index names as many columns, and reads what is of no matter.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        super().__init__(queryset.values("pk"))


def moment_of(told: str | None) -> datetime | None:
    """Return a moment that came as text out of the database; without a zone it is in UTC."""
    moment = datetime.fromisoformat(told) if told else None
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
