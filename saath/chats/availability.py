"""How the chat of the shop in scope stands at this moment: live, or when somebody answers. Never a false "somebody is here".

Who is there is asked of this process's memory each time. What the database knows is read again every `FACTS_SECONDS`, so
that a thousand open widgets cost what one costs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from saath.channels.chat import NAMESPACE as CHANNEL
from saath.chats.availability_rules import (
    Limits,
    Pace,
    Situation,
    Standing,
    answers_by,
    expected_wait,
    place_in_queue,
    rounded_wait,
    standing_of,
    waited_seconds,
)
from saath.chats.models import ChatPace, ChatSettings
from saath.chats.queries.queue import Chat, chats_now, chats_of_each, queue_of
from saath.chats.queries.staffing import LONGEST_SHIFT, present, seats_reached, spells_since, takers
from saath.chats.staffing_rules import staffed_since
from saath.chats.texts import AWAY, GREETING
from saath.core.clock import now
from saath.stores.calendar import Hours, hours_of, settings_of
from saath.stores.hours import Calendar, is_open, next_opening
from saath.stores.models import Member
from saath.stores.shop_name import SHOP_NAME
from saath.stores.texts import LocalText, local_text
from saath.tenancy.kept import KeptAWhile
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id
from saath.timeline.live.presence import who_is_here

FACTS_SECONDS = 3.0
PACE: Prepared[ChatPace] = Prepared(lambda: ChatPace.objects.all()[:1])


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows of a shop's chat; eleven statements, and a few more where somebody is near.

    `pushed` are the seats of those who do not look at the desk, have Saath open, and are reached by a push.
    """

    hours: Hours
    promised_seconds: int
    takers: tuple[Member, ...]
    pushed: frozenset[str]
    chats: tuple[Chat, ...]
    pace: Pace | None
    staffed_since: datetime
    texts: Mapping[str, LocalText]

    @property
    def calendar(self) -> Calendar:
        """When the chat is answered."""
        return self.hours.calendar


@dataclass(frozen=True, slots=True)
class Availability:
    """How the chat stands. Waits are whole seconds, rounded up; what nobody can know, or what is no matter now, is None.

    `people` are there and take chats; nobody, unless it is live. `queue_place` is that of the conversation that was asked
    for, else the one that a new chat would have where others wait already.
    """

    standing: Standing
    people: tuple[Member, ...]
    usual_wait_seconds: int | None
    expected_wait_seconds: int | None
    queue_place: int | None
    opens_at: datetime | None
    answers_by: datetime | None
    facts: Facts

    @property
    def is_live(self) -> bool:
        """Whether a chat that begins now finds somebody."""
        return self.standing == Standing.LIVE


@dataclass(frozen=True, slots=True)
class Place:
    """A place among the chats that wait, 1 is next, and the seconds expected still, None where nobody can know."""

    number: int
    seconds: int | None


_kept = KeptAWhile[Facts](FACTS_SECONDS)


def availability(settings: ChatSettings, *, conversation_id: int | None = None) -> Availability:
    """Return how the chat stands now; `conversation_id` is that of a visitor who may be waiting already."""
    at = now()
    facts = _kept.get(lambda: _read(settings, at), *_named(settings))
    people, queue, situation = _look(settings, facts, at)
    place = _place(facts.chats, queue, conversation_id)
    ahead = len(queue) if place is None else place - 1
    standing, expected = standing_of(situation), expected_wait(situation, ahead=ahead)
    opens = next_opening(facts.calendar, at)
    is_live = standing == Standing.LIVE
    return Availability(
        standing=standing,
        people=tuple(people) if is_live else (),
        usual_wait_seconds=rounded_wait(facts.pace.first_answer_seconds) if facts.pace else None,
        expected_wait_seconds=rounded_wait(expected) if expected is not None and is_live else None,
        queue_place=place if queue else None,
        opens_at=opens if opens != at else None,
        answers_by=answers_by(
            facts.calendar, at, promised_seconds=facts.promised_seconds, expected_seconds=expected
        ),
        facts=facts,
    )


def places_now(settings: ChatSettings) -> dict[int, Place]:
    """Return the place of each chat that waits, by its conversation's id, the first first; what is known is read anew."""
    at = now()
    facts = _kept.renew(lambda: _read(settings, at), *_named(settings))
    _people, queue, situation = _look(settings, facts, at)
    is_live = standing_of(situation) == Standing.LIVE
    waits = [expected_wait(situation, ahead=ahead) if is_live else None for ahead in range(len(queue))]
    return {
        chat.conversation_id: Place(ahead + 1, rounded_wait(wait) if wait is not None else None)
        for ahead, (chat, wait) in enumerate(zip(queue, waits, strict=True))
    }


def forget_availability() -> None:
    """Read everything anew: this process has changed it."""
    _kept.forget()


def _named(settings: ChatSettings) -> tuple[object, ...]:
    return "chat availability", settings.public_id


def _look(
    settings: ChatSettings, facts: Facts, at: datetime
) -> tuple[Sequence[Member], list[Chat], Situation]:
    """Return who is there, who waits and how it stands with them."""
    people = present(facts.takers, who_is_here(current_store_id()) | facts.pushed, at=at)
    ids = [member.pk for member in people]
    queue = queue_of(facts.chats, ids)
    return people, queue, _situation(settings, facts, ids, queue, at)


def _place(chats: Collection[Chat], queue: list[Chat], conversation_id: int | None) -> int | None:
    """Return the place of a conversation that waits, None for one that somebody has; without one, that of a new chat."""
    waiting = [chat.conversation_id for chat in queue]
    if conversation_id is None or all(chat.conversation_id != conversation_id for chat in chats):
        return len(waiting) + 1
    return place_in_queue(waiting, conversation_id)


def _situation(
    settings: ChatSettings, facts: Facts, ids: list[int], queue: list[Chat], at: datetime
) -> Situation:
    waits = (
        waited_seconds(chat.waiting_since, staffed_since=facts.staffed_since, at=at)
        for chat in queue
        if chat.waiting_since is not None
    )
    return Situation(
        is_on=settings.is_on,
        is_open=is_open(facts.calendar, at),
        chats_of_each=chats_of_each(facts.chats, ids),
        waits_seconds=tuple(waits),
        limits=Limits(settings.chats_each, settings.longest_wait_seconds),
        pace=facts.pace,
    )


def _read(settings: ChatSettings, at: datetime) -> Facts:
    store_id, members = current_store_id(), tuple(takers())
    shop = settings_of(store_id)
    spells = [row.spell for row in spells_since(at - LONGEST_SHIFT)]
    pace = PACE.first()
    return Facts(
        hours=hours_of(store_id, CHANNEL),
        promised_seconds=shop.first_answer_target_seconds,
        takers=members,
        pushed=seats_reached(members) - who_is_here(store_id),
        chats=chats_now(settings.account_id, at=at),
        pace=pace.pace if pace else None,
        staffed_since=staffed_since(spells, at=at),
        texts={key.name: local_text(shop.store, key) for key in (SHOP_NAME, GREETING, AWAY)},
    )
