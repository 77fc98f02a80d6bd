"""What a thread shows around its messages: colleagues, hand-overs, unsent words, other conversations; one statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from saath.conversations.models import Conversation, Handover, PutChecklist, Reading, Suppression
from saath.conversations.queries.drafts import Drafts, drafts_from, told_drafts
from saath.core.money import Money
from saath.customers.models import Identity
from saath.fields.models import Field
from saath.orders.models import OrderAct
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenIds, GivenNumbers
from saath.tenancy.nested import NestedRows, moment_of
from saath.tenancy.prepared import Prepared
from saath.timeline.models import Event

MOST_COLLEAGUES, MOST_HANDOVERS = 100, 30


@dataclass(frozen=True, slots=True)
class Names:
    """What the colleagues in a thread's events are called: by seat, as its public id, and by person."""

    of_seat: dict[str, str]
    of_person: dict[int, str]


@dataclass(frozen=True, slots=True)
class ReadTo:
    """Up to which message a colleague has read, and when they got there."""

    member_id: int
    name: str
    message_id: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """Why a conversation went to another colleague; see `Handover`."""

    public_id: str
    given_by: str
    given_to_id: int | None
    reason: str
    reason_words: str
    summary: str
    is_settled: bool

    @property
    def why(self) -> str:
        """Return why it was handed over, in the language of the page or in the words of who did it."""
        return self.reason_words or str(Handover.Reason(self.reason).label)


@dataclass(frozen=True, slots=True)
class ShownSuppression:
    """Why machines write no more to an address."""

    reason: str
    address: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToldChecklist:
    """A checklist that events tell of: its names by language, and the event that tells that it is finished."""

    names: dict[str, str]
    finished_event_id: int


@dataclass(frozen=True, slots=True)
class ActRow:
    """Something done to an order that events tell of; see `OrderAct`."""

    kind: str
    amount: Money
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a thread's messages: `others` are the references of other conversations by public id, `fields` the
    names by language of the shop's own fields, `checklists` those that are still on it, and `handovers` the newest ones, by
    theirs. `has_other_ways` says that the customer is known elsewhere too.
    """

    names: Names
    readings: tuple[ReadTo, ...]
    others: dict[str, str]
    fields: dict[str, dict[str, str]]
    checklists: dict[str, ToldChecklist]
    handovers: dict[str, HandoverRow]
    acts: dict[str, ActRow]
    drafts: Drafts
    suppression: ShownSuppression | None
    has_other_ways: bool = False


def _read(field: str) -> Subquery:
    reading = Reading.objects.filter(conversation=Given("conversation"), member=OuterRef("pk"))
    return Subquery(reading.values(field)[:1])


def _colleagues() -> NestedRows:
    """Return whom the events name, and who has read."""
    have_read = Reading.objects.filter(conversation=Given("conversation")).values("member_id")
    named = Q(public_id__any_of=GivenIds("seats")) | Q(person__any_of=GivenNumbers("people"))
    found = Member.objects.annotate(read_to=_read("last_message_id"), read_at=_read("read_at"))
    return NestedRows(
        found.filter(named | Q(pk__in=have_read)).order_by("read_at", "pk")[:MOST_COLLEAGUES],
        "public_id",
        "person_id",
        "pk",
        "display_name",
        "read_to",
        "read_at",
    )


def _handovers() -> Case:
    rows = NestedRows(
        Handover.objects.filter(conversation=OuterRef("pk")).order_by("-id")[:MOST_HANDOVERS],
        "public_id",
        "given_by__display_name",
        "given_to_id",
        "reason",
        "reason_words",
        "summary",
        "settled_at",
    )
    return Case(When(handover_count__gt=0, then=rows))


def _suppression() -> NestedRows:
    theirs = Suppression.objects.filter(
        namespace=OuterRef("identity__namespace"), key=OuterRef("identity__key")
    )
    return NestedRows(theirs, "reason", "address", "created_at")


def _other_identities() -> QuerySet[Identity]:
    """Return where else the customer is known."""
    theirs = Identity.objects.filter(customer=OuterRef("customer")).exclude(key="")
    return theirs.exclude(pk=OuterRef("identity"))


def _asked() -> QuerySet[Conversation, tuple[Any, ...]]:
    others = Conversation.objects.filter(public_id__any_of=GivenIds("others"))
    fields = Field.objects.filter(public_id__any_of=GivenIds("fields"))
    checklists = PutChecklist.objects.filter(public_id__any_of=GivenIds("checklists"), deleted_at=None)
    acts = OrderAct.objects.filter(public_id__any_of=GivenIds("acts"))
    return (
        Conversation.objects.filter(pk=Given("conversation"))
        .annotate(
            colleagues=_colleagues(),
            others=NestedRows(others, "public_id", "reference"),
            fields=NestedRows(fields, "public_id", "names"),
            checklists=NestedRows(checklists, "public_id", "names", "finished_event_id"),
            acts=NestedRows(acts, "public_id", "kind", "amount_minor", "currency", "order__number", "words"),
            told_handovers=_handovers(),
            told_drafts=told_drafts(),
            told_suppression=_suppression(),
            has_other_ways=Exists(_other_identities()),
        )
        .values_list(
            "colleagues",
            "others",
            "fields",
            "checklists",
            "acts",
            "told_handovers",
            "told_drafts",
            "told_suppression",
            "has_other_ways",
        )
    )


ASKED = Prepared(_asked)


def surroundings_of(actor: Actor, conversation: Conversation, events: Sequence[Event]) -> Surroundings:
    """Return what stands around the messages of a conversation between which these events are told."""
    refs = [ref for event in events for ref in event.refs.items()]
    found = ASKED.first(
        conversation=conversation.pk,
        people={event.actor_person_id for event in events if event.actor_person_id},
        seats={ref for name, ref in refs if name == "member"},
        others={ref for name, ref in refs if name == "conversation"},
        fields={ref for name, ref in refs if name.startswith("field_")},
        checklists={ref for name, ref in refs if name == "checklist"},
        acts={ref for name, ref in refs if name == "act"},
    )
    colleagues, references, fields, checklists, acts, handovers, drafts, suppressions, has_other_ways = (
        found or (None,) * 9
    )
    names, readings = _people(colleagues or ())
    return Surroundings(
        names=names,
        readings=readings,
        others={str(UUID(public_id)): reference for public_id, reference in references or ()},
        fields={str(UUID(public_id)): names_from(names) for public_id, names in fields or ()},
        checklists={
            str(UUID(public_id)): ToldChecklist(names_from(names), event_id)
            for public_id, names, event_id in checklists or ()
        },
        acts={
            str(UUID(public_id)): ActRow(kind, Money(amount, currency), number, words)
            for public_id, kind, amount, currency, number, words in acts or ()
        },
        handovers={row.public_id: row for row in map(_handover, handovers or ())},
        drafts=drafts_from(actor, drafts or ()),
        suppression=next((_shown(row) for row in suppressions or ()), None),
        has_other_ways=bool(has_other_ways),
    )


def _people(rows: Iterable[list[Any]]) -> tuple[Names, tuple[ReadTo, ...]]:
    """Return the names that the events need, and up to where which colleague has read."""
    names, readings = Names({}, {}), []
    for public_id, person_id, pk, name, read_to, read_at in rows:
        names.of_seat[str(UUID(public_id))] = names.of_person[person_id] = name
        if moment := moment_of(read_at):
            readings.append(ReadTo(pk, name, read_to, moment))
    return names, tuple(readings)


def names_from(told: Any) -> dict[str, str]:
    """Return names by language; SQLite gives them as text."""
    names: dict[str, str] = json.loads(told) if isinstance(told, str) else told
    return names


def _handover(row: list[Any]) -> HandoverRow:
    public_id, given_by, given_to_id, reason, words, summary, settled_at = row
    is_settled = settled_at is not None
    return HandoverRow(str(UUID(public_id)), given_by or "", given_to_id, reason, words, summary, is_settled)


def _shown(row: list[Any]) -> ShownSuppression:
    reason, address, created_at = row
    return ShownSuppression(reason, address, moment_of(created_at))
