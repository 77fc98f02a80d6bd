"""Grievances as programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Day, Input, Moment, Paging, Shape, Whole, Yes
from saath.promises.grievances.queries.settings import SettingsPage
from saath.promises.models import Grievance as Row
from saath.promises.models import GrievanceDecision, GrievanceOfficer

Source = Literal["form", "staff", "nch"]
Cause = Literal["defective", "deficient", "spurious", "undescribed", "late", "money", "other"]
Outcome = Literal[
    "refund",
    "replacement",
    "repair",
    "return",
    "delivered",
    "put_right",
    "explained",
    "refused",
    "dismissed",
]
Refusal = Literal["elsewhere", "nothing", "time", "later", "kept", "force", "already"]
Code = Literal["en", "hi", "gu"]
Line = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=4000)]


class Grievance(Shape):
    """One line of the register. Its limits are times of the calendar, which nothing moves."""

    id: UUID
    reference: str
    conversation_id: UUID | None
    joined_to: str | None = Field(description="Reference of the grievance that goes on for it since a merge")
    source: Source
    docket: str
    docket_due_at: datetime | None
    cause: Cause
    name: str
    contact: str
    order_number: str
    received_at: datetime
    word_due_at: datetime = Field(description="By when it is to be acknowledged")
    acknowledged_at: datetime | None
    acknowledged_how: Literal["", "mail", "person", "told"]
    redress_due_at: datetime = Field(description="By when it is to be decided")
    redressed_at: datetime | None
    outcome: Outcome | None
    waits_for_second_person: bool
    erase_asked_at: datetime | None = Field(description="When somebody asked to erase who complained")
    erased_at: datetime | None


class Officer(Shape):
    """Who answers for grievances, and from when to when."""

    id: UUID
    name: str
    designation: str
    email: str
    phone: str
    since: datetime
    until: datetime | None


class GrievanceSettings(Shape):
    """What the page for grievances says; `missing` is what the rules want shown and is not there."""

    is_open: bool
    legal_name: str
    headquarters: str
    branches: str
    care_email: str
    care_phone: str
    own_words: dict[str, str]
    word_hours: int
    redress_days: int | None
    word_notices: list[int]
    redress_notices: list[int]
    docket_notices: list[int] = Field(description="Hours before the deadline of the helpline")
    version: int
    missing: list[str]
    officers: list[Officer]


class GrievancesAsked(Paging):
    """Which grievances."""

    state: Literal["", "open", "closed"] = ""
    source: Literal["", "form", "staff", "nch"] = ""
    outcome: Outcome | Literal[""] = ""
    since: Day | None = None
    until: Day | None = None


class NewGrievance(Input):
    """What makes a conversation a grievance; `received_at` is its customer's first message, or earlier."""

    source: Literal["staff", "nch"] = "staff"
    cause: Cause = "other"
    reason: Annotated[str, StringConstraints(max_length=500)] = ""
    received_at: Moment | None = None
    docket: Annotated[str, StringConstraints(max_length=60)] = ""
    docket_due_at: Moment | None = None
    tells: Yes = Field(True, description="Send the customer the ticket number now")


class Told(Input):
    """When the customer was told in another way; null is now."""

    at: Moment | None = None


class NewDocket(Input):
    """What the National Consumer Helpline says of a grievance; its deadline is the one that it named, null for none."""

    docket: Annotated[str, StringConstraints(max_length=60)]
    docket_due_at: Moment | None = None


class NewDecision(Input):
    """What is decided. `words` is the letter; without it `why` says how the customer was told."""

    outcome: Outcome
    refusal: Refusal | Literal[""] = ""
    why: Annotated[str, StringConstraints(max_length=2000)] = ""
    words: Annotated[str, StringConstraints(max_length=20_000)] = ""
    has_seen_warning: Yes = Field(False, description="Whoever refuses has read what the rules say against it")


class ChangedGrievances(Input):
    """Other details; what is not named stays."""

    is_open: Yes | None = None
    legal_name: Line | None = None
    headquarters: Text | None = None
    branches: Text | None = None
    care_email: Annotated[str, StringConstraints(max_length=320)] | None = None
    care_phone: Annotated[str, StringConstraints(max_length=40)] | None = None
    own_words: dict[Code, Annotated[str, StringConstraints(max_length=2000)]] | None = None
    word_hours: Annotated[Whole, Field(ge=1, le=48)] | None = None
    redress_days: Annotated[Whole, Field(ge=1, le=28)] | None = None
    word_notices: Annotated[list[Annotated[Whole, Field(ge=1, le=48)]], Field(max_length=5)] | None = None
    redress_notices: Annotated[list[Annotated[Whole, Field(ge=1, le=31)]], Field(max_length=5)] | None = None
    docket_notices: Annotated[list[Annotated[Whole, Field(ge=1, le=720)]], Field(max_length=5)] | None = None


class NewOfficer(Input):
    """Who answers for grievances from now on."""

    name: Line
    designation: Line
    email: Annotated[str, StringConstraints(max_length=320)] = ""
    phone: Annotated[str, StringConstraints(max_length=40)] = ""
    member_id: UUID | None = None


def grievance_shape(row: Row, standing: GrievanceDecision | None) -> Grievance:
    """Return a grievance that was read with its conversation and what it joined."""
    return Grievance.model_validate(
        {
            "id": row.public_id,
            "reference": row.reference,
            "conversation_id": row.conversation.public_id if row.conversation else None,
            "joined_to": row.joined.reference if row.joined else None,
            **{
                name: getattr(row, name)
                for name in (
                    "source",
                    "docket",
                    "docket_due_at",
                    "cause",
                    "name",
                    "contact",
                    "order_number",
                    "received_at",
                    "word_due_at",
                    "acknowledged_at",
                    "acknowledged_how",
                    "redress_due_at",
                    "redressed_at",
                    "erase_asked_at",
                    "erased_at",
                )
            },
            "outcome": row.outcome or None,
            "waits_for_second_person": standing is not None and standing.agreed_at is None,
        }
    )


def officer_shape(row: GrievanceOfficer) -> Officer:
    """Return who answers for grievances."""
    return Officer(
        id=row.public_id,
        name=row.name,
        designation=row.designation,
        email=row.email,
        phone=row.phone,
        since=row.since,
        until=row.until,
    )


def grievance_settings_shape(page: SettingsPage) -> GrievanceSettings:
    """Return the settings of grievances."""
    settings = page.settings
    return GrievanceSettings(
        is_open=settings.is_open,
        legal_name=settings.legal_name,
        headquarters=settings.headquarters,
        branches=settings.branches,
        care_email=settings.care_email,
        care_phone=settings.care_phone,
        own_words=settings.own_words,
        word_hours=settings.word_hours,
        redress_days=settings.redress_days,
        word_notices=settings.word_notices,
        redress_notices=settings.redress_notices,
        docket_notices=settings.docket_notices,
        version=settings.version,
        missing=[str(each) for each in page.missing],
        officers=[officer_shape(each) for each in page.officers],
    )
