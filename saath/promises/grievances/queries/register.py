"""The officer's page and the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.promises.grievances.queries.deciding import decisions_of, second_people
from saath.promises.grievances.receipts import first_receipt
from saath.promises.models import Grievance, GrievanceDecision, GrievanceOfficer
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id, store_scope
from saath.tenancy.transactions import read_transaction

MOST_OPEN = 200
A_PAGE = 50
BATCH = 500
# Days before and after these cannot be told in every zone, and hold nothing.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the register: '' and None are "all". Days are the shop's own."""

    state: str = ""
    source: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The officer's page: those that wait, the next limit first; more than fit are cut."""

    rows: Sequence[Grievance]
    is_cut: bool
    officer: GrievanceOfficer | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OnePage:
    """One grievance with all that was decided of it, and who may agree to a refusal."""

    grievance: Grievance
    decisions: Sequence[GrievanceDecision]
    joiners: Sequence[Grievance]
    second: Sequence[Member]
    at: datetime

    @property
    def standing(self) -> GrievanceDecision | None:
        """Return the decision that holds, or waits for a second person."""
        return next((each for each in self.decisions if each.withdrawn_at is None), None)


def open_page(actor: Actor) -> OpenPage:
    """Return the grievances that wait for redress. Raises `Forbidden`."""
    actor.require("conversation.read")
    waiting = _shown().filter(redressed_at=None, joined=None)
    first = waiting.order_by("redress_due_at", "id")[: MOST_OPEN + 1]
    pressed = waiting.filter(helpline_due_at__isnull=False).order_by("helpline_due_at", "id")[: MOST_OPEN + 1]
    rows = sorted({*first, *pressed}, key=lambda row: (_next_limit(row), row.pk))
    officer = GrievanceOfficer.objects.filter(until=None).first()
    return OpenPage(rows[:MOST_OPEN], len(rows) > MOST_OPEN, officer, now())


def _next_limit(row: Grievance) -> datetime:
    return min(row.redress_due_at, row.helpline_due_at or row.redress_due_at)


def get_grievance(actor: Actor, public_id: UUID) -> Grievance:
    """Return a grievance; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = _shown().filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def one_page(actor: Actor, public_id: UUID) -> OnePage:
    """Return all that the page of a grievance shows. Raises `Forbidden`, `NotFound`."""
    grievance = get_grievance(actor, public_id)
    joiners = list(Grievance.objects.filter(joined=grievance).order_by("id")[:50])
    return OnePage(grievance, decisions_of(grievance), joiners, second_people(actor), now())


def grievance_of(actor: Actor, conversation: Conversation) -> Grievance | None:
    """Return the grievance that a conversation is, None where it is none. Raises `Forbidden`."""
    actor.require("conversation.read")
    return _shown().filter(conversation=conversation).first()


def receipt_of_conversation(actor: Actor, conversation: Conversation) -> datetime:
    """Return from when the limits of a conversation would count. Raises `Forbidden`."""
    actor.require("conversation.read")
    return first_receipt(conversation)


def register_page(actor: Actor, wanted: Wanted, *, cursor: str = "", limit: int = A_PAGE) -> Page[Grievance]:
    """Return a page of the register, the newest receipt first. Raises `Forbidden`, `BadInput` for a stale cursor."""
    actor.require("conversation.read")
    return page_of(_wanted(wanted), cursor=cursor, limit=limit, order=("-received_at", "-id"))


def register_batches(store_id: int, wanted: Wanted) -> Iterator[Sequence[Grievance]]:
    """Yield the register of a store from the oldest receipt on, so many at a time, while somebody reads it.

    No scope and no transaction is open while they do.
    """
    batch = _batch_after(store_id, wanted, None)
    while batch:
        yield batch
        batch = _batch_after(store_id, wanted, batch[-1])


def _batch_after(store_id: int, wanted: Wanted, last: Grievance | None) -> Sequence[Grievance]:
    with store_scope(store_id), read_transaction():
        rows = _wanted(wanted).order_by("received_at", "id")
        if last is not None:
            follows = Q(received_at__gt=last.received_at) | Q(received_at=last.received_at, pk__gt=last.pk)
            rows = rows.filter(follows, received_at__gte=last.received_at)
        return list(rows[:BATCH])


def _wanted(wanted: Wanted) -> QuerySet[Grievance]:
    rows = _shown()
    if wanted.state == "open":
        rows = rows.filter(redressed_at=None, joined=None)
    elif wanted.state == "closed":
        rows = rows.filter(Q(redressed_at__isnull=False) | Q(joined__isnull=False))
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    zone = Store.objects.get(pk=current_store_id()).zone if wanted.since or wanted.until else None
    if wanted.since:
        since = max(wanted.since, FIRST_DAY)
        rows = rows.filter(received_at__gte=datetime.combine(since, time(), tzinfo=zone))
    if wanted.until:
        day = min(max(wanted.until, FIRST_DAY), LAST_DAY) + timedelta(days=1)
        rows = rows.filter(received_at__lt=datetime.combine(day, time(), tzinfo=zone))
    return rows


def _shown() -> QuerySet[Grievance]:
    return Grievance.objects.select_related("conversation", "joined", "opened_by")
