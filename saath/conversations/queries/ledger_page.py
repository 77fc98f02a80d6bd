"""The ledger as its page shows it: a page of rows, counts up to a limit, and whether anything is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet

from saath.channels.email.shown_headers import HEAD_OCTETS, shown_headers
from saath.conversations.models import IntakeItem
from saath.conversations.queries.ledger import get_intake_item, open_arrived
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.jobs.models import Job
from saath.jobs.models.job import UNFINISHED
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.given import writing
from saath.tenancy.prepared import Statement
from saath.timeline.models import Event

State = IntakeItem.State
PAGE = 50
COUNT_LIMIT = 1000
PATIENCE = timedelta(minutes=10)
"""What waits longer must have a job that will read it."""
LOOKED_AT = 1_000
MISSING = "missing"
TOLD = ("intake.retried", "intake.released")

SELECTIONS: dict[str, Callable[[], QuerySet[IntakeItem]]] = {
    "accepted": lambda: IntakeItem.objects.filter(state=State.ACCEPTED),
    "repeat": lambda: IntakeItem.objects.filter(is_repeat=True),
    "ignored": lambda: IntakeItem.objects.filter(state=State.IGNORED),
    "quarantined": lambda: IntakeItem.objects.filter(state=State.QUARANTINED),
    "failed": lambda: IntakeItem.objects.filter(state=State.FAILED),
    "waiting": lambda: IntakeItem.objects.filter(state=State.RECEIVED),
}
"""What became of a thing, by the name under which the page offers it; repeats are among the accepted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: a selection, a source, a day in the shop's zone; '' and None are "all"."""

    state: str = ""
    source: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of the ledger. `counts` go to a thousand; `missing` holds what ought to have an outcome and has none."""

    rows: Page[IntakeItem]
    counts: dict[str, int]
    missing: tuple[IntakeItem, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a colleague did with an item."""

    kind: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One row with the headers of its mail, as text, and what was done with it."""

    item: IntakeItem
    headers: tuple[tuple[str, str], ...]
    deeds: tuple[Deed, ...]


def ledger_page(actor: Actor, wanted: Wanted, *, zone: ZoneInfo, cursor: str = "") -> LedgerPage:
    """Return a page of the ledger, the newest first; as dear for a million rows as for ten.

    Raises `Forbidden`, `BadInput` for a cursor of another list.
    """
    actor.require("ledger.read")
    missing = _missing()
    rows = _rows(wanted, zone, cursor, missing, PAGE)
    return LedgerPage(rows, _counts_now(), missing)


def list_arrivals(
    actor: Actor, wanted: Wanted, *, zone: ZoneInfo, cursor: str = "", limit: int
) -> Page[IntakeItem]:
    """Return a page of the ledger without counts, the newest first. Raises `Forbidden`, `BadInput` (the cursor)."""
    actor.require("ledger.read")
    return _rows(wanted, zone, cursor, _missing() if wanted.state == MISSING else (), limit)


def ledger_item(actor: Actor, public_id: Any) -> LedgerItem:
    """Return one row with the headers of its mail; raises `Forbidden`, `NotFound`."""
    item = get_intake_item(actor, public_id)
    try:
        with open_arrived(actor, item) as opened:
            head = b"" if item.body else opened.read(HEAD_OCTETS)
    except NotFound:
        head = b""
    return LedgerItem(item, tuple(shown_headers(head)), _deeds(item))


def _of_day(rows: QuerySet[IntakeItem], day: date, zone: ZoneInfo) -> QuerySet[IntakeItem]:
    """Return those of a day; on the first and the last day that a calendar has nothing came."""
    try:
        begins = datetime.combine(day, time(), zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    except OverflowError:
        return rows.none()
    return rows.filter(received_at__gte=begins, received_at__lt=ends)


def _rows(
    wanted: Wanted, zone: ZoneInfo, cursor: str, missing: Iterable[IntakeItem], limit: int
) -> Page[IntakeItem]:
    rows = SELECTIONS.get(wanted.state, IntakeItem.objects.all)()
    if wanted.state == MISSING:
        rows = rows.filter(pk__in=[item.pk for item in missing])
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.day:
        rows = _of_day(rows, wanted.day, zone)
    shown = rows.select_related("account", "message__conversation")
    return page_of(shown, cursor=cursor, limit=limit, order=("-received_at", "-id"))


def _counts_now() -> dict[str, int]:
    (counts,) = _counts(connection.vendor).run({})
    return dict(zip(SELECTIONS, counts, strict=True))


@cache
def _counts(vendor: str) -> Statement:
    """Return the statement that counts every selection up to the limit, written once a database."""
    parts: list[str] = []
    params: list[Any] = []
    with writing():
        for rows in SELECTIONS.values():
            sql, values = rows().order_by().values("pk")[:COUNT_LIMIT].query.sql_with_params()
            parts.append(f"(SELECT count(*) FROM ({sql}) q)")  # noqa: S608  # the ORM wrote it
            params.extend(values)
    return Statement.of(f"SELECT {', '.join(parts)}", params)


def _missing() -> tuple[IntakeItem, ...]:
    """Return accepted mails without their message, and what waits too long with no job to read it; a thousand at most."""
    lost = IntakeItem.objects.filter(state=State.ACCEPTED, message=None).order_by("pk")[:LOOKED_AT]
    late = IntakeItem.objects.filter(state=State.RECEIVED, received_at__lt=now() - PATIENCE)
    late_by_key = {f"intake:{item.pk}": item for item in late.order_by("received_at", "pk")[:LOOKED_AT]}
    if late_by_key:
        queued = Job.objects.filter(state__in=UNFINISHED, key__in=list(late_by_key))
        for key in queued.values_list("key", flat=True):
            late_by_key.pop(key, None)
    return (*lost, *late_by_key.values())


def _deeds(item: IntakeItem) -> tuple[Deed, ...]:
    events = list(Event.objects.filter(subject=item.public_id, kind__in=TOLD).order_by("id"))
    people = {event.actor_person_id for event in events if event.actor_person_id}
    named = dict(Member.objects.filter(person_id__in=people).values_list("person_id", "display_name"))
    return tuple(
        Deed(event.kind, named.get(event.actor_person_id or 0, ""), event.created_at) for event in events
    )
