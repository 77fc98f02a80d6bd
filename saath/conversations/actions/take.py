"""Taking a conversation whose customer is here and waits."""

from __future__ import annotations

from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation
from saath.conversations.queries.here import waiting_here
from saath.core.errors import Forbidden
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action, current_write


@action
def take_waiting(actor: Actor) -> Conversation | None:
    """Give to the actor who of those that are here waits longest and nobody has; None where nobody waits.

    Of two who take at the same time each gets another one. Raises `Forbidden`.
    """
    actor.require("conversation.reply")
    actor.require("conversation.assign")
    if actor.member_id is None:
        raise Forbidden
    own = Member.objects.get(pk=actor.member_id)
    for conversation_id in waiting_here():
        held = locked(Conversation(pk=conversation_id))
        if held.assignee_id is None and held.state == Conversation.State.OPEN:
            held.held_in = current_write()
            return assign_conversation(actor, held, to=own)
    return None
