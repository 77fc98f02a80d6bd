"""Reading what colleagues want to hear of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import DateTimeField

from saath.core.clock import now
from saath.core.errors import Forbidden, NotFound
from saath.core.push.vapid import public_key
from saath.stores.calendar import hours_of
from saath.stores.hours import is_open
from saath.stores.models import Member
from saath.team.models import Hearing, PushDevice
from saath.team.rules import Kind, Way, Ways, Wish, is_quiet, ways_now
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenNumbers
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

TEAM: Prepared[Member] = Prepared(lambda: Member.objects.active().order_by("id"))
HEARINGS: Prepared[Hearing] = Prepared(Hearing.objects.all)
DEVICES: Prepared[int] = Prepared(
    lambda: PushDevice.objects.filter(member__any_of=GivenNumbers("members")).values_list("pk", flat=True)
)
OWNERS_OF_DEVICES: Prepared[int] = Prepared(
    lambda: (
        PushDevice.objects.filter(member__any_of=GivenNumbers("members"))
        .values_list("member_id", flat=True)
        .distinct()
    )
)
AT = Given("at", DateTimeField())
AWAY: Prepared[int] = Prepared(
    lambda: Member.objects.filter(pk=Given("member"), away_from__lte=AT, away_until__gt=AT).values_list(
        "pk", flat=True
    )
)


@dataclass(frozen=True, slots=True)
class HearingPage:
    """What the page of one's notifications shows."""

    wish: Wish
    devices: Sequence[PushDevice]
    push_key: str


def own_seat(actor: Actor) -> int:
    """Return the member behind an actor, who may read conversations. Raises `Forbidden`."""
    actor.require("conversation.read")
    if actor.member_id is None:
        raise Forbidden
    return actor.member_id


def get_hearing(actor: Actor) -> HearingPage:
    """Return what the actor hears of and where. Raises `Forbidden`."""
    seat = own_seat(actor)
    devices = PushDevice.objects.filter(member_id=seat).order_by("id")
    return HearingPage(wishes_of([seat])[seat], list(devices), public_key())


def get_own_device(actor: Actor, public_id: UUID) -> PushDevice:
    """Return a device of the actor's own. Raises `Forbidden`, `NotFound` also for a colleague's."""
    found = PushDevice.objects.filter(member_id=own_seat(actor), public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def wishes_of(members: Sequence[int]) -> dict[int, Wish]:
    """Return what each of these members wants to hear of."""
    chosen = every_wish()
    return {each: chosen.get(each, Wish()) for each in members}


def every_wish() -> dict[int, Wish]:
    """Return what those want to hear of who have chosen, by member."""
    return {each.member_id: each.wish for each in HEARINGS.rows()}


def ways_of(kind: Kind) -> Ways:
    """Return how each hears of a kind of thing now."""
    wishes, at = every_wish(), now()
    calendar = hours_of(current_store_id()).calendar
    opened = is_open(calendar, at)

    def now_of(wish: Wish) -> frozenset[Way]:
        return ways_now(wish, kind, is_quiet=is_quiet(wish, at=at, zone=calendar.zone, is_open=opened))

    return Ways(now_of(Wish()), {each: now_of(wish) for each, wish in wishes.items()})


def hears_chats_now(member: Member) -> bool:
    """Tell whether a chat that nobody has rings for a member right now."""
    is_there = "conversation.reply" in member.verbs and member.takes_chats and not member.is_away(now())
    return is_there and Way.SOUND in ways_of(Kind.CHAT).of(member.pk)


def pushed_to(kind: Kind, members: Sequence[int]) -> frozenset[int]:
    """Return those of these members to whom a kind of thing is pushed now, on a device of theirs."""
    ways = ways_of(kind)
    wanting = [each for each in members if Way.PUSH in ways.of(each)]
    return frozenset(OWNERS_OF_DEVICES.rows(members=wanting)) if wanting else frozenset()


def those_who_answer() -> dict[int, Member]:
    """Return the members who may answer now, by their ids."""
    return {each.pk: each for each in TEAM.rows() if "conversation.reply" in each.verbs}


def is_away(member_id: int) -> bool:
    """Tell whether a member is away now."""
    return bool(AWAY.rows(member=member_id, at=now()))


def devices_of(members: Sequence[int]) -> list[int]:
    """Return the ids of the browsers that take pushed messages for these members."""
    return DEVICES.rows(members=members) if members else []
