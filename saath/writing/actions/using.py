"""Using saved replies: in an answer, or as a macro."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.reply import undo_reply
from saath.conversations.models import Conversation, Draft, Message
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit
from saath.writing import events
from saath.writing.actions._drafted import remember
from saath.writing.actions._performing import Before, note_uses, perform, unperform
from saath.writing.inserted import Inserted
from saath.writing.models import InsertedInDraft, SavedReply, SavedUse


@action
def answer_with_saved(
    actor: Actor,
    conversation: Conversation,
    *,
    inserted: Sequence[Inserted],
    answer: Callable[[], Message],
) -> Message:
    """Send an answer by `answer`, and in the same transaction note which saved replies are in it and do what goes with
    them. The same answer again does nothing again. Raises what `answer` raises, `Forbidden`.
    """
    before = Before(conversation.state, conversation.assignee_id)
    if inserted:
        InsertedInDraft.objects.filter(draft_id__in=_draft_of(actor, conversation.pk)).delete()
    message = answer()
    note_uses(actor, message, inserted, before)
    return message


@action
def take_back_answer(actor: Actor, message: Message) -> str:
    """Take an answer back while it is held, with all that was done along with it, and return its words.

    Raises `Conflict`, `Forbidden`, as `undo_reply` does.
    """
    uses = list(SavedUse.objects.filter(message=message).order_by("id"))
    words = undo_reply(actor, message)
    conversation = Conversation.objects.filter(pk=message.conversation_id).first()
    if conversation is not None and uses:
        for use in reversed(uses):
            unperform(actor, conversation, use.undo)
        remember(_draft_of(actor, conversation.pk).get(), {use.reply_id: use.language for use in uses})
    return words


@action
def run_macro(actor: Actor, conversation: Conversation, *, reply: SavedReply) -> SavedUse:
    """Do at once what goes with a reply that has no words. Raises `Forbidden`, `BadInput` for one with words."""
    actor.require("conversation.reply")
    if reply.wordings.exists() or not reply.deeds:
        raise BadInput(_("This has words: put it into an answer."))
    use = SavedUse(reply=reply, conversation=conversation, member_id=actor.member_id)
    use.undo = perform(actor, conversation, reply, Before(conversation.state, conversation.assignee_id))
    use.save(force_insert=True)
    emit(actor, events.MACRO_RUN, subject=conversation, refs={"saved": reply})
    return use


@action
def undo_macro(actor: Actor, use: SavedUse) -> None:
    """Undo what a macro did, but for what somebody has changed since.

    Raises `Forbidden` for another person's, `Conflict` once it counts, a quarter of an hour later.
    """
    actor.require("conversation.reply")
    if use.member_id != actor.member_id:
        raise Forbidden()
    fresh = SavedUse.objects.select_for_update(of=("self",)).filter(pk=use.pk, message=None).first()
    if fresh is None or fresh.is_counted:
        raise Conflict(_("It is too late to undo this at once."), what_to_do=_("Change it by hand."))
    unperform(actor, use.conversation, fresh.undo)
    emit(actor, events.MACRO_UNDONE, subject=use.conversation, refs={"saved": use.reply})
    fresh.delete()


@action
def forget_macro(actor: Actor, use: SavedUse) -> None:
    """Forget that a macro was run, where all that it did is undone already; what counts by now goes on counting.

    Raises `Forbidden` for another person's.
    """
    actor.require("conversation.reply")
    if use.member_id != actor.member_id:
        raise Forbidden()
    emit(actor, events.MACRO_UNDONE, subject=use.conversation, refs={"saved": use.reply})
    if not use.is_counted:
        use.delete()


def _draft_of(actor: Actor, conversation_id: int) -> QuerySet[Draft, UUID]:
    """Return the public id of the answer that the actor has begun, where there is one."""
    begun = Draft.objects.filter(conversation_id=conversation_id, writer_id=actor.member_id, leaves_at=None)
    return begun.filter(kind=Draft.Kind.REPLY).values_list("public_id", flat=True)
