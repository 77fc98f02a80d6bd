"""How conversations stand with all that an act may change of them, and the way back: parts of sweeping many."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from saath.conversations.actions._handovers import forget_handover
from saath.conversations.actions._moving import as_it_stood, stand_as_before
from saath.conversations.actions._priority import tell_of_priority
from saath.conversations.actions.checklists import take_checklist_off
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.actions.tags import tag_conversation, untag_conversation
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import (
    CONVERSATION_ASSIGNED,
    CONVERSATION_AWAITS,
    CONVERSATION_IS_SPAM,
    CONVERSATION_IS_WANTED,
    CONVERSATION_REOPENED,
    CONVERSATION_SNOOZED,
    CONVERSATION_SOLVED,
    CONVERSATION_WOKEN,
    SOLUTION_CHANGED,
)
from saath.conversations.jobs import miss_promised, wake_snoozed
from saath.conversations.models import (
    Conversation,
    ConversationTag,
    Handover,
    PromisedUpdate,
    PutChecklist,
    Solution,
    Tag,
)
from saath.conversations.spam.jobs import learn_soon
from saath.core.clock import now
from saath.jobs import enqueue
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit

State = Conversation.State
# Of the columns of a conversation, what is done to many may change these.
COLUMNS = (
    "state",
    "assignee_id",
    "waiting_since",
    "due_at",
    "first_answered_at",
    "solved_at",
    "resolution",
    "confirmed_at",
    "snoozed_until",
    "snoozed_by_id",
    "update_due_at",
    "update_kind",
    "spam_reason",
    "handover_count",
    "priority",
)
TOLD_OF_STATE = {
    State.OPEN: CONVERSATION_REOPENED,
    State.PENDING: CONVERSATION_AWAITS,
    State.SNOOZED: CONVERSATION_SNOOZED,
    State.SOLVED: CONVERSATION_SOLVED,
    State.SPAM: CONVERSATION_IS_SPAM,
}
TOLD_OF_LEAVING = {State.SPAM: CONVERSATION_IS_WANTED, State.SNOOZED: CONVERSATION_WOKEN}


def all_as_they_stand(conversations: Collection[Conversation]) -> dict[int, dict[str, Any]]:
    """Return how each of the conversations, held, stands with what hangs on it, as JSON; a few statements for all."""
    ids = [each.pk for each in conversations]
    stand: dict[int, dict[str, Any]] = {
        each.pk: {"columns": as_it_stood(each, COLUMNS), "tags": [], "solutions": [], "handovers": []}
        for each in conversations
    }
    for pk, tag in ConversationTag.objects.filter(conversation__in=ids).values_list("conversation", "tag"):
        stand[pk]["tags"].append(tag)
    solutions = Solution.objects.filter(conversation__in=ids).values_list(
        "conversation", "pk", "resolution", "reopened_at", "withdrawn_at"
    )
    for pk, solution, resolution, *ended in solutions:
        stand[pk]["solutions"].append([solution, resolution if ended == [None, None] else ""])
    handed = [each.pk for each in conversations if each.handover_count]
    for pk, handover in Handover.objects.filter(conversation__in=handed).values_list("conversation", "pk"):
        stand[pk]["handovers"].append(handover)
    owing = [each.pk for each in conversations if each.update_due_at is not None]
    owed = PromisedUpdate.objects.filter(conversation__in=owing, kept_at=None, state__in=("open", "missed"))
    for pk, update, state in owed.values_list("conversation", "pk", "state"):
        stand[pk]["owed"] = [update, state]
    listed = [each.pk for each in conversations if each.items_total]
    lists = PutChecklist.objects.filter(conversation__in=listed, deleted_at=None)
    for pk, put in lists.values_list("conversation", "pk"):
        stand[pk].setdefault("checklists", []).append(put)
    return stand


def put_back(actor: Actor, conversation: Conversation, before: dict[str, Any]) -> None:
    """Let a conversation, held and untouched since, stand with all that hangs on it as it did, and tell of it."""
    _put_tags_back(actor, conversation, set(before["tags"]))
    _put_solutions_back(conversation, before["solutions"])
    for slip in Handover.objects.filter(conversation=conversation).exclude(pk__in=before["handovers"]):
        forget_handover(conversation, slip.public_id)
    _take_checklists_off(actor, conversation, before.get("checklists", ()))
    if "owed" in before:
        _owe_again(*before["owed"])
    was = as_it_stood(conversation, COLUMNS)
    stand_as_before(conversation, before["columns"])
    if (
        conversation.assignee_id is not None
        and not Member.objects.filter(pk=conversation.assignee_id).exists()
    ):
        conversation.assignee_id = None
    save_turn(conversation, "assignee", "handover_count", "spam_reason", "priority")
    _tell(actor, conversation, was)
    _look_again(conversation, was)


def _put_tags_back(actor: Actor, conversation: Conversation, before: set[int]) -> None:
    there = ConversationTag.objects.filter(conversation=conversation).values_list("tag", flat=True)
    changed = before ^ set(there)
    for tag in Tag.objects.filter(pk__in=changed) if changed else ():
        if tag.pk in before:
            tag_conversation(actor, conversation, name=tag.name)
        else:
            untag_conversation(actor, conversation, tag=tag)


def _put_solutions_back(conversation: Conversation, before: list[list[Any]]) -> None:
    """Withdraw what solved it since, and let stand again what stood."""
    known = [pk for pk, _resolution in before]
    since = Solution.objects.filter(conversation=conversation, withdrawn_at=None).exclude(pk__in=known)
    since.update(withdrawn_at=now())
    for pk, resolution in before:
        if resolution:
            Solution.objects.filter(pk=pk).update(resolution=resolution, withdrawn_at=None)


def _take_checklists_off(actor: Actor, conversation: Conversation, before: Collection[int]) -> None:
    if conversation.items_total:
        put = PutChecklist.objects.filter(conversation=conversation, deleted_at=None).exclude(pk__in=before)
        for each in put.select_related("conversation"):
            take_checklist_off(actor, each)


def _owe_again(update_id: int, state: str) -> None:
    owed = PromisedUpdate.objects.filter(pk=update_id).exclude(state=state).first()
    if owed is None:
        return
    owed.state, owed.kept_at, owed.kept_with = state, None, None
    owed.save(update_fields=["state", "kept_at", "kept_with"])
    if state == PromisedUpdate.State.OPEN:
        enqueue(miss_promised, owed.pk, run_at=owed.due_at)


def _tell(actor: Actor, conversation: Conversation, was: dict[str, Any]) -> None:
    if conversation.priority != was["priority"]:
        tell_of_priority(actor, conversation)
    if conversation.assignee_id != was["assignee_id"]:
        member = Member.objects.filter(pk=conversation.assignee_id or 0).first()
        refs = {"member": member} if member else {}
        emit(actor, CONVERSATION_ASSIGNED, subject=conversation, refs=refs, changed=["assignee"])
    if conversation.state != was["state"]:
        kind = TOLD_OF_LEAVING.get(State(was["state"])) or TOLD_OF_STATE[State(conversation.state)]
        emit(actor, kind, subject=conversation, changed=["state"])
    elif conversation.resolution != was["resolution"]:
        emit(actor, SOLUTION_CHANGED, subject=conversation, changed=["resolution"])


def _look_again(conversation: Conversation, was: dict[str, Any]) -> None:
    """Let run again what its clocks and the learner do of themselves."""
    if conversation.state == State.SNOOZED and conversation.snoozed_until not in (None, UNTIL_THEY_WRITE):
        enqueue(wake_snoozed, conversation.pk, run_at=conversation.snoozed_until)
    if State.SPAM in (conversation.state, was["state"]) and conversation.state != was["state"]:
        learn_soon(conversation)
