"""The list of a queue, in as few statements as it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from saath.conversations.drafting import states_of
from saath.conversations.models import Conversation, ConversationTag
from saath.conversations.queries.chip import order_chip
from saath.conversations.queues import COUNT_LIMIT, QUEUES, READER, Queue, day_ends
from saath.core.clock import now
from saath.core.paging import beyond, open_cursor, seal_cursor
from saath.tenancy.actor import Actor
from saath.tenancy.given import GivenNumbers, writing
from saath.tenancy.prepared import Prepared, Statement

PAGE = 50
COUNTED: dict[str, Callable[[], QuerySet[Any]]] = {
    queue.key: queue.rows for queue in QUEUES.values() if queue.is_counted
}


class ConversationRow(NamedTuple):
    """What one line of the list shows; the fields down to `has_failed_delivery` are the first of `COLUMNS`.

    A tuple, for a page makes fifty and finds the line of each by all that it holds. `colleague_name` is who has it, or who
    has snoozed it; `order` is what `chip_of` reads; `draft` is what the reader has not sent yet, '' for nothing.
    """

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
    risk_at: datetime | None
    waiting_since: datetime | None
    update_due_at: datetime | None
    update_kind: str
    aside_due_at: datetime | None
    aside_kind: str
    snoozed_until: datetime | None
    priority: str
    has_failed_delivery: bool
    customer_name: str
    channel: str
    colleague_name: str
    order: str
    is_unread: bool
    draft: str
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
    "risk_at",
    "waiting_since",
    "update_due_at",
    "update_kind",
    "aside_due_at",
    "aside_kind",
    "snoozed_until",
    "priority",
    "has_failed_delivery",
    "customer_name",
    "channel",
    "colleague_name",
    "order_chip",
    "last_message_id",
    "seen_to",
    "draft_marks",
)
OWN_COLUMNS = COLUMNS.index("customer_name")
# Asked row by row: were these tables joined, the planner would take five times as long as the rows do, and PostgreSQL would lay
# out a memory of each customer of the whole queue (Memoize) for a page that shows fifty.
CUSTOMER_NAME = """COALESCE(
    NULLIF((SELECT name FROM customers_customer customer
        WHERE customer.id = conversations_conversation.customer_id), ''),
    (SELECT COALESCE(NULLIF(name, ''), address) FROM customers_identity identity
        WHERE identity.id = conversations_conversation.identity_id))"""
CHANNEL = """(SELECT channel FROM conversations_channelaccount account
    WHERE account.id = conversations_conversation.account_id)"""
COLLEAGUE_NAME = """(SELECT display_name FROM stores_member member
    WHERE member.id = CASE conversations_conversation.state WHEN 'snoozed'
    THEN conversations_conversation.snoozed_by_id ELSE conversations_conversation.assignee_id END)"""
SEEN_TO = """(SELECT reading.last_message_id FROM conversations_reading reading
    WHERE reading.store_id = conversations_conversation.store_id
    AND reading.conversation_id = conversations_conversation.id AND reading.member_id = %s)"""


def list_queue(
    actor: Actor, queue: Queue, *, zone: ZoneInfo, cursor: str = "", limit: int = PAGE
) -> InboxPage:
    """Return a page of a queue, by keyset; two statements. `zone` is where its day ends.

    Raises `Forbidden`, `BadInput` for a cursor of another list.
    """
    actor.require("conversation.read")
    listing = f"queue:{queue.key}"
    after = open_cursor(cursor, listing) if cursor else None
    asked = _page(queue, limit, after) if after else _first_page(queue, limit)
    found = rows_of(actor, asked, today_ends=day_ends(now(), zone))
    page = tuple(found[:limit])
    return InboxPage(queue, page, seal_cursor(listing, key_of(queue, page[-1])) if len(found) > limit else "")


def list_conversations(actor: Actor, ids: Sequence[int]) -> tuple[ConversationRow, ...]:
    """Return the rows of the given conversations in the given order, leaving out what the actor may not see."""
    actor.require("conversation.read")
    found = {row.id: row for row in rows_of(actor, NAMED, ids=ids)}
    return tuple(found[pk] for pk in ids if pk in found)


def count_beside(name: str, rows: Callable[[], QuerySet[Any]]) -> None:
    """Count rows of another room with the queues, in their statement; they may ask for the `READER`."""
    COUNTED[name] = rows
    _counts.cache_clear()


def queue_counts(actor: Actor, *, zone: ZoneInfo) -> dict[str, int]:
    """Return the size of each counted queue, and of what is counted beside them, to 1,000 at most, in one statement; `zone` is
    where its day ends.
    """
    actor.require("conversation.read")
    (counts,) = _counts(connection.vendor).run(
        {"reader": actor.member_id, "today_ends": day_ends(now(), zone)}
    )
    return dict(zip(COUNTED, counts, strict=True))


@cache
def _counts(vendor: str) -> Statement:
    """Return the statement of the counts for a database, written once."""
    parts: list[str] = []
    params: list[Any] = []
    with writing():
        for rows in COUNTED.values():
            counted = rows().order_by().values("pk")[:COUNT_LIMIT]
            sql, values = counted.query.sql_with_params()
            parts.append(f"(SELECT count(*) FROM ({sql}) q)")  # noqa: S608  # the ORM wrote it; values stay apart
            params.extend(values)
    return Statement.of(f"SELECT {', '.join(parts)}", params)


def key_of(queue: Queue, row: ConversationRow) -> tuple[datetime | None, int]:
    """Return where a row stands in the order of a queue, for a cursor."""
    return getattr(row, queue.order[0].removeprefix("-")), row.id


def listed(conversations: QuerySet[Conversation]) -> QuerySet[Conversation, tuple[Any, ...]]:
    """Return what a line of the list shows of each; the reader is `READER`."""
    return conversations.annotate(
        customer_name=RawSQL(CUSTOMER_NAME, ()),  # constants, as those below
        channel=RawSQL(CHANNEL, ()),
        colleague_name=RawSQL(COLLEAGUE_NAME, ()),
        order_chip=order_chip(),
        seen_to=RawSQL(SEEN_TO, (READER,)),
    ).values_list(*COLUMNS)


def _page(queue: Queue, limit: int, after: Sequence[Any] | None) -> Prepared[tuple[Any, ...]]:
    """Return the query of the rows of a queue after those values of its order."""
    behind = beyond(Conversation, queue.order, after) if after else Q()
    return Prepared(lambda: listed(queue.rows().filter(behind).order_by(*queue.order)[: limit + 1]))


@cache
def _first_page(queue: Queue, limit: int) -> Prepared[tuple[Any, ...]]:
    """Return the query of the page that is asked all day, written once."""
    return _page(queue, limit, None)


NAMED = Prepared(lambda: listed(Conversation.objects.filter(pk__any_of=GivenNumbers("ids"))))
TAGS = Prepared(
    lambda: (
        ConversationTag.objects.filter(conversation__any_of=GivenNumbers("conversations"))
        .order_by("id")
        .values_list("conversation_id", "tag__name")
    )
)


def rows_of(actor: Actor, asked: Prepared[tuple[Any, ...]], **values: Any) -> list[ConversationRow]:
    """Return what a query of `listed` finds, with the tags; two statements."""
    found = asked.rows(reader=actor.member_id, **values)
    tags = _tags([row[0] for row in found])
    return [row_of(value, tags.get(value[0], ()), actor.member_id) for value in found]


def row_of(value: tuple[Any, ...], tags: Sequence[str], reader: int | None) -> ConversationRow:
    """Return what a query of `listed` found as the line of a reader."""
    customer, channel, colleague, order, last_message_id, seen_to, draft_marks = value[OWN_COLUMNS:]
    row: list[Any] = [
        *value[:OWN_COLUMNS],
        customer,
        channel,
        colleague or "",
        order or "",
        last_message_id > (seen_to or 0),
        next(iter(states_of(draft_marks, reader)), "") if draft_marks else "",
        tuple(tags),
    ]
    return ConversationRow(*row)


def _tags(conversation_ids: Sequence[int]) -> dict[int, list[str]]:
    tags: dict[int, list[str]] = defaultdict(list)
    for conversation_id, name in TAGS.rows(conversations=conversation_ids) if conversation_ids else ():
        tags[conversation_id].append(name)
    return tags
