"""UPDATEs whose SQL the ORM writes once, as `prepared` has it for queries.

TAKEN = PreparedUpdate(lambda: (Delivery.objects.filter(pk=Given("id")), {"state": "sending"}))
TAKEN.run(id=7)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

from saath.tenancy.prepared import Statement, writing

Build = Callable[[], tuple[QuerySet[Any, Any], Mapping[str, Any]]]


class PreparedUpdate:
    """What is changed in which rows of the store in scope; written when it is first run, once for a kind of database."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._kept: dict[str, Statement] = {}

    def run(self, **values: Any) -> int:
        """Change the rows and return how many; raises KeyError without a value, `NoStoreScope` outside a store."""
        statement = self._kept.get(connection.vendor)
        if statement is None:
            self._kept[connection.vendor] = statement = self._write()
        return statement.change(values)

    def _write(self) -> Statement:
        with writing():
            rows, changes = self._build()
            query: Any = rows.query.chain(UpdateQuery)
            query.add_update_values(changes)
            return Statement.of(*query.get_compiler(rows.db).as_sql())
