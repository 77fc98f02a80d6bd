"""Doing what goes with a saved reply, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from saath.checklists.models import Checklist
from saath.conversations.actions.checklists import put_checklist, take_checklist_off
from saath.conversations.actions.hand_over import hand_over, undo_assignment
from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.tags import tag_conversation, untag_conversation
from saath.conversations.actions.triage import (
    assign_conversation,
    await_customer,
    reopen_conversation,
    solve_conversation,
)
from saath.conversations.models import Conversation, Handover, Message, PutChecklist, Tag
from saath.conversations.rules import needs_reason
from saath.core.errors import BadInput, Conflict
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.writing.deeds import Assigns, Becomes
from saath.writing.inserted import Inserted
from saath.writing.models import SavedReply, SavedUse
from saath.writing.rules import is_unedited, name_key

State = Conversation.State


@dataclass(frozen=True, slots=True)
class Before:
    """How a conversation stood before an answer or a macro."""

    state: str
    assignee_id: int | None


def note_uses(
    actor: Actor, message: Message, inserted: Sequence[Inserted], before: Before | None = None
) -> None:
    """Note which saved replies are in an answer, once, and do what goes with them. Raises `Forbidden`, `BadInput`."""
    if not inserted:
        return
    conversation = Conversation.objects.get(pk=message.conversation_id)
    before = before or Before(conversation.state, conversation.assignee_id)
    unedited = is_unedited([each.words for each in inserted], message.text)
    for each in inserted:
        use = SavedUse(
            reply=each.saved.reply,
            conversation=conversation,
            message=message,
            member_id=message.author_id,
            language=each.language,
            is_unedited=unedited,
        )
        if insert_unless_there(use):
            use.undo = perform(actor, conversation, each.saved.reply, before)
            use.save(update_fields=["undo"])


def perform(actor: Actor, conversation: Conversation, reply: SavedReply, before: Before) -> dict[str, Any]:
    """Do what goes with a reply, and return what it takes to undo it. Raises `Forbidden`, `BadInput`."""
    deeds = reply.deeds
    undo: dict[str, Any] = {}
    there = {tag.key: tag for tag in Tag.objects.filter(taggings__conversation=conversation)}
    added = [name for name in deeds.tags_on if name_key(name) not in there]
    undo["added"] = [tag_conversation(actor, conversation, name=name).pk for name in added]
    gone = [tag for name in deeds.tags_off if (tag := there.get(name_key(name)))]
    for tag in gone:
        untag_conversation(actor, conversation, tag=tag)
    undo["taken"] = [tag.name for tag in gone]
    if deeds.checklist and reply.checklist is not None:
        undo["checklist"] = _put_on(actor, conversation, reply.checklist)
    if deeds.priority:
        was = Conversation.objects.values_list("priority", flat=True).get(pk=conversation.pk)
        undo["priority"] = [was, deeds.priority]
        set_priority(actor, conversation, priority=deeds.priority)
    if deeds.assigns is not Assigns.UNCHANGED:
        to = _owner(actor, reply)
        handover = _give(actor, conversation, to, reply)
        undo |= {"assignee": before.assignee_id, "assigned": to.pk if to else None, "handover": handover}
    if deeds.becomes is not Becomes.UNCHANGED:
        _turn(actor, conversation, deeds.becomes)
        undo |= {"state": before.state, "became": deeds.becomes.value}
    return undo


def unperform(actor: Actor, conversation: Conversation, undo: dict[str, Any]) -> None:
    """Undo what went with a reply, but for what somebody has changed since."""
    for tag in Tag.objects.filter(pk__in=undo.get("added", ())):
        untag_conversation(actor, conversation, tag=tag)
    for name in undo.get("taken", ()):
        tag_conversation(actor, conversation, name=name)
    for put in PutChecklist.objects.filter(pk=undo.get("checklist") or 0).select_related("conversation"):
        take_checklist_off(actor, put)
    fresh = Conversation.objects.get(pk=conversation.pk)
    if "assigned" in undo and fresh.assignee_id == undo["assigned"]:
        given_to, was_with = (_active(undo[name]) for name in ("assigned", "assignee"))
        handover = UUID(undo["handover"]) if undo["handover"] else None
        undo_assignment(actor, fresh, given_to=given_to, was_with=was_with, handover=handover)
    was, became = undo.get("priority", ("", ""))
    if became == fresh.priority:
        set_priority(actor, fresh, priority=was)
    if undo.get("became") == fresh.state:
        _turn_back(actor, fresh, undo["state"])


def _put_on(actor: Actor, conversation: Conversation, checklist: Checklist) -> int | None:
    """Put a checklist on, and return which it is there; None where the conversation has it already."""
    there = PutChecklist.objects.filter(conversation=conversation, checklist=checklist, deleted_at=None)
    return None if there.exists() else put_checklist(actor, conversation, checklist=checklist).pk


def _owner(actor: Actor, reply: SavedReply) -> Member | None:
    match reply.deeds.assigns:
        case Assigns.ME:
            return Member.objects.filter(pk=actor.member_id or 0).first()
        case Assigns.COLLEAGUE:
            return reply.colleague
    return None


def _give(actor: Actor, conversation: Conversation, to: Member | None, reply: SavedReply) -> str:
    """Give a conversation to somebody, and return the hand-over that it took, "" where it took none."""
    owner_id = Conversation.objects.values_list("assignee_id", flat=True).get(pk=conversation.pk)
    if to is None or not needs_reason(owner_id=owner_id, to_id=to.pk, giver_id=actor.member_id):
        assign_conversation(actor, conversation, to=to)
        return ""
    summary = _("The saved reply “%(name)s” gave it to you. Its newest answer says where it stands.")
    handover = hand_over(
        actor,
        conversation,
        to=to,
        reason=Handover.Reason.OTHER,
        words=reply.name,
        summary=summary % {"name": reply.name},
    )
    return str(handover.public_id)


def _active(member_id: int | None) -> Member | None:
    return Member.objects.active().filter(pk=member_id or 0).first()


def _turn(actor: Actor, conversation: Conversation, becomes: Becomes) -> None:
    if becomes is Becomes.WITH_CUSTOMER:
        await_customer(actor, conversation)
        return
    try:
        solve_conversation(actor, conversation)
    except Conflict as refused:
        raise BadInput(refused.message, what_to_do=refused.what_to_do, field="saved") from refused


def _turn_back(actor: Actor, conversation: Conversation, state: str) -> None:
    if state == State.PENDING:
        await_customer(actor, conversation)
    elif state == State.SOLVED:
        solve_conversation(actor, conversation)
    elif state == State.OPEN:
        reopen_conversation(actor, conversation)
