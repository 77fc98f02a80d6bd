"""A queue narrowed by filters: as bounded as the queue itself, whatever the filters are.

No index serves every choice of filters. So a page looks through so many conversations of the queue, in its order, and no
further; where it found less than a page in them it says so, and its cursor goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.datastructures import BaseTable

from saath.conversations.filters import Narrowing
from saath.conversations.models import Conversation
from saath.conversations.queries.inbox import PAGE, InboxPage, key_of, listed, rows_of
from saath.conversations.queues import COUNT_LIMIT, Queue, day_ends
from saath.core.clock import now
from saath.core.paging import beyond, open_cursor, seal_cursor
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Prepared

LOOKED_THROUGH = 5_000


@dataclass(frozen=True, slots=True)
class NarrowedPage:
    """A page of what was found; `looked_through` is how many were looked at where there are more to look at, else 0."""

    page: InboxPage
    looked_through: int


def list_narrowed(
    actor: Actor, queue: Queue, narrowing: Narrowing, *, zone: ZoneInfo, cursor: str = "", limit: int = PAGE
) -> NarrowedPage:
    """Return a page of a queue narrowed by filters, in three statements at most beside those of the filters.

    Raises `Forbidden`, `BadInput` for a cursor of another list.
    """
    actor.require("conversation.read")
    listing = f"queue:{queue.key}?{urlencode(narrowing.values)}"
    after = open_cursor(cursor, listing) if cursor else None
    today_ends, condition = day_ends(now(), zone), narrowing.condition(actor)
    asked = Prepared(lambda: listed(_left_by(condition, queue, after))[: limit + 1])
    found = rows_of(actor, asked, today_ends=today_ends)
    rows, looked_through = tuple(found[:limit]), 0
    place: Sequence[Any] | None = key_of(queue, rows[-1]) if len(found) > limit else None
    if place is None:
        ends = Prepared(lambda: _window(queue, after).values_list(*_columns(queue))[LOOKED_THROUGH - 1 :])
        place = ends.first(reader=actor.member_id, today_ends=today_ends)
        looked_through = LOOKED_THROUGH if place else 0
    return NarrowedPage(InboxPage(queue, rows, seal_cursor(listing, place) if place else ""), looked_through)


def count_narrowed(actor: Actor, queue: Queue, narrowing: Narrowing, *, zone: ZoneInfo) -> int:
    """Return how many of the first conversations of a queue the filters leave, up to 1,000; one statement."""
    return len(list_ids(actor, queue, narrowing, zone=zone))


def list_ids(actor: Actor, queue: Queue, narrowing: Narrowing, *, zone: ZoneInfo) -> list[int]:
    """Return the ids of a narrowed queue in its order, up to 1,000; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    condition = narrowing.condition(actor)
    asked = Prepared(lambda: _left_by(condition, queue, None).values_list("pk", flat=True)[:COUNT_LIMIT])
    return list(asked.rows(reader=actor.member_id, today_ends=day_ends(now(), zone)))


def _left_by(condition: Q, queue: Queue, after: Sequence[Any] | None) -> QuerySet[Conversation]:
    """Return what a condition leaves of the conversations that a page looks through, in their order."""
    found = Conversation.objects.filter(condition)
    alias = found.query.get_initial_alias()
    found.query.alias_map[alias] = _InPlaceOf(alias, _window(queue, after))
    return found.order_by(*queue.order)


class _InPlaceOf(BaseTable):
    """Rows in place of their table: read in their order until enough of them are found, and no further.

    Were they named by `id IN (…)`, PostgreSQL would find all of them, and each once more in the table, before the first.
    """

    def __init__(self, alias: str, rows: QuerySet[Conversation]) -> None:
        super().__init__(Conversation._meta.db_table, alias)
        self._rows = rows

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Return the rows as a part of FROM."""
        sql, params = self._rows.query.get_compiler(connection=connection).as_sql()
        return f"({sql}) {compiler.quote_name_unless_alias(str(self.table_alias))}", tuple(params)


def _window(queue: Queue, after: Sequence[Any] | None) -> QuerySet[Conversation]:
    """Return the conversations that a page looks through."""
    behind = beyond(Conversation, queue.order, after) if after else Q()
    return queue.rows().filter(behind).order_by(*queue.order)[:LOOKED_THROUGH]


def _columns(queue: Queue) -> list[str]:
    return [column.removeprefix("-") for column in queue.order]
