"""Of what somebody hears, how, and when not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """What there is to hear of."""

    NEW = "new"
    CHAT = "chat"
    ANSWERED = "answered"
    CALLED = "called"
    HANDED = "handed"
    PROMISE = "promise"
    WOKEN = "woken"
    FAILED = "failed"
    ASIDE = "aside"
    OVERDUE = "overdue"
    GRIEVANCE = "grievance"


class Way(StrEnum):
    """How it is heard."""

    SOUND = "sound"
    PUSH = "push"
    MAIL = "mail"


class Quiet(StrEnum):
    """When nothing sounds and nothing is pushed."""

    CLOSED = "closed"
    TIMES = "times"
    NEVER = "never"


class Digest(StrEnum):
    """How often what was missed comes by mail."""

    OFF = "off"
    HOURLY = "hourly"
    DAILY = "daily"


ALL_WAYS = tuple(way.value for way in Way)
USUAL: Mapping[str, Sequence[str]] = {kind.value: ALL_WAYS for kind in Kind}
DIGEST_AFTER = {Digest.HOURLY: timedelta(hours=1), Digest.DAILY: timedelta(days=1)}
TO_SOMEBODY = (Kind.CALLED, Kind.HANDED)
# To who asked, or answers for it, or where they are gone to who has the conversation.
TO_ASKER = (Kind.ASIDE, Kind.OVERDUE, Kind.GRIEVANCE)


@dataclass(frozen=True, slots=True)
class Happened:
    """What a thing that happened means for those who work here: members by their ids, None for nobody.

    `told` are those who are to hear of it, whoever has the conversation.
    """

    kind: Kind
    assignee_id: int | None = None
    named_id: int | None = None
    actor_id: int | None = None
    told: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What one colleague wants to hear of; quiet times are the shop's local ones."""

    kinds: Mapping[str, Sequence[str]] = field(default_factory=lambda: USUAL)
    quiet: Quiet = Quiet.CLOSED
    quiet_from: time | None = None
    quiet_to: time | None = None
    digest: Digest = Digest.OFF
    shows_words: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """How each hears of one thing now: members by their ids, and whoever has chosen nothing."""

    usual: frozenset[Way]
    chosen: Mapping[int, frozenset[Way]]

    @property
    def may_be_heard(self) -> bool:
        """Tell whether anybody could hear of it at all."""
        return bool(self.usual) or any(self.chosen.values())

    def of(self, member_id: int) -> frozenset[Way]:
        """Return how a member hears of it."""
        return self.chosen.get(member_id, self.usual)


def is_nobodys(happened: Happened) -> bool:
    """Tell whether it concerns nobody, whoever works here: it went to nobody, or to who did it."""
    return happened.kind in TO_SOMEBODY and happened.named_id in (None, happened.actor_id)


def concerned(happened: Happened, team: Iterable[int]) -> list[int]:
    """Return whom it concerns: who was named, else who has the conversation, else everybody; never who did it.

    What somebody asked outside and is not here to hear of goes on to who has the conversation.
    """
    here = list(team)
    named = [happened.named_id] if happened.named_id in here else []
    if happened.kind in TO_SOMEBODY or (named and happened.kind in TO_ASKER):
        found = named
    elif happened.told:
        found = list(happened.told)
    else:
        found = [happened.assignee_id] if happened.assignee_id else here
    return [each for each in found if each != happened.actor_id and each in here]


def goes_along(happened: Happened, member_id: int) -> bool:
    """Tell whether it concerns somebody because they have the conversation, or because nobody has it, and so no more once
    somebody else has it. Whoever was named hears of it all the same.
    """
    if happened.kind is Kind.HANDED or not (happened.named_id == member_id or happened.told):
        return True
    return happened.named_id != member_id and member_id == happened.assignee_id


def is_quiet(wish: Wish, *, at: datetime, zone: ZoneInfo, is_open: bool) -> bool:
    """Tell whether it is quiet for somebody at a moment; `is_open` is whether the shop is."""
    if wish.quiet is Quiet.CLOSED:
        return not is_open
    if wish.quiet is Quiet.NEVER or wish.quiet_from is None or wish.quiet_to is None:
        return False
    local = at.astimezone(zone).time()
    if wish.quiet_from <= wish.quiet_to:
        return wish.quiet_from <= local < wish.quiet_to
    return local >= wish.quiet_from or local < wish.quiet_to


def ways_now(wish: Wish, kind: Kind, *, is_quiet: bool) -> frozenset[Way]:
    """Return how somebody hears of it now: in quiet hours, or not at all, it stays for the digest."""
    wanted = {Way(way) for way in wish.kinds.get(kind.value, ()) if way in ALL_WAYS}
    if is_quiet:
        wanted &= {Way.MAIL}
    if wish.digest is Digest.OFF:
        wanted -= {Way.MAIL}
    return frozenset(wanted)


def digest_is_due(digest: Digest, *, oldest: datetime | None, at: datetime) -> bool:
    """Tell whether what was missed since `oldest` is old enough to be mailed; nothing is never due."""
    return oldest is not None and digest in DIGEST_AFTER and at - oldest >= DIGEST_AFTER[digest]
