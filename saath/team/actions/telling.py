"""Telling colleagues what concerns them."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.calendar import calendar_of
from saath.stores.hours import is_open
from saath.stores.models import Member
from saath.team.events import COLLEAGUES_TOLD
from saath.team.models import Missed, PushDevice
from saath.team.push.jobs import push_to_device
from saath.team.queries import those_who_answer, wishes_of
from saath.team.rules import Happened, Kind, Way, concerned, is_quiet, ways_now
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def tell_colleagues(actor: Actor, conversation: Conversation, *, happened: Happened) -> None:
    """Let everybody whom it concerns hear of it in the ways that they chose: a sound, a push, a line of a digest."""
    actor.require("conversation.assign")
    team = those_who_answer()
    ways = _ways_of(concerned(happened, team), happened.kind)
    heard = [team[each] for each, chosen in ways.items() if Way.SOUND in chosen]
    if heard:
        refs = {f"to-{number}": member for number, member in enumerate(heard)}
        emit(actor, COLLEAGUES_TOLD, subject=conversation, refs=refs, changed=[happened.kind.value])
    _push(conversation, happened.kind, [each for each, chosen in ways.items() if Way.PUSH in chosen])
    for each, chosen in ways.items():
        if Way.MAIL in chosen:
            _note(team[each], conversation, happened.kind)


def _ways_of(members: list[int], kind: Kind) -> dict[int, frozenset[Way]]:
    if not members:
        return {}
    wishes, at = wishes_of(members), now()
    calendar = calendar_of(current_store_id())
    opened = is_open(calendar, at)
    return {
        each: ways_now(wish, kind, is_quiet=is_quiet(wish, at=at, zone=calendar.zone, is_open=opened))
        for each, wish in wishes.items()
    }


def _push(conversation: Conversation, kind: Kind, members: list[int]) -> None:
    for device in PushDevice.objects.filter(member_id__in=members) if members else ():
        enqueue(push_to_device, device.pk, conversation.pk, kind.value)


def _note(member: Member, conversation: Conversation, kind: Kind) -> None:
    Missed.objects.get_or_create(member=member, conversation=conversation, kind=kind.value)
