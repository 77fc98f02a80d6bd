"""A customer says nothing to our answer: they are reminded, and after a while it is closed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.conversations.acknowledging.said import hold_customer
from saath.conversations.actions.triage import await_customer, locked, solve_conversation
from saath.conversations.models import Conversation, Delivery, Solution
from saath.conversations.queries.checklists import needed_lists
from saath.conversations.queries.fields import missing_to_solve
from saath.conversations.solving.standing import stands
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.core.faults import fault_point
from saath.promises.models import OwnWord
from saath.promises.reminders.actions._saying import tell
from saath.promises.reminders.events import CLOSING_UNDONE, CONVERSATION_CLOSED, CUSTOMER_REMINDED
from saath.promises.reminders.facts import Waited, opens_at, waited_for, waits_until
from saath.promises.reminders.rules import STALE, why_not_reminded, why_not_waited_for, why_untold
from saath.promises.reminders.settings import own_word_settings
from saath.promises.reminders.stages import closing_after
from saath.promises.reminders.wording import words_of_closing, words_of_reminder
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action, current_write
from saath.timeline.emit import emit

State, Kind = Conversation.State, OwnWord.Kind


@action
def remind_customer(actor: Actor, conversation: Conversation) -> datetime | None:
    """Remind a customer who said nothing to our answer, as often as the shop wants and each time once.

    Returns when to look again where it may be said later, None where it was said or never is.
    """
    settings = own_word_settings()
    hold_customer(conversation)
    fresh = locked(conversation)
    if not settings.reminds or fresh.state != State.PENDING:
        return None
    waited = waited_for(fresh)
    at = now()
    if waited.answer is None or why_not_reminded(waited.silence, at) or opens_at(waited.way) is None:
        return None
    last = _last_reminder(waited)
    number = last.number + 1 if last else 1
    if number > settings.remind_times:
        return None
    due_at = max(
        waited.answer.created_at + settings.remind_after * number,
        _last_word(waited, last) + settings.remind_after,
    )
    if at < due_at:
        return due_at
    if at - due_at > STALE:
        return None
    again_at = waits_until(waited.way)
    if again_at is not None:
        return again_at
    word = OwnWord(kind=Kind.REMINDER, number=number, days=_days_since(waited, at))
    tell(fresh, words_of_reminder(fresh, answered_at=waited.answer.created_at), word, waited.way)
    _written(fresh, waited, word)
    emit(actor, CUSTOMER_REMINDED, subject=fresh, refs={"word": word})
    return None


@action
def close_silent(actor: Actor, conversation: Conversation) -> datetime | None:
    """Close a conversation of which nothing was heard, and tell its customer kindly that answering takes it up again.

    Where they may not be written to, it is closed without a word. What the shop wants known or done first stays open.
    Returns when to look again, None where it was closed or never is.
    """
    settings = own_word_settings()
    hold_customer(conversation)
    fresh = locked(conversation)
    if not settings.closes or fresh.state != State.PENDING:
        return None
    waited = waited_for(fresh)
    if waited.answer is None or why_not_waited_for(waited.silence) or opens_at(waited.way) is None:
        return None
    at = now()
    due_at = max(
        waited.answer.created_at + closing_after(settings),
        _last_word(waited, _last_reminder(waited)) + settings.close_after,
    )
    if at < due_at:
        return due_at
    if at - due_at > STALE or _is_closed(waited):
        return None
    if missing_to_solve(fresh) or needed_lists(fresh):
        return None
    again_at = waits_until(waited.way)
    if again_at is not None:
        return again_at
    _close(actor, fresh, waited, at)
    return None


@action
def undo_closing(actor: Actor, word: OwnWord) -> Conversation:
    """Take a closing back: it waits for its customer again, and is not closed for this wait any more.

    A word that has not left yet does not leave. Raises `Forbidden`, `Conflict` where it is not closed by this any more.
    """
    actor.require("conversation.solve")
    fresh = locked(word.conversation)
    mine = OwnWord.objects.select_for_update(of=("self",)).select_related("solution").get(pk=word.pk)
    if mine.undone_at is not None or mine.solution is None or not stands(mine.solution, fresh):
        raise Conflict(
            _("This is not closed any more."),
            what_is_safe=_("The conversation stays as it is now."),
            what_to_do=_("Look at how it stands."),
        )
    mine.undone_at = now()
    mine.save(update_fields=["undone_at"])
    queued = Delivery.objects.filter(message=mine.message_id, state=Delivery.State.QUEUED)
    queued.update(state=Delivery.State.UNDONE)
    fresh.held_in = current_write()
    opened = await_customer(actor, fresh)
    emit(actor, CLOSING_UNDONE, subject=opened, refs={"word": mine}, changed=["state"])
    return opened


def _close(actor: Actor, conversation: Conversation, waited: Waited, at: datetime) -> None:
    conversation.held_in = current_write()
    solved = solve_conversation(actor, conversation, resolution=Conversation.Resolution.OTHER, is_quiet=True)
    word = OwnWord(kind=Kind.CLOSING, days=_days_since(waited, at))
    word.solution = Solution.objects.filter(conversation=solved).latest("pk")
    word.untold = why_untold(waited.silence, at) or ""
    if not word.untold:
        tell(solved, words_of_closing(solved), word, waited.way)
    _written(solved, waited, word)
    emit(actor, CONVERSATION_CLOSED, subject=solved, refs={"word": word}, changed=["state"])


def _written(conversation: Conversation, waited: Waited, word: OwnWord) -> None:
    word.conversation, word.answer, word.identity = conversation, waited.answer, waited.way.identity
    insert_row(word)
    fault_point("own_word_before_commit")


def _is_closed(waited: Waited) -> bool:
    return OwnWord.objects.filter(answer=waited.answer, kind=Kind.CLOSING).exists()


def _last_reminder(waited: Waited) -> OwnWord | None:
    return OwnWord.objects.filter(answer=waited.answer, kind=Kind.REMINDER).order_by("-number").first()


def _last_word(waited: Waited, reminder: OwnWord | None) -> datetime:
    """Return when the customer heard from us last: our answer, or the last reminder of it."""
    assert waited.answer is not None
    return reminder.created_at if reminder else waited.answer.created_at


def _days_since(waited: Waited, at: datetime) -> int:
    assert waited.answer is not None
    return max((at - waited.answer.created_at).days, 1)
