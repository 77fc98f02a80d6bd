"""Telling colleagues what concerns them."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.calendar import calendar_of
from saath.stores.hours import is_open
from saath.stores.models import Member
from saath.team.events import COLLEAGUES_TOLD
from saath.team.models import Missed
from saath.team.push.jobs import push_to_device
from saath.team.queries import devices_of, every_wish, those_who_answer
from saath.team.rules import Happened, Kind, Way, Ways, Wish, concerned, is_quiet, ways_now
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def tell_colleagues(actor: Actor, conversation: Conversation, *, happened: Happened) -> None:
    """Let everybody whom it concerns hear of it in the ways that they chose: a sound, a push, a line of a digest."""
    actor.require("conversation.assign")
    ways = _ways(happened.kind)
    if not ways.may_be_heard:
        return
    team = those_who_answer()
    chosen = {each: ways.of(each) for each in concerned(happened, team)}
    heard = [team[each] for each, found in chosen.items() if Way.SOUND in found]
    if heard:
        refs = {f"to-{number}": member for number, member in enumerate(heard)}
        emit(actor, COLLEAGUES_TOLD, subject=conversation, refs=refs, changed=[happened.kind.value])
    _push(conversation, happened.kind, [each for each, found in chosen.items() if Way.PUSH in found])
    for each, found in chosen.items():
        if Way.MAIL in found:
            _note(team[each], conversation, happened.kind)


def _ways(kind: Kind) -> Ways:
    wishes, at = every_wish(), now()
    calendar = calendar_of(current_store_id())
    opened = is_open(calendar, at)

    def now_of(wish: Wish) -> frozenset[Way]:
        return ways_now(wish, kind, is_quiet=is_quiet(wish, at=at, zone=calendar.zone, is_open=opened))

    return Ways(now_of(Wish()), {each: now_of(wish) for each, wish in wishes.items()})


def _push(conversation: Conversation, kind: Kind, members: list[int]) -> None:
    for device_id in devices_of(members):
        enqueue(push_to_device, device_id, conversation.pk, kind.value)


def _note(member: Member, conversation: Conversation, kind: Kind) -> None:
    insert_unless_there(Missed(member=member, conversation=conversation, kind=kind.value))
