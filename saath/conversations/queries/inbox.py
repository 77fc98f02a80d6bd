"""The list of a queue, in as few statements as it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from saath.conversations.models import Conversation, ConversationTag
from saath.conversations.queries.conversations import visible_conversations
from saath.conversations.queues import COUNT_LIMIT, QUEUES, Queue
from saath.core.paging import beyond, open_cursor, seal_cursor
from saath.tenancy.actor import Actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """What one line of the list shows."""

    id: int
    public_id: UUID
    reference: str
    version: int
    state: str
    customer_name: str
    customer_id: int
    channel: str
    subject: str
    last_text: str
    last_language: str
    last_message_at: datetime
    due_at: datetime | None
    waiting_since: datetime | None
    assignee_name: str
    has_failed_delivery: bool
    is_unread: bool
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of a queue, and the cursor of the next, empty on the last."""

    queue: Queue
    rows: tuple[ConversationRow, ...]
    next_cursor: str


COLUMNS = (
    "id",
    "public_id",
    "reference",
    "version",
    "state",
    "customer__name",
    "identity__name",
    "identity__address",
    "customer_id",
    "account__channel",
    "subject",
    "last_text",
    "last_language",
    "last_message_at",
    "due_at",
    "waiting_since",
    "assignee__display_name",
    "has_failed_delivery",
    "last_message_id",
    "seen__last_message_id",
)


def list_queue(actor: Actor, queue: Queue, *, cursor: str = "", limit: int = PAGE) -> InboxPage:
    """Return a page of a queue, by keyset; two statements. Raises `Forbidden`, `BadInput` for a cursor of another list."""
    actor.require("conversation.read")
    listing = f"queue:{queue.key}"
    rows = queue.rows(actor)
    if cursor:
        rows = rows.filter(beyond(Conversation, queue.order, open_cursor(cursor, listing)))
    found = _rows(actor, rows.order_by(*queue.order)[: limit + 1])
    page = tuple(found[:limit])
    return InboxPage(queue, page, seal_cursor(listing, _key(queue, page[-1])) if len(found) > limit else "")


def list_conversations(actor: Actor, ids: Sequence[int]) -> tuple[ConversationRow, ...]:
    """Return the rows of the given conversations in the given order, leaving out what the actor may not see."""
    found = {row.id: row for row in _rows(actor, visible_conversations(actor).filter(pk__in=ids))}
    return tuple(found[pk] for pk in ids if pk in found)


def queue_counts(actor: Actor) -> dict[str, int]:
    """Return the size of each counted queue, counting to 1,000 at most, in one statement."""
    actor.require("conversation.read")
    counted = [queue for queue in QUEUES.values() if queue.is_counted]
    parts: list[str] = []
    params: list[Any] = []
    for queue in counted:
        sql, values = queue.rows(actor).order_by().values("pk")[:COUNT_LIMIT].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) q)")  # noqa: S608  # the ORM wrote it; values stay apart
        params.extend(values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        row = cursor.fetchone()
    return dict(zip((queue.key for queue in counted), row or (), strict=True))


def _key(queue: Queue, row: ConversationRow) -> tuple[datetime | None, int]:
    return (row.due_at if queue.by_due else row.last_message_at), row.id


def _rows(actor: Actor, conversations: QuerySet[Conversation]) -> list[ConversationRow]:
    mine = Q(readings__member_id=actor.member_id)
    values = list(
        conversations.annotate(seen=FilteredRelation("readings", condition=mine)).values_list(*COLUMNS)
    )
    tags = _tags(row[0] for row in values)
    return [_row(value, tags) for value in values]


def _row(value: tuple[Any, ...], tags: dict[int, list[str]]) -> ConversationRow:
    column = dict(zip(COLUMNS, value, strict=True))
    names = column.pop("customer__name"), column.pop("identity__name"), column.pop("identity__address")
    seen = column.pop("seen__last_message_id") or 0
    return ConversationRow(
        customer_name=next((name for name in names if name), ""),
        channel=column.pop("account__channel"),
        assignee_name=column.pop("assignee__display_name") or "",
        is_unread=column.pop("last_message_id") > seen,
        tags=tuple(tags.get(column["id"], ())),
        **column,
    )


def _tags(conversation_ids: Iterable[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    named = ConversationTag.objects.filter(conversation_id__in=list(conversation_ids)).order_by("id")
    for conversation_id, name in named.values_list("conversation_id", "tag__name"):
        tags[conversation_id].append(name)
    return tags
