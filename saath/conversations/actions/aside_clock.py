"""What happens to a question because its time has come: a reminder once, then its asker is told, then its link ends."""

from __future__ import annotations

from saath.conversations.actions._aside import bring_back, held_question, show_asked
from saath.conversations.actions._outgoing import hold
from saath.conversations.actions.turns import save_turn
from saath.conversations.aside.rules import is_newly_overdue, is_to_remind
from saath.conversations.aside.standing import asked_of
from saath.conversations.aside.words import reminder
from saath.conversations.events import ASIDE_EXPIRED, ASIDE_OVERDUE, ASIDE_REMINDED
from saath.conversations.models import Conversation, Delivery, Message, SideQuestion, Suppression
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def keep_time(actor: Actor, question: SideQuestion) -> None:
    """Do what the clock of a question asks for now; nothing where it was answered or ended. Safe to repeat."""
    fresh, conversation = held_question(question)
    asked, at = asked_of(fresh, conversation), now()
    if is_newly_overdue(asked, at):
        _call_overdue(actor, fresh, conversation)
    elif is_to_remind(asked, at):
        _remind(actor, fresh, conversation)
    elif at >= fresh.expires_at and conversation.aside_due_at is not None:
        show_asked(conversation)
        save_turn(conversation)
        emit(actor, ASIDE_EXPIRED, subject=conversation, changed=["aside_due_at"])


def _call_overdue(actor: Actor, question: SideQuestion, conversation: Conversation) -> None:
    question.overdue_at = now()
    question.save(update_fields=["overdue_at"])
    bring_back(conversation)
    save_turn(conversation)
    asker = {"member": question.asked_by} if question.asked_by else {}
    emit(actor, ASIDE_OVERDUE, subject=conversation, refs=asker, changed=["state"])


def _remind(actor: Actor, question: SideQuestion, conversation: Conversation) -> None:
    """Mail the reminder, but to nobody who was sent the link by hand, and to no address that refuses mail."""
    question.reminded_at = now()
    question.save(update_fields=["reminded_at"])
    asked = question.message
    refuses = Suppression.objects.filter(namespace=conversation.identity.namespace, key=question.outsider.key)
    if refuses.exists() or not Delivery.objects.filter(message=asked, state=Delivery.State.SENT).exists():
        return
    said = insert_row(
        Message(
            conversation=conversation,
            direction=Message.Direction.NOTE,
            author=question.asked_by,
            is_automatic=True,
            subject=asked.subject,
            text=reminder(question),
            language=question.outsider.language,
            recipients=asked.recipients,
            sent_at=now(),
        )
    )
    hold(said, conversation)
    conversation.message_count += 1
    save_turn(conversation, "message_count")
    emit(actor, ASIDE_REMINDED, subject=conversation, refs={"message": said})
