"""Who gets what, as it looks outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Ref, Shape, Whole, Yes
from saath.promises.models import RoutingDecision, RoutingSettings
from saath.promises.routing.queries import Seat
from saath.promises.routing.words import said

Mode = Literal["off", "suggest", "assign"]
Reopened = Literal["stays", "anybody", "queue"]
Preferred = Literal["knows", "language", "skill", "load"]
On = Literal["tag", "order", "problem"]
Text = Annotated[str, StringConstraints(max_length=200)]
Keys = Annotated[list[Text], Field(max_length=50)]


class Skill(Shape):
    """Something that not everybody can do; `key` names it where it is needed and where somebody has it."""

    key: str
    names: dict[str, str]


class Need(Shape):
    """What needs a skill: a tag by its folded name, an order by its state, or a problem."""

    on: On
    value: str
    skill: str


class Routing(Shape):
    """How what comes is given out."""

    mode: Mode
    reopened: Reopened
    reasons: list[Preferred]
    seen_minutes: int
    usual_limit: int
    skills: list[Skill]
    needs: list[Need]


class ChangedRouting(Input):
    """What is to be otherwise; what is left out stays."""

    mode: Mode | None = None
    reopened: Reopened | None = None
    reasons: Annotated[list[Preferred], Field(max_length=4)] | None = None
    seen_minutes: Whole | None = None
    usual_limit: Whole | None = None


class NewSkills(Input):
    """The whole list, a name by language each; one that is called as before in any language stays the same."""

    skills: Annotated[list[dict[Literal["en", "hi", "gu"], Text]], Field(max_length=30)]


class NewNeed(Input):
    """What needs which skill; a problem has no value."""

    on: On
    value: Text = ""
    skill: Text


class Work(Shape):
    """What a colleague takes: no channels are all of them, no limit is the shop's usual one. `open` is what they have."""

    member: Ref
    is_on: bool
    languages: list[str]
    skills: list[str]
    channels: list[str]
    load_limit: int | None
    open: int


class NewWork(Input):
    """What a colleague takes."""

    is_on: Yes = True
    languages: Annotated[list[Literal["en", "hi", "gu"]], Field(max_length=3)] = Field(default_factory=list)
    skills: Keys = Field(default_factory=list)
    channels: Keys = Field(default_factory=list)
    load_limit: Whole | None = None


class ReasonOfDecision(Shape):
    """One reason: a code, and what makes it concrete."""

    code: str
    value: str


class Decision(Shape):
    """Who got a conversation, was suggested, has it again or would fit better, or that nobody did, and why; the newest stands.

    `words` are the reasons in the language that was asked for.
    """

    id: UUID
    outcome: Literal["given", "suggested", "nobody", "kept", "left", "fits"]
    member: Ref | None
    reasons: list[ReasonOfDecision]
    words: str
    stands: bool
    created_at: datetime


def routing_shape(settings: RoutingSettings) -> Routing:
    """Return how what comes is given out as programs see it."""
    return Routing.model_validate(
        {name: getattr(settings, name) for name in Routing.model_fields if name not in ("skills", "needs")}
        | {"skills": settings.skills, "needs": settings.needs}
    )


def work_shape(seat: Seat) -> Work:
    """Return what a colleague takes as programs see it."""
    profile = seat.profile
    return Work(
        member=Ref(id=seat.member.public_id, name=seat.member.display_name),
        is_on=profile.is_on,
        languages=profile.languages,
        skills=profile.skills,
        channels=profile.channels,
        load_limit=profile.load_limit,
        open=seat.load,
    )


def decision_shape(decision: RoutingDecision, settings: RoutingSettings) -> Decision:
    """Return a decision as programs see it."""
    member = decision.member
    return Decision(
        id=decision.public_id,
        outcome=decision.outcome,  # type: ignore[arg-type]  # our own words
        member=Ref(id=member.public_id, name=member.display_name) if member else None,
        reasons=[ReasonOfDecision(code=each["code"], value=str(each["value"])) for each in decision.reasons],
        words=said(decision.reasons, settings.skills),
        stands=decision.stands,
        created_at=decision.created_at,
    )
