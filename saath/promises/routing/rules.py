"""Who gets a conversation, and why. Pure: the facts and the time come in, a choice with its reasons goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """What is preferred; a shop orders all but the last five: what decided where those did not, and why it was its turn."""

    KNOWS = "knows"
    LANGUAGE = "language"
    SKILL = "skill"
    LOAD = "load"
    TURN = "turn"
    ONLY = "only"
    HAD = "had"
    ANEW = "anew"
    PRIORITY = "priority"


class Refusal(StrEnum):
    """Why somebody does not get it, the first that holds."""

    MAY_NOT = "may_not"
    OFF = "off"
    AWAY = "away"
    GAVE_BACK = "gave_back"
    CHANNEL = "channel"
    CLOSED = "closed"
    NOT_HERE = "not_here"
    FULL = "full"


ORDERED = (Reason.KNOWS, Reason.LANGUAGE, Reason.SKILL, Reason.LOAD)
# Where nobody else is left, these are asked all the same; who may not answer, or is away, never is.
HELD_EVEN_IF_WIDE = (Refusal.MAY_NOT, Refusal.AWAY, Refusal.GAVE_BACK)


@dataclass(frozen=True, slots=True)
class Because:
    """One reason with what makes it concrete: a language, keys of skills, how much somebody has, how many of a kind."""

    code: str
    value: str | int = ""
    limit: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return it as a decision keeps it."""
        return {"code": str(self.code), "value": self.value, **({"limit": self.limit} if self.limit else {})}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague. `load` counts the open conversations that they have; no `channels` are all of them.

    `turn` grows with each conversation that is given out: it is that of the last one they were given, 0 for none.
    """

    member_id: int
    may_reply: bool = True
    is_on: bool = True
    is_away: bool = False
    channels: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    load: int = 0
    limit: int = 15
    seen_at: datetime | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a conversation needs, and by what the shop chooses.

    `known` had the customer's other conversations, the last one first; `gave_back` have put this one back. `is_wide` asks
    for anybody who could help: whether at the desk or not, however much they have.
    """

    channel: str = "email"
    language: str = ""
    skills: frozenset[str] = frozenset()
    known: tuple[int, ...] = ()
    gave_back: frozenset[int] = frozenset()
    is_open: bool = True
    is_wide: bool = False
    reasons: tuple[str, ...] = ORDERED
    seen_within: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A colleague's place: with what speaks for them, or why they do not get it."""

    candidate: Candidate
    reasons: tuple[Because, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets it, None for nobody, with why, and everybody in their order."""

    member_id: int | None
    reasons: tuple[Because, ...]
    ranking: tuple[Ranked, ...] = field(default=())


def choose(candidates: Iterable[Candidate], wanted: Wanted, at: datetime) -> Choice:
    """Return who gets a conversation at a moment. The same facts, in whatever order, give the same choice."""
    fitting, refused = [], []
    for each in sorted(candidates, key=lambda each: each.member_id):
        why = refusal(each, wanted, at)
        if why:
            refused.append(Ranked(each, (), why))
        else:
            fitting.append(each)
    fitting.sort(key=lambda each: _key(each, wanted, at))
    ranked = [Ranked(each, tuple(_speaks_for(each, wanted))) for each in fitting]
    ranking = (*ranked, *refused)
    if not ranked:
        return Choice(None, _why_nobody(refused), ranking)
    return Choice(fitting[0].member_id, (*ranked[0].reasons, *_what_decided(fitting, wanted, at)), ranking)


def better_than(
    holder: Candidate, candidates: Iterable[Candidate], wanted: Wanted, at: datetime
) -> Ranked | None:
    """Return who fits a conversation better than whoever has it, None where nobody does.

    By whom they know, what they speak and can do: that somebody has less open is no reason to take it from anybody. What is
    asked about does not count into what its holder has. Said is what speaks for the one and not for the other.
    """
    choice = choose((each for each in candidates if each.member_id != holder.member_id), wanted, at)
    if choice.member_id is None:
        return None
    best, free = choice.ranking[0], replace(holder, load=max(0, holder.load - 1))
    fits = replace(wanted, reasons=tuple(each for each in wanted.reasons if each != Reason.LOAD))
    is_better = all(_ranks(best.candidate, by) < _ranks(free, by) for by in (wanted, fits))
    if not is_better:
        return None
    said = set(_speaks_for(free, fits))
    return replace(
        best, reasons=tuple(each for each in _speaks_for(best.candidate, fits) if each not in said)
    )


def refusal(candidate: Candidate, wanted: Wanted, at: datetime) -> str:
    """Return why a colleague does not get it, '' where they may."""
    found = (
        (Refusal.MAY_NOT, not candidate.may_reply),
        (Refusal.OFF, not candidate.is_on),
        (Refusal.AWAY, candidate.is_away),
        (Refusal.GAVE_BACK, candidate.member_id in wanted.gave_back),
        (Refusal.CHANNEL, bool(candidate.channels) and wanted.channel not in candidate.channels),
        (Refusal.CLOSED, not wanted.is_open),
        (Refusal.NOT_HERE, not is_here(candidate, wanted.seen_within, at)),
        (Refusal.FULL, candidate.load >= candidate.limit),
    )
    holding = (why for why, holds in found if holds and (not wanted.is_wide or why in HELD_EVEN_IF_WIDE))
    return next(holding, "")


def is_here(candidate: Candidate, within: timedelta, at: datetime) -> bool:
    """Tell whether a colleague was at the desk lately."""
    return candidate.seen_at is not None and at - candidate.seen_at <= within


def _key(candidate: Candidate, wanted: Wanted, at: datetime) -> tuple[int, ...]:
    """Return where a colleague stands: the lowest gets it."""
    wide = (
        (int(not is_here(candidate, wanted.seen_within, at)), int(candidate.load >= candidate.limit))
        if wanted.is_wide
        else ()
    )
    return (
        *wide,
        *_ranks(candidate, wanted),
        candidate.turn,
        candidate.member_id,
    )


def _ranks(candidate: Candidate, wanted: Wanted) -> tuple[int, ...]:
    return tuple(_rank(reason, candidate, wanted) for reason in wanted.reasons)


def _rank(reason: str, candidate: Candidate, wanted: Wanted) -> int:
    match reason:
        case Reason.KNOWS:
            known = wanted.known
            return known.index(candidate.member_id) if candidate.member_id in known else len(known)
        case Reason.LANGUAGE:
            return int(bool(wanted.language) and wanted.language not in candidate.languages)
        case Reason.SKILL:
            return len(wanted.skills - candidate.skills)
        case Reason.LOAD:
            return candidate.load
    return 0


def _speaks_for(candidate: Candidate, wanted: Wanted) -> Iterable[Because]:
    """Yield what speaks for a colleague, in the shop's order."""
    for reason in wanted.reasons:
        if reason == Reason.KNOWS and candidate.member_id in wanted.known:
            yield Because(Reason.KNOWS, wanted.known.index(candidate.member_id))
        elif reason == Reason.LANGUAGE and wanted.language in candidate.languages:
            yield Because(Reason.LANGUAGE, wanted.language)
        elif reason == Reason.SKILL:
            yield from (Because(Reason.SKILL, key) for key in sorted(wanted.skills & candidate.skills))
        elif reason == Reason.LOAD:
            yield Because(Reason.LOAD, candidate.load, candidate.limit)


def _what_decided(fitting: Sequence[Candidate], wanted: Wanted, at: datetime) -> Iterable[Because]:
    if len(fitting) == 1:
        yield Because(Reason.ONLY)
    elif _key(fitting[0], wanted, at)[:-2] == _key(fitting[1], wanted, at)[:-2]:
        yield Because(Reason.TURN)


def _why_nobody(refused: Collection[Ranked]) -> tuple[Because, ...]:
    """Return why nobody gets it: of each reason how many it holds for, the most telling ones first."""
    counts = Counter(each.refusal for each in refused if each.refusal != Refusal.MAY_NOT)
    if Refusal.CLOSED in counts:
        return (Because(Refusal.CLOSED),)
    order = (Refusal.FULL, Refusal.NOT_HERE, Refusal.AWAY, Refusal.CHANNEL, Refusal.GAVE_BACK, Refusal.OFF)
    return tuple(Because(why, counts[why]) for why in order if counts[why])


def skills_needed(
    needs: Iterable[dict[str, str]], *, tags: Collection[str], order_state: str, is_problem: bool
) -> frozenset[str]:
    """Return the skills that a conversation needs by the shop's rules; `tags` are folded as rules keep them."""
    facts = {"tag": set(tags), "order": {order_state} - {""}, "problem": {""} if is_problem else set()}
    return frozenset(
        need["skill"] for need in needs if need.get("value", "") in facts.get(need.get("on", ""), ())
    )
