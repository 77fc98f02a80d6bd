"""Telling colleagues what concerns them."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.models import Member
from saath.team.events import COLLEAGUES_TOLD
from saath.team.models import Missed
from saath.team.push.jobs import push_to_device, tell_device_of_taken
from saath.team.queries import devices_of, those_who_answer, ways_of
from saath.team.rules import Happened, Kind, Way, concerned, goes_along
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def tell_colleagues(actor: Actor, conversation: Conversation, *, happened: Happened) -> None:
    """Let everybody whom it concerns hear of it in the ways that they chose: a sound, a push, a line of a digest."""
    actor.require("conversation.assign")
    ways = ways_of(happened.kind)
    if not ways.may_be_heard:
        return
    team = _team(happened.kind)
    chosen = {each: ways.of(each) for each in concerned(happened, team)}
    heard = [team[each] for each, found in chosen.items() if Way.SOUND in found]
    if heard:
        refs = {f"to-{number}": member for number, member in enumerate(heard)}
        emit(actor, COLLEAGUES_TOLD, subject=conversation, refs=refs, changed=[happened.kind.value])
    _push(conversation, happened, [each for each, found in chosen.items() if Way.PUSH in found])
    for each, found in chosen.items():
        if Way.MAIL in found:
            _note(team[each], conversation, happened.kind)


@action
def call_off(actor: Actor, conversation: Conversation, *, taken_by: int) -> None:
    """Let the devices that rang for a conversation say that somebody has it, all but those of who took it."""
    actor.require("conversation.assign")
    ways = ways_of(Kind.CHAT)
    if not ways.may_be_heard:
        return
    rung = [each for each in _team(Kind.CHAT) if each != taken_by and Way.PUSH in ways.of(each)]
    for device_id in devices_of(rung):
        enqueue(tell_device_of_taken, device_id, conversation.pk, taken_by)


def _team(kind: Kind) -> dict[int, Member]:
    """Return who may hear of a kind of thing; what rings now does not ring for those who are away or take no chats."""
    at, team = now(), those_who_answer()
    if kind is not Kind.CHAT:
        return team
    return {pk: each for pk, each in team.items() if each.takes_chats and not each.is_away(at)}


def _push(conversation: Conversation, happened: Happened, members: list[int]) -> None:
    for along in (True, False):
        for device_id in devices_of([each for each in members if goes_along(happened, each) is along]):
            enqueue(push_to_device, device_id, conversation.pk, happened.kind.value, along)


def _note(member: Member, conversation: Conversation, kind: Kind) -> None:
    insert_unless_there(Missed(member=member, conversation=conversation, kind=kind.value))
