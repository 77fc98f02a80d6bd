"""A thread as it is read: messages, what happened between them, and the days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from saath.conversations.models import Message
from saath.conversations.queries.thread import ThreadPage
from saath.desk.said import Article, article_of
from saath.timeline.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a thread; exactly one of day, message and event is set.

    `is_first_new` marks the message up to which the reader had seen all; `by` and `to` name who did an event.
    """

    at: datetime
    day: datetime | None = None
    message: Message | None = None
    article: Article | None = None
    event: Event | None = None
    is_first_new: bool = False
    by: str = ""
    to: str = ""


def lines_of(page: ThreadPage, zone: ZoneInfo) -> list[Line]:
    """Return messages and events in the order of time, with a line where a new day begins."""
    said = sorted(_said(page, zone), key=lambda line: line.at)
    lines: list[Line] = []
    for _day, of_day in groupby(said, key=lambda line: line.at.astimezone(zone).date()):
        first, *rest = of_day
        lines += [Line(first.at, day=first.at), first, *rest]
    return lines


def _said(page: ThreadPage, zone: ZoneInfo) -> Iterator[Line]:
    first_new = _first_new(page)
    for message in page.messages:
        article = article_of(message, tuple(page.attachments.get(message.pk, ())), zone)
        yield Line(message.created_at, message=message, article=article, is_first_new=message is first_new)
    for event in page.events:
        by = page.names.of_person.get(event.actor_person_id or 0, "")
        to = page.names.of_seat.get(event.refs.get("member", ""), "")
        yield Line(event.created_at, event=event, by=by, to=to)


def _first_new(page: ThreadPage) -> Message | None:
    """Return the first message of the customer that the reader has not seen, unless nothing was seen before it."""
    unseen = (m for m in page.messages if m.pk > page.seen_to and m.direction == Message.Direction.IN)
    return next(unseen, None) if page.seen_to else None
