"""A thread as it is read: messages, what happened between them, and the days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from saath.conversations.models import Attachment, Message
from saath.conversations.queries.thread import ThreadPage
from saath.timeline.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a thread; exactly one of day, message and event is set."""

    at: datetime
    day: datetime | None = None
    message: Message | None = None
    attachments: tuple[Attachment, ...] = ()
    event: Event | None = None


def lines_of(page: ThreadPage, zone: ZoneInfo) -> list[Line]:
    """Return messages and events in the order of time, with a line where a new day begins."""
    said = sorted(_said(page), key=lambda line: line.at)
    lines: list[Line] = []
    for _day, of_day in groupby(said, key=lambda line: line.at.astimezone(zone).date()):
        first, *rest = of_day
        lines += [Line(first.at, day=first.at), first, *rest]
    return lines


def _said(page: ThreadPage) -> Iterator[Line]:
    for message in page.messages:
        yield Line(
            message.created_at, message=message, attachments=tuple(page.attachments.get(message.pk, ()))
        )
    for event in page.events:
        yield Line(event.created_at, event=event)
