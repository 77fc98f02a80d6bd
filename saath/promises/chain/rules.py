"""Who is asked as the time of a promise runs out, and when. Pure: the facts come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from saath.stores.hours import Calendar, add_open_time

# A place in the chain: so many percent of the time, or beyond it so many minutes after the miss.
MISSED = 100


class Moment(StrEnum):
    """When a step is taken."""

    WARNING = "warning"
    PERCENT = "percent"
    MISSED = "missed"
    AFTER = "after"


class Whom(StrEnum):
    """Who is asked."""

    OWNER = "owner"
    PRESENT = "present"
    MEMBER = "member"
    SKILL = "skill"
    EVERYBODY = "everybody"


class Does(StrEnum):
    """What is asked of them."""

    TELL = "tell"
    GIVE = "give"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `amount` is the percent of a step before the miss, or the open minutes of one after it.

    `member` is the public id of a colleague, `skill` a key of the shop's list.
    """

    moment: Moment
    whom: Whom
    does: Does = Does.TELL
    amount: int = 0
    member: str = ""
    skill: str = ""

    def place(self, *, warn_percent: int) -> int:
        """Return where the step stands in the chain of a clock that warns at that percent."""
        match self.moment:
            case Moment.WARNING:
                return warn_percent
            case Moment.PERCENT:
                return self.amount
            case Moment.MISSED:
                return MISSED
        return MISSED + self.amount


STARTING = (
    Step(Moment.WARNING, Whom.OWNER),
    Step(Moment.PERCENT, Whom.PRESENT, Does.GIVE, amount=90),
    Step(Moment.MISSED, Whom.EVERYBODY),
)


@dataclass(frozen=True, slots=True)
class Run:
    """A clock as its steps are timed: since when it runs, what it may use, and what it had used before, in seconds.

    Without a `calendar` it counts nights.
    """

    since: datetime
    due_at: datetime
    calendar: Calendar | None = None
    target_seconds: float = 0
    used_seconds: float = 0

    def moment_of(self, place: int) -> datetime | None:
        """Return when the clock comes to a place of the chain, None where the shop does not open in a year."""
        if place > MISSED:
            return self._after(self.due_at, (place - MISSED) * 60)
        if self.calendar is None:
            return self.since + (self.due_at - self.since) * place / MISSED
        return self._after(self.since, max(0.0, self.target_seconds * place / MISSED - self.used_seconds))

    def _after(self, moment: datetime, seconds: float) -> datetime | None:
        if self.calendar is None:
            return moment + timedelta(seconds=seconds)
        return add_open_time(self.calendar, moment, seconds)


@dataclass(frozen=True, slots=True)
class Taken:
    """How far a chain was followed, and when its next step is to be taken, None for none."""

    reached: int
    next_at: datetime | None


def places(steps: Sequence[Step], *, warn_percent: int) -> list[int]:
    """Return the places of a chain in their order, each once."""
    return sorted({step.place(warn_percent=warn_percent) for step in steps})


def follow(steps: Sequence[Step], run: Run, *, warn_percent: int, reached: int, at: datetime) -> Taken:
    """Return how far a chain is to be followed at a moment, of which it was followed to `reached`.

    What a stop left over is taken once: the last place that has come.
    """
    for place in places(steps, warn_percent=warn_percent):
        if place <= reached:
            continue
        moment = run.moment_of(place)
        if moment is None or moment > at:
            return Taken(reached, moment)
        reached = place
    return Taken(reached, None)


def steps_at(steps: Sequence[Step], *, warn_percent: int, reached: int) -> list[Step]:
    """Return the steps of the last place up to `reached`: the chain may have been changed since."""
    came = [each for each in places(steps, warn_percent=warn_percent) if each <= reached]
    return [each for each in steps if came and each.place(warn_percent=warn_percent) == came[-1]]


def is_last(steps: Sequence[Step], step: Step, *, warn_percent: int) -> bool:
    """Tell whether nothing comes after a step."""
    return step.place(warn_percent=warn_percent) == max(places(steps, warn_percent=warn_percent))


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has a conversation and who could: members by their ids.

    `team` may answer. `present` are at the desk and not away, who fits best and has least first; `fitting` are all who are
    not away, those at the desk first; `skilled` have a skill, by its key; `named` are members by public id.
    """

    team: Sequence[int]
    owner_id: int | None = None
    stand_in_id: int | None = None
    present: Sequence[int] = ()
    fitting: Sequence[int] = ()
    skilled: Mapping[str, Sequence[int]] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    stand_ins: Mapping[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a step reaches: who gets the conversation, None where it stays, and who hears of it.

    `is_fallback` says that it reaches nobody whom it names, so that everybody hears.
    """

    gives_to: int | None
    hear: tuple[int, ...]
    is_fallback: bool = False


def reach(step: Step, standing: Standing, *, is_last: bool = False) -> Reach:
    """Return whom a step reaches. It always reaches somebody where anybody works here: whom it names, else everybody.

    After the last one nothing is without an owner: who fits best gets what nobody has.
    """
    found = _named_by(step, standing)
    if not found.hear and found.gives_to is None:
        found = Reach(None, tuple(standing.team), is_fallback=True)
    if is_last and standing.owner_id is None and found.gives_to is None:
        heirs = (*standing.present, *standing.fitting, *standing.team)
        found = Reach(next(iter(heirs), None), found.hear, found.is_fallback)
    return found


def _named_by(step: Step, standing: Standing) -> Reach:
    match step.whom:
        case Whom.EVERYBODY:
            return Reach(None, tuple(standing.team))
        case Whom.OWNER:
            return _owner(standing)
        case Whom.PRESENT:
            return _present(step, standing)
        case Whom.MEMBER:
            return _member(step, standing)
    return _skilled(step, standing)


def _owner(standing: Standing) -> Reach:
    """Who has it hears; what nobody has goes to who is here."""
    if standing.owner_id is not None:
        return Reach(None, (standing.owner_id,))
    return _given_to(next(iter(standing.present), None), standing)


def _present(step: Step, standing: Standing) -> Reach:
    """Who has it and is here keeps it. Else it is who stands in, if they are here, and else whoever of those here fits best."""
    owner_id = standing.owner_id
    if step.does is Does.TELL:
        beside = [each for each in standing.present if each != owner_id] or list(standing.present)
        return Reach(None, tuple(beside[:1]))
    if owner_id in standing.present:
        return Reach(None, (owner_id,) if owner_id is not None else ())
    here = standing.stand_in_id if standing.stand_in_id in standing.present else None
    found = here if here is not None else next(iter(standing.present), None)
    if found is None and owner_id is not None:
        return Reach(None, (owner_id,))
    return _given_to(found, standing)


def _member(step: Step, standing: Standing) -> Reach:
    """The named colleague, or who stands in for them while they are away."""
    named = standing.named.get(step.member)
    if named is not None and named not in standing.fitting:
        named = standing.stand_ins.get(named)
    if named is None or named not in standing.fitting:
        return Reach(None, ())
    return _given_to(named, standing) if step.does is Does.GIVE else Reach(None, (named,))


def _skilled(step: Step, standing: Standing) -> Reach:
    """Those who can do something: all of them hear, or the one of them gets it who is here and has least."""
    able = [each for each in standing.skilled.get(step.skill, ()) if each in standing.fitting]
    here = [each for each in standing.present if each in able]
    if step.does is Does.TELL or not here:
        return Reach(None, tuple(able))
    return Reach(None, (here[0],)) if standing.owner_id in here else _given_to(here[0], standing)


def _given_to(member_id: int | None, standing: Standing) -> Reach:
    if member_id is None:
        return Reach(None, ())
    return Reach(None if member_id == standing.owner_id else member_id, (member_id,))
