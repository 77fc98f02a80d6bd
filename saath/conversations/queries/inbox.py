"""The list of a queue, in as few statements as it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from saath.conversations.models import Conversation, ConversationTag
from saath.conversations.queries.conversations import visible_conversations
from saath.conversations.queues import COUNT_LIMIT, QUEUES, Queue
from saath.core.paging import beyond, open_cursor, seal_cursor
from saath.tenancy.actor import Actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """What one line of the list shows; the fields down to `has_failed_delivery` are the first of `COLUMNS`."""

    id: int
    public_id: UUID
    reference: str
    version: int
    state: str
    customer_id: int
    subject: str
    last_text: str
    last_language: str
    last_message_at: datetime
    due_at: datetime | None
    waiting_since: datetime | None
    has_failed_delivery: bool
    customer_name: str
    channel: str
    assignee_name: str
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
    "customer_id",
    "subject",
    "last_text",
    "last_language",
    "last_message_at",
    "due_at",
    "waiting_since",
    "has_failed_delivery",
    "customer__name",
    "identity__name",
    "identity__address",
    "channel",
    "assignee_name",
    "last_message_id",
    "seen_to",
)
OWN_COLUMNS = COLUMNS.index("customer__name")
# Asked row by row: were these tables joined too, the planner would take five times as long as the rows do.
CHANNEL = """(SELECT channel FROM conversations_channelaccount account
    WHERE account.id = conversations_conversation.account_id)"""
ASSIGNEE_NAME = """(SELECT display_name FROM stores_member member
    WHERE member.id = conversations_conversation.assignee_id)"""
SEEN_TO = """(SELECT reading.last_message_id FROM conversations_reading reading
    WHERE reading.store_id = conversations_conversation.store_id
    AND reading.conversation_id = conversations_conversation.id AND reading.member_id = %s)"""


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
    named = conversations.annotate(
        channel=RawSQL(CHANNEL, ()),  # constants, as the two below
        assignee_name=RawSQL(ASSIGNEE_NAME, ()),
        seen_to=RawSQL(SEEN_TO, (actor.member_id,)),
    )
    values = list(named.values_list(*COLUMNS))
    tags = _tags(row[0] for row in values)
    return [_row(value, tags.get(value[0], [])) for value in values]


def _row(value: tuple[Any, ...], tags: Sequence[str]) -> ConversationRow:
    customer, identity, address, channel, assignee, last_message_id, seen_to = value[OWN_COLUMNS:]
    row: tuple[Any, ...] = (
        *value[:OWN_COLUMNS],
        customer or identity or address,
        channel,
        assignee or "",
        last_message_id > (seen_to or 0),
        tuple(tags),
    )
    return ConversationRow(*row)


def _tags(conversation_ids: Iterable[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    named = ConversationTag.objects.filter(conversation_id__in=list(conversation_ids)).order_by("id")
    for conversation_id, name in named.values_list("conversation_id", "tag__name"):
        tags[conversation_id].append(name)
    return tags
