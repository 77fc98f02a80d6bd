"""Reading what colleagues want to hear of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.core.errors import Forbidden, NotFound
from saath.stores.models import Member
from saath.team.models import Hearing, PushDevice
from saath.team.push.vapid import public_key
from saath.team.rules import Wish
from saath.tenancy.actor import Actor


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
    chosen = {each.member_id: each.wish for each in Hearing.objects.filter(member_id__in=members)}
    return {each: chosen.get(each, Wish()) for each in members}


def those_who_answer() -> dict[int, Member]:
    """Return the members who may answer now, by their ids."""
    team = Member.objects.active().select_related("person", "store")
    return {each.pk: each for each in team if "conversation.reply" in each.verbs}
