"""One conversation about two things becomes two, and one again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._moving import (
    as_it_stood,
    bring,
    carry,
    check_owed,
    first_answer,
    held_both,
    put_away,
    stand_as_before,
    standing,
    told_anew,
)
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, their_turn, waiting_since
from saath.conversations.events import CONVERSATION_SPLIT, CONVERSATION_SPLIT_OFF, CONVERSATION_UNSPLIT
from saath.conversations.models import Conversation, Message, Move
from saath.core.clock import now
from saath.core.errors import Conflict, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Conversation.State


@action
def split_conversation(actor: Actor, conversation: Conversation, *, at: Message) -> Move:
    """Put a message of a conversation and all that follows it into a new one of the same customer.

    What somebody waits for goes on waiting, in the one in which it was asked. Raises `Forbidden`, `NotFound` for a message
    of another conversation, `Conflict` for its first message and for spam.
    """
    actor.require("conversation.solve")
    source = locked(conversation)
    if at.conversation_id != source.pk:
        raise NotFound()
    _check(source, at)
    follows = Q(created_at__gt=at.created_at) | Q(created_at=at.created_at, pk__gte=at.pk)
    theirs = Message.objects.filter(follows, conversation=source).order_by("pk")
    move = Move(
        kind=Move.Kind.SPLIT,
        source=source,
        moved_by_id=actor.member_id,
        messages=list(theirs.values_list("pk", flat=True)),
        before={"source": as_it_stood(source)},
    )
    waited_since, newest_id = source.waiting_since, source.last_message_id
    target = insert_row(_part_of(source, at))
    move.target = target
    carry(move.messages, out_of=source, into=target)
    _wait_where_asked(source, target, waited_since, at)
    told_anew(source)
    told_anew(target)
    move.version_after, move.newest_id = source.version, newest_id
    insert_row(move)
    emit(actor, CONVERSATION_SPLIT, subject=source, refs={"conversation": target}, changed=["state"])
    emit(actor, CONVERSATION_SPLIT_OFF, subject=target, refs={"conversation": source}, changed=["state"])
    return move


@action
def undo_split(actor: Actor, move: Move) -> Conversation:
    """Put what was split off back, with all that was said there since; its reference leads to the one that it came from.

    Returns that one. Raises `Forbidden`, `NotFound`, `Conflict` where it was done already or one of them was merged.
    """
    actor.require("conversation.solve")
    fresh = standing(move, Move.Kind.SPLIT)
    held = held_both(fresh.source, fresh.target)
    source, target = held[fresh.source_id], held[fresh.target_id]
    if State.MERGED in (source.state, target.state):
        raise Conflict(_("One of them was merged already."), what_to_do=_("Look again where it is now."))
    check_owed(source, target)
    said = Message.objects.filter(conversation=target).order_by("pk").values_list("pk", flat=True)
    now_there = list(said)
    is_untouched = source.version == fresh.version_after and now_there == fresh.messages
    fresh.undone_at = now()
    fresh.save(update_fields=["undone_at"])
    carry(now_there, out_of=target, into=source)
    bring(target, source)
    _join_again(source, target, fresh, is_untouched=is_untouched)
    told_anew(source)
    emit(actor, CONVERSATION_UNSPLIT, subject=source, refs={"conversation": target}, changed=["state"])
    emit(actor, CONVERSATION_UNSPLIT, subject=target, refs={"conversation": source}, changed=["state"])
    return source


def _check(source: Conversation, at: Message) -> None:
    before = Q(created_at__lt=at.created_at) | Q(created_at=at.created_at, pk__lt=at.pk)
    if not Message.objects.filter(before, conversation=source).exists():
        raise Conflict(
            _("This is the first message: nothing would stay here."),
            what_to_do=_("Split at the message with which the other matter begins."),
        )
    if source.state == State.SPAM:
        raise Conflict(_("One of them is spam."), what_to_do=_("Take it out of spam first."))


def _part_of(source: Conversation, at: Message) -> Conversation:
    """Return a new conversation with the same people, which nobody waits in yet."""
    return Conversation(
        customer=source.customer,
        identity=source.identity,
        account=source.account,
        state=State.PENDING,
        priority=source.priority,
        assignee_id=source.assignee_id,
        subject=at.subject or source.subject,
        language=at.language or source.language,
        parties=source.parties,
        last_message_at=at.created_at,
        created_at=at.created_at,
    )


def _wait_where_asked(
    source: Conversation, target: Conversation, waited_since: datetime | None, at: Message
) -> None:
    """Let each wait for what was asked in it. The callers save."""
    target.first_answered_at, source.first_answered_at = first_answer(target), first_answer(source)
    asked = waiting_since(target)
    if source.state != State.OPEN or waited_since is None:
        return
    if asked is not None:
        our_turn(target, asked)
    if waited_since >= at.created_at:
        their_turn(source)


def _join_again(source: Conversation, target: Conversation, move: Move, *, is_untouched: bool) -> None:
    before = move.before.get("source")
    if before and is_untouched and target.state in (State.OPEN, State.PENDING):
        stand_as_before(source, before)
    else:
        source.first_answered_at = first_answer(source)
        since = waiting_since(source) if State.OPEN in (source.state, target.state) else None
        if since is not None:
            our_turn(source, since)
    put_away(target, source)
