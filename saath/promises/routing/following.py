"""What else happens where a customer takes a conversation up again; `config/wiring.py` connects it."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.jobs import enqueue
from saath.promises.routing.jobs import route_again
from saath.promises.routing.settings import Mode, routing_settings


def follow_reopened(conversation: Conversation) -> None:
    """Look whether who has it is here, where what comes is given out."""
    if conversation.assignee_id is not None and routing_settings().mode != Mode.OFF:
        owner_id = conversation.assignee_id
        enqueue(route_again, conversation.pk, owner_id, key=f"routing again {conversation.pk}")
