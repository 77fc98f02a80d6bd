"""What a customer says to a solution by the link that they were sent: it is sorted, or not yet."""

from __future__ import annotations

from django.utils.translation import gettext

from saath.conversations import rules
from saath.conversations.actions._solving import end_solution
from saath.conversations.actions.said import index_message, touch
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn
from saath.conversations.events import MESSAGE_RECEIVED, SOLUTION_CONFIRMED, SOLUTION_REFUSED
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.solving.standing import stands
from saath.core.clock import now
from saath.core.text import storable
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_WORDS = 20_000


@action
def confirm_solution(actor: Actor, solution: Solution) -> Solution:
    """Take the customer's word that it is sorted; said again, it is one word."""
    conversation = locked(solution.conversation)
    fresh = Solution.objects.get(pk=solution.pk)
    if fresh.confirmed_at is None:
        fresh.confirmed_at = now()
        fresh.save(update_fields=["confirmed_at"])
        if stands(fresh, conversation):
            conversation.confirmed_at = fresh.confirmed_at
            save_turn(conversation)
        emit(actor, SOLUTION_CONFIRMED, subject=conversation, changed=["confirmed_at"])
    return fresh


@action
def refuse_solution(actor: Actor, solution: Solution, *, words: str, client_key: str) -> Message:
    """Take the conversation up again with the customer's words; the same `client_key` again is the same message."""
    conversation = locked(solution.conversation)
    message = _message(conversation, words, client_key)
    if not insert_unless_there(message):
        return Message.objects.get(client_key=client_key)
    if rules.wakes(conversation.state, is_automatic=False) and conversation.waiting_since is None:
        end_solution(conversation, how="reopened")
        our_turn(conversation, message.created_at)
    touch(conversation, message)
    index_message(message, conversation)
    emit(actor, SOLUTION_REFUSED, subject=conversation, changed=["state"])
    emit(actor, MESSAGE_RECEIVED, subject=conversation, refs={"message": message})
    return message


def _message(conversation: Conversation, words: str, client_key: str) -> Message:
    """Return the customer's message; nobody vouches for whoever holds a link, so nothing is revealed on its word."""
    text = storable(words).replace("\r\n", "\n").strip()[:LONGEST_WORDS]
    return Message(
        conversation=conversation,
        direction=Message.Direction.IN,
        identity=conversation.identity,
        text=text or gettext("It is not sorted yet."),
        language=detect_language(text).language or conversation.language,
        client_key=client_key,
        sent_at=now(),
    )
