"""Asking a customer whether it is sorted where no answer did, and taking their silence for what it is."""

from __future__ import annotations

from saath.conversations.acknowledging.rules import is_flood, may_say
from saath.conversations.acknowledging.said import hold_customer, is_suppressed, said_before
from saath.conversations.actions._solving import may_ask
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.actions.triage import locked
from saath.conversations.automatic_words import Why
from saath.conversations.events import QUESTION_QUEUED, SOLUTION_SILENT
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.solving.rules import SILENT_AFTER
from saath.conversations.solving.standing import stands
from saath.conversations.solving.words import words_of_thanks
from saath.core.clock import now
from saath.stores.calendar import settings_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def ask_if_sorted(actor: Actor, solution: Solution) -> Message | None:
    """Thank the customer and ask once whether it is sorted, while it is solved; never an address that may be borrowed,
    never in a flood. Returns None where nobody is asked.
    """
    hold_customer(solution.conversation)
    conversation = locked(solution.conversation)
    fresh = Solution.objects.get(pk=solution.pk)
    is_asked = fresh.asked_at is not None or fresh.confirmed_at is not None
    if fresh.is_quiet or is_asked or not stands(fresh, conversation) or not may_ask(conversation):
        return None
    said = said_before(conversation, questions_alone=True)
    if is_suppressed(conversation.identity) or not may_say(said, now()) or is_flood(said):
        return None
    return _ask(actor, fresh, conversation)


@action
def fall_silent(actor: Actor, solution: Solution) -> None:
    """Say of what is solved that the customer has said nothing to it for so long."""
    conversation = locked(solution.conversation)
    fresh = Solution.objects.get(pk=solution.pk)
    if fresh.confirmed_at is None and fresh.silent_at is None and stands(fresh, conversation):
        fresh.silent_at = fresh.solved_at + SILENT_AFTER
        fresh.save(update_fields=["silent_at"])
        emit(actor, SOLUTION_SILENT, subject=conversation)


def _ask(actor: Actor, solution: Solution, conversation: Conversation) -> Message:
    wording = words_of_thanks(conversation, settings_of(current_store_id()))
    message = say_automatically(conversation, wording, why=Why.QUESTION, author_id=solution.solved_by_id)
    solution.asked_in, solution.asked_at = message, message.sent_at
    solution.save(update_fields=["asked_in", "asked_at"])
    emit(actor, QUESTION_QUEUED, subject=conversation, refs={"message": message})
    return message
