"""Two conversations of one customer about one thing become one, and two again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._moving import (
    as_it_stood,
    bring,
    carry,
    check_owed,
    earliest,
    find_by_both,
    first_answer,
    give_back,
    held_both,
    put_away,
    stand_as_before,
    standing,
    told_anew,
)
from saath.conversations.actions._solving import end_solution, restore_solution, standing_solution
from saath.conversations.actions.turns import due_for, our_turn, their_turn, waiting_since
from saath.conversations.events import (
    CONVERSATION_MERGED,
    CONVERSATION_MERGED_AWAY,
    CONVERSATION_UNMERGED,
)
from saath.conversations.jobs import wake_snoozed
from saath.conversations.models import Conversation, Message, Move, Solution
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State, Priority = Conversation.State, Conversation.Priority
BY_URGENCY = (Priority.NORMAL, Priority.HIGH, Priority.URGENT)


@action
def merge_conversations(actor: Actor, conversation: Conversation, *, into: Conversation) -> Move:
    """Put all of a conversation into another one of the same customer, which goes on for both.

    Whoever refers to the one that went finds the other. Raises `Forbidden`, `NotFound`, and `Conflict` where they are of two
    customers or came by different channels, where one is spam or merged already, and where both owe an update.
    """
    actor.require("conversation.solve")
    held = held_both(conversation, into)
    source, target = held[conversation.pk], held[into.pk]
    _check(source, target)
    waits = earliest([source.waiting_since, target.waiting_since])
    move = Move(
        kind=Move.Kind.MERGE,
        source=source,
        target=target,
        moved_by_id=actor.member_id,
        messages=_messages(source),
        before={"target": as_it_stood(target), "source_state": source.state, **_solution(target)},
        waiting_since=waits,
        newest_id=max(source.last_message_id, target.last_message_id),
    )
    carry(move.messages, out_of=source, into=target)
    move.brought = bring(source, target)
    _go_on(source, target)
    put_away(source, target)
    told_anew(target)
    find_by_both(target, source.last_message_id)
    move.version_after = target.version
    insert_row(move)
    emit(actor, CONVERSATION_MERGED, subject=target, refs={"conversation": source}, changed=["state"])
    emit(actor, CONVERSATION_MERGED_AWAY, subject=source, refs={"conversation": target}, changed=["state"])
    return move


@action
def undo_merge(actor: Actor, move: Move) -> Conversation:
    """Take a merged conversation out again as it was, with its own messages; what was said since stays where it is.

    Returns it. Raises `Forbidden`, `NotFound`, `Conflict` where it was done already, or the other was merged away itself.
    """
    actor.require("conversation.solve")
    fresh = standing(move, Move.Kind.MERGE)
    held = held_both(fresh.source, fresh.target)
    source, target = held[fresh.source_id], held[fresh.target_id]
    if target.state == State.MERGED:
        raise Conflict(
            _("The conversation that it is in was merged itself."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Take that one out first."),
        )
    is_untouched = target.version == fresh.version_after
    fresh.undone_at = now()
    fresh.save(update_fields=["undone_at"])
    carry(fresh.messages, out_of=target, into=source)
    give_back(fresh, source=source, target=target)
    _come_back(source, fresh)
    references = target.former_references.split()
    target.former_references = " ".join(each for each in references if each != source.reference)
    _stand_alone(target, fresh, is_untouched=is_untouched)
    told_anew(target)
    emit(actor, CONVERSATION_UNMERGED, subject=target, refs={"conversation": source}, changed=["state"])
    emit(actor, CONVERSATION_UNMERGED, subject=source, refs={"conversation": target}, changed=["state"])
    return source


def _check(source: Conversation, target: Conversation) -> None:
    if source.pk == target.pk:
        raise Conflict(_("That is one conversation already."))
    if source.customer_id != target.customer_id:
        raise Conflict(
            _("These are two customers: %(one)s and %(other)s.")
            % {"one": source.identity.display_name, "other": target.identity.display_name},
            what_is_safe=_("Nothing was merged. What one customer says is never shown to another."),
            what_to_do=_("Answer each of them in their own conversation."),
        )
    if State.MERGED in (source.state, target.state):
        raise Conflict(_("One of them was merged already."), what_to_do=_("Look again where it is now."))
    if State.SPAM in (source.state, target.state):
        raise Conflict(_("One of them is spam."), what_to_do=_("Take it out of spam first."))
    if source.account.channel != target.account.channel:
        raise Conflict(
            _("They came by different channels, and an answer goes by one."),
            what_to_do=_("Answer where the customer wrote last, and solve the other."),
        )
    check_owed(source, target)


def _messages(conversation: Conversation) -> list[int]:
    said = Message.objects.filter(conversation=conversation)
    return list(said.order_by("pk").values_list("pk", flat=True))


def _solution(target: Conversation) -> dict[str, int | None]:
    solved = standing_solution(target) if target.state == State.SOLVED else None
    return {"solution": solved.pk if solved else None}


def _go_on(source: Conversation, target: Conversation) -> None:
    """Let the one that goes on wait for whom both waited, since the earlier of the two. The caller saves."""
    waits = earliest([source.waiting_since, target.waiting_since])
    due_at = earliest([source.due_at, target.due_at])
    if State.OPEN in (source.state, target.state):
        if target.state != State.OPEN:
            end_solution(target, how="withdrawn")
            our_turn(target, waits or now())
        target.waiting_since, target.due_at = waits, due_at
    elif target.state == State.SOLVED and source.state != State.SOLVED:
        end_solution(target, how="withdrawn")
        their_turn(target)
        target.solved_at = None
    target.first_answered_at = earliest([source.first_answered_at, target.first_answered_at])
    target.created_at = min(source.created_at, target.created_at)
    target.priority = max(source.priority, target.priority, key=BY_URGENCY.index)
    if target.assignee_id is None:
        target.assignee_id = source.assignee_id


def _come_back(source: Conversation, move: Move) -> None:
    """Let a conversation stand as it did when it was merged away; a snooze whose time has passed is over."""
    source.state, source.merged_into = move.before.get("source_state", State.PENDING), None
    if source.state == State.SNOOZED and source.snoozed_until is not None:
        if source.snoozed_until <= now():
            source.state, source.due_at, source.snoozed_until = State.OPEN, due_for(source, now()), None
            source.snoozed_by = None
        else:
            enqueue(wake_snoozed, source.pk, run_at=source.snoozed_until)
    told_anew(source)
    inner = Move.objects.filter(target=source, kind=Move.Kind.MERGE, undone_at=None)
    Conversation.objects.filter(pk__in=inner.values("source")).update(merged_into=source)


def _stand_alone(target: Conversation, move: Move, *, is_untouched: bool) -> None:
    """Let the one that went on stand as before, or where more has happened since, as its own messages say. The caller saves."""
    before = move.before.get("target")
    if before and is_untouched:
        stand_as_before(target, before)
        Solution.objects.filter(pk=move.before.get("solution")).update(withdrawn_at=None)
        return
    target.first_answered_at = first_answer(target)
    if before:
        target.created_at = type(target.created_at).fromisoformat(before["created_at"])
    if target.state != State.OPEN:
        return
    since = waiting_since(target)
    if since is not None:
        our_turn(target, since)
    elif before and before["state"] == State.SOLVED:
        restore_solution(target)
    elif before and before["state"] != State.OPEN:
        their_turn(target)
    else:
        target.waiting_since = target.due_at = None
