"""The lines of the list. A line is rendered once and kept by all that it shows, so that it is never stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from secrets import token_hex
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from saath.conversations.here import is_live
from saath.conversations.models import Conversation
from saath.conversations.queries.chip import chip_of
from saath.conversations.queries.inbox import ConversationRow
from saath.core.clock import now
from saath.desk.channels import sign_of
from saath.desk.waited_for import style_of_due, waited_for
from saath.ui.waits import Wait, wait_markup, wait_until

# Stands in a kept line where the promise goes: it alone changes with every second. No stranger can write it.
PROMISE = f"\ue000{token_hex(8)}"
KEPT_LINES = 2_000
AT_RISK = "risk"
State = Conversation.State


@dataclass(frozen=True, slots=True)
class ListView:
    """Where a list is shown and to whom: what all its lines have in common."""

    queue: str
    zone: ZoneInfo
    current: UUID | None = None


def render_rows(rows: Sequence[ConversationRow], view: ListView) -> SafeString:
    """Return the lines of a list."""
    at = now()
    today, language = at.astimezone(view.zone).date(), get_language() or "en"
    lines = (
        _line(
            row, view.queue, row.public_id == view.current, _aside(row, at), view.zone, today, language
        ).replace(PROMISE, _clock(row, at, view, today, language))
        for row in rows
    )
    return mark_safe("".join(lines))  # noqa: S308  # every part comes out of an escaping template


@dataclass(frozen=True, slots=True)
class HereTab:
    """A conversation with somebody who is here, above the thread, and the clock of its promise, '' for none."""

    row: ConversationRow
    wait: SafeString


def here_tabs(rows: Sequence[ConversationRow]) -> list[HereTab]:
    """Return the tabs of conversations with those who are here."""
    at, language = now(), get_language() or "en"
    waits = (_promise(row, row.due_at, at, language) if row.due_at else "" for row in rows)
    return [HereTab(row, SafeString(wait)) for row, wait in zip(rows, waits, strict=True)]


def promise_seconds(waiting_since: datetime | None, due_at: datetime) -> int:
    """Return the length of a promise, closed hours included: what its five stitches stand for."""
    return int((due_at - waiting_since).total_seconds()) if waiting_since and due_at > waiting_since else 1


def _clock(row: ConversationRow, at: datetime, view: ListView, today: date, language: str) -> str:
    """Return what a line says of time: what is left to answer, or by when an update is promised; where lines are ordered by what
    is at risk, what is left of that.
    """
    is_update = row.update_due_at is not None and row.update_due_at == row.risk_at
    if view.queue == AT_RISK and row.risk_at is not None and not is_update:
        return _promise(row, row.risk_at, at, language)
    if row.due_at is not None:
        return _promise(row, row.due_at, at, language)
    if row.update_due_at is None:
        return ""
    return _update(row.update_due_at, row.update_kind, at > row.update_due_at, view.zone, today, language)


@lru_cache(maxsize=KEPT_LINES)
def _update(due_at: datetime, kind: str, is_late: bool, zone: ZoneInfo, today: date, language: str) -> str:
    context = {"due_at": due_at, "kind": kind, "is_late": is_late, "zone": zone}
    is_today = due_at.astimezone(zone).date() == today
    return str(
        get_template("desk/_update.html").render({**context, "style": "clock" if is_today else "full"})
    )


def _promise(row: ConversationRow, due_at: datetime, at: datetime, language: str) -> str:
    full_seconds = promise_seconds(row.waiting_since, due_at)
    counts = is_live(row.channel)
    drawn = wait_until(due_at, now=at, full_seconds=full_seconds, is_exact=counts, language=language)
    return _drawn(drawn, due_at, full_seconds, counts, language)


@lru_cache(maxsize=KEPT_LINES)
def _drawn(drawn: Wait, due_at: datetime, full_seconds: int, counts: bool, language: str) -> str:
    return wait_markup(drawn, due_at, full_seconds, "", "", is_exact=False, counts_seconds=counts)


def _aside(row: ConversationRow, at: datetime) -> str:
    """Return whether a line tells that somebody outside is waited for, "waits" or "late", '' for nobody."""
    if row.aside_due_at is None or row.state in (State.SOLVED, State.SPAM):
        return ""
    return "late" if at >= row.aside_due_at else "waits"


@lru_cache(maxsize=KEPT_LINES)
def _line(
    row: ConversationRow,
    queue: str,
    is_current: bool,
    aside: str,
    zone: ZoneInfo,
    today: date,
    language: str,
) -> str:
    sign = sign_of(row.channel)
    context = {
        "sign": sign,
        "is_live": is_live(row.channel),
        "row": row,
        "queue": queue,
        "is_current": is_current,
        "aside": aside,
        "chip": chip_of(row.order, today),
        "aside_who": waited_for(row.aside_kind),
        "aside_style": style_of_due(row.aside_due_at, today=today, zone=zone),
        "zone": zone,
        "promise": PROMISE,
    }
    return get_template("desk/_row.html").render(context)
