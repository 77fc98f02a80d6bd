"""The one word that a machine says: your message is here, and by then a person answers."""

from __future__ import annotations

from saath.conversations.accounts import capabilities_of
from saath.conversations.acknowledging.rules import is_flood, may_say
from saath.conversations.acknowledging.said import hold_customer, is_suppressed, said_before
from saath.conversations.actions.automatic import say_automatically
from saath.conversations.actions.triage import locked
from saath.conversations.automatic_words import Why
from saath.conversations.events import ACKNOWLEDGEMENT_HELD_BACK, ACKNOWLEDGEMENT_QUEUED
from saath.conversations.models import Acknowledgement, Conversation, Message
from saath.conversations.reached import hours_for
from saath.conversations.solving.words import language_for
from saath.core.clock import now
from saath.stores.acknowledgement import Promise, acknowledgement
from saath.stores.calendar import settings_of
from saath.stores.models import StoreSettings
from saath.stores.texts import Wording
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def acknowledge(actor: Actor, conversation: Conversation) -> Message | None:
    """Tell whoever opened a conversation that it is here: once, while nobody has answered, never in a flood.

    Returns None where nothing is said. The clock of the conversation goes on: this is no answer.
    """
    settings = settings_of(current_store_id())
    if not settings.acknowledges:
        return None
    hold_customer(conversation)
    fresh = locked(conversation)
    if not _waits(fresh) or is_suppressed(fresh.identity):
        return None
    said = said_before(fresh)
    if not may_say(said, now()):
        return None
    if is_flood(said):
        emit(actor, ACKNOWLEDGEMENT_HELD_BACK, subject=fresh)
        return None
    return _say(actor, fresh, _wording(fresh, settings))


def _waits(conversation: Conversation) -> bool:
    """Tell whether nobody has said anything yet: spam and what a colleague has seen to gets no word."""
    is_told = Acknowledgement.objects.filter(conversation=conversation).exists()
    return (
        conversation.state == Conversation.State.OPEN
        and conversation.first_answered_at is None
        and not is_told
    )


def _wording(conversation: Conversation, settings: StoreSettings) -> Wording:
    store = settings.store
    hours, at = hours_for(conversation), conversation.waiting_since or conversation.created_at
    language = language_for(conversation, settings)
    promise = Promise(
        calendar=hours.calendar,
        at=at,
        target_seconds=settings.first_answer_target_seconds,
        why=hours.why(at.astimezone(hours.calendar.zone).date(), language),
        due_at=conversation.due_at,
    )
    return acknowledgement(
        store,
        promise,
        language=language,
        reference=conversation.reference,
        is_short=not capabilities_of(conversation).has_subject,
    )


def _say(actor: Actor, conversation: Conversation, wording: Wording) -> Message:
    message = say_automatically(conversation, wording, why=Why.ACKNOWLEDGEMENT)
    insert_row(Acknowledgement(conversation=conversation, identity=conversation.identity, message=message))
    emit(actor, ACKNOWLEDGEMENT_QUEUED, subject=conversation, refs={"message": message})
    return message
