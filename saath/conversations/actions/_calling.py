"""Calling colleagues by a note: they find the conversation among those in which they are asked, and new."""

from __future__ import annotations

from django.db.models import Q

from saath.conversations.calling import callable_names, called_in
from saath.conversations.events import COLLEAGUE_CALLED
from saath.conversations.models import Called, Conversation, Message, Reading
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.timeline.emit import emit


def call_colleagues(actor: Actor, note: Message, conversation: Conversation) -> None:
    """Call whom a note names; a note without an `@` costs nothing. Each call is an event of its own, for who is called."""
    if "@" not in note.text or actor.member_id is None:
        return
    team = {member.pk: member for member in Member.objects.active().exclude(pk=actor.member_id)}
    called = called_in(note.text, callable_names((pk, member.display_name) for pk, member in team.items()))
    seen = Reading.objects.filter(conversation=conversation, member__in=called)
    seen.filter(last_message_id__gte=conversation.last_message_id).update(
        last_message_id=max(0, conversation.last_message_id - 1)
    )
    for key in called:
        insert_row(Called(conversation=conversation, message=note, member=team[key]))
        emit(actor, COLLEAGUE_CALLED, subject=conversation, refs={"member": team[key], "message": note})


def see_calls(conversation: Conversation, member_id: int, *, is_seen: bool) -> None:
    """Remember that a colleague looked at what they were called for, or wants to be reminded of it."""
    calls = Called.objects.filter(Q(seen_at=None) if is_seen else ~Q(seen_at=None), conversation=conversation)
    calls.filter(member_id=member_id).update(seen_at=now() if is_seen else None)
