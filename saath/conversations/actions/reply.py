"""Answering: an answer and its place in the outbox are one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.checklists.errors import ItemsMissing
from saath.conversations.actions._aside import show_asked
from saath.conversations.actions._calling import call_colleagues
from saath.conversations.actions._drafts import draft_again, forget_sent
from saath.conversations.actions._handovers import settle_handovers
from saath.conversations.actions._outgoing import check_fits, put_out, written
from saath.conversations.actions._solving import (
    end_solution,
    refuse_missing,
    restore_solution,
    write_solution,
)
from saath.conversations.actions._switching import write_switch
from saath.conversations.actions.owed import keep_by_writing, unsay
from saath.conversations.actions.promising import Promise, check_promise, make_promise
from saath.conversations.actions.said import index_message, keep_draft_files, keep_files, show_last, touch
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn, their_turn, waiting_since
from saath.conversations.events import (
    NOTE_ADDED,
    REPLY_HELD,
    REPLY_LEADS_ELSEWHERE,
    REPLY_SENT,
    REPLY_UNDONE,
)
from saath.conversations.hints import moves_elsewhere
from saath.conversations.models import Conversation, Delivery, Draft, Enclosable, Message
from saath.conversations.overtaking import check_not_overtaken
from saath.conversations.parties import IN_COPY, with_role, without
from saath.conversations.parts import SavedFile
from saath.conversations.switching import Switching, switching_of, way_for
from saath.conversations.ways import Way
from saath.conversations.windows import check_window
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.core.faults import fault_point
from saath.fields.errors import FieldsMissing
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def reply(
    actor: Actor,
    conversation: Conversation,
    *,
    text: str,
    client_key: str,
    files: Sequence[SavedFile] = (),
    solve: bool = False,
    resolution: str = Conversation.Resolution.ANSWER,
    copies: Collection[str] | None = None,
    seen: UUID | None = None,
    kept: Sequence[Enclosable] = (),
    is_drafted: bool = True,
    promise: Promise | None = None,
    switching: Switching | None = None,
) -> Message:
    """Answer the customer. The answer is held a few seconds, so that its writer may take it back; then it leaves.
    `copies` are keys of those in copy whom the writer saw: nobody else gets the answer. None is everybody.
    `kept` are files of a draft, or put in, which go along; the writer's draft of an answer goes with it, unless not `is_drafted`.
    With a `promise` its words owe the customer an update, and an owed one that was to be written is kept by them.
    With `switching` it goes elsewhere than where the customer wrote last, and that is counted with its reason.
    `seen` is the newest message that its writer saw: where somebody else said something after it, nothing is sent.
    The same `client_key` again returns the same message. Raises `Forbidden`, `BadInput`, `Overtaken`.
    """
    actor.require("conversation.reply")
    if promise is not None:
        check_promise(promise)
    said = written(actor, Message.Direction.OUT, text, client_key, has_words_already=bool(files or kept))
    way = way_for(actor, conversation, switching)
    check_fits(way.can, said.text, files, kept)
    check_window(conversation, way)
    fresh = locked(conversation)
    _address(said, fresh, way, copies)
    message = _write(actor, said, fresh, files, kept)
    if message is not said:
        return message
    check_not_overtaken(fresh, seen=seen, member_id=actor.member_id)
    settle_handovers(fresh, given_to_id=actor.member_id)
    if is_drafted:
        forget_sent(fresh, actor.member_id, Draft.Kind.REPLY)
    index_message(message, fresh)
    put_out(message, fresh, way.can)
    keep_by_writing(actor, fresh, message)
    if promise is not None:
        make_promise(actor, fresh, promise, told_in=message)
    _tell(actor, fresh, message, way, switching)
    _answered(actor, fresh, message, resolution=resolution if solve else "")
    fault_point("reply_before_commit")
    return message


@action
def add_note(
    actor: Actor,
    conversation: Conversation,
    *,
    text: str,
    client_key: str,
    files: Sequence[SavedFile] = (),
    kept: Sequence[Enclosable] = (),
    is_drafted: bool = True,
) -> Message:
    """Write a note for the team; it never leaves the house. Whom it names with an `@` is called.

    `kept` are files of its draft, or put in; the draft goes with it unless not `is_drafted`. Raises `Forbidden`, `BadInput`.
    """
    actor.require("conversation.note")
    said = written(actor, Message.Direction.NOTE, text, client_key, has_words_already=bool(files or kept))
    fresh = locked(conversation)
    message = _write(actor, said, fresh, files, kept)
    if message is not said:
        return message
    if is_drafted:
        forget_sent(fresh, actor.member_id, Draft.Kind.NOTE)
    fresh.message_count += 1
    save_turn(fresh, "message_count", "draft_marks")
    index_message(message, fresh)
    call_colleagues(actor, message, fresh)
    emit(actor, NOTE_ADDED, subject=fresh, refs={"message": message})
    return message


@action
def undo_reply(actor: Actor, message: Message) -> str:
    """Take an answer back while it is held, and return its words for the composer, where they are a draft again.

    Raises `Conflict` once it is on its way, `Forbidden` for another person's answer.
    """
    actor.require("conversation.reply")
    if message.author_id != actor.member_id:
        raise Forbidden()
    taken = Delivery.objects.filter(message=message, state=Delivery.State.HELD).update(
        state=Delivery.State.UNDONE
    )
    if not taken:
        raise Conflict(
            _("The answer is already on its way."),
            what_is_safe=_("It was sent once."),
            what_to_do=_("Write a second answer if something must be put right."),
        )
    conversation = locked(message.conversation)
    emit(actor, REPLY_UNDONE, subject=conversation, refs={"message": message})
    index.remove(current_store_id(), [message.pk])
    unsay(conversation, message)
    files = list(message.attachments.values_list("file_id", "name")) if message.has_attachments else []
    switching = switching_of(message)
    message.delete()
    _before(conversation, message)
    if message.direction == Message.Direction.OUT and conversation.pk is not None:
        draft_again(actor, conversation, text=message.text, files=files, switching=switching)
    return message.text


def _tell(
    actor: Actor, conversation: Conversation, message: Message, way: Way, switching: Switching | None
) -> None:
    write_switch(actor, conversation, message, way, switching)
    kind = REPLY_SENT if way.can.is_here else REPLY_HELD
    emit(actor, kind, subject=conversation, refs={"message": message})
    if moves_elsewhere(message.text, namespace=way.identity.namespace):
        emit(actor, REPLY_LEADS_ELSEWHERE, subject=conversation, refs={"message": message})


def _write(
    actor: Actor,
    said: Message,
    conversation: Conversation,
    files: Sequence[SavedFile],
    kept: Sequence[Enclosable],
) -> Message:
    """Put a message into its held conversation and return it, or the one that its client key named before."""
    said.conversation = conversation
    said.language = said.language or conversation.language
    said.sent_at, said.has_attachments = now(), bool(files or kept)
    if not insert_unless_there(said):
        return Message.objects.get(client_key=said.client_key)
    keep_files(actor, said, files)
    keep_draft_files(said, kept)
    return said


def _address(said: Message, conversation: Conversation, way: Way, copies: Collection[str] | None) -> None:
    """Say on an answer to whom it goes and by which account."""
    said.recipients = _recipients(conversation, way, copies)
    said.account = None if way.account.pk == conversation.account_id else way.account
    said.goes_to = None if way.identity.pk == conversation.identity_id else way.identity


def _recipients(conversation: Conversation, way: Way, copies: Collection[str] | None) -> list[dict[str, Any]]:
    """Return to whom an answer goes: fixed with it, whatever becomes of the conversation."""
    in_copy = with_role(conversation.people, *IN_COPY) if way.can.has_copies else ()
    shown = [party for party in in_copy if copies is None or party.key in copies]
    return [
        {"address": way.identity.address, "name": way.identity.display_name, "cc": False},
        *({"address": party.address, "name": party.name, "cc": True} for party in shown),
    ]


def _answered(actor: Actor, conversation: Conversation, message: Message, *, resolution: str) -> None:
    end_solution(conversation, how="withdrawn")
    their_turn(conversation, answered_at=message.created_at)
    conversation.first_answered_at = conversation.first_answered_at or message.created_at
    conversation.reopened_times = 0
    if resolution:
        _check_nothing_owed(conversation)
        _check_nothing_missing(conversation)
        conversation.state, conversation.solved_at = Conversation.State.SOLVED, message.created_at
        conversation.resolution = resolution
    if conversation.assignee_id is None:
        conversation.assignee_id = message.author_id
    touch(conversation, message)
    if resolution:
        write_solution(actor, conversation, resolution, answer=message)


def _check_nothing_owed(conversation: Conversation) -> None:
    if conversation.update_due_at is not None:
        raise BadInput(
            _("The customer was promised an update."),
            what_to_do=_("Send without solving, or say first whether it was given or is taken back."),
            field="solve",
        )


def _check_nothing_missing(conversation: Conversation) -> None:
    try:
        refuse_missing(conversation)
    except FieldsMissing as missing:
        raise BadInput(
            missing.message,
            what_to_do=_("Fill it in beside the conversation, or send without solving."),
            field="solve",
        ) from missing
    except ItemsMissing as missing:
        raise BadInput(
            missing.message,
            what_to_do=_("Tick it off beside the conversation, or send without solving."),
            field="solve",
        ) from missing


def _forget_asked(conversation: Conversation, forwarded: Message) -> None:
    """Let go of whom nothing was forwarded to after all, and of what they were asked."""
    show_asked(conversation)
    address = forwarded.recipients[0]["address"]
    notes = Message.objects.filter(conversation=conversation, direction=Message.Direction.NOTE)
    told = (each["address"] for sent_to in notes.values_list("recipients", flat=True) for each in sent_to)
    if address not in told:
        conversation.people = without(conversation.people, address)


def _before(conversation: Conversation, message: Message) -> None:
    """Put a conversation back to where it stood before the answer that was taken back; without words there is none."""
    if not Message.objects.filter(conversation=conversation).exists():
        conversation.delete()
        return
    if message.direction == Message.Direction.NOTE:
        _forget_asked(conversation, message)
        conversation.message_count -= 1
        save_turn(conversation, "message_count", "parties")
        return
    said = Message.objects.filter(conversation=conversation).exclude(direction=Message.Direction.NOTE)
    said = said.exclude(direction=Message.Direction.OUT, is_automatic=True)
    answered = said.filter(direction=Message.Direction.OUT).order_by("id").first()
    conversation.first_answered_at = answered.created_at if answered else None
    since = waiting_since(conversation)
    if since is not None:
        our_turn(conversation, since)
    elif conversation.state == Conversation.State.SOLVED:
        restore_solution(conversation)
    conversation.message_count -= 1
    last = said.order_by("-created_at", "-id").first()
    if last is not None:
        show_last(conversation, last)
