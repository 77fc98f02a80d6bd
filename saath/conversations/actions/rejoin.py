"""An answer that came before the mail which it answers goes to where that mail is."""

from __future__ import annotations

from saath.conversations.actions.merge import merge_conversations
from saath.conversations.models import Conversation, Message, Move
from saath.conversations.queries.conversations import HELD
from saath.core.errors import Conflict
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def rejoin(actor: Actor, answers: Conversation, *, into: Conversation) -> Move | None:
    """Put a conversation that holds nothing but an answer into that of the mail which it answers, like a merge.

    Returns None, and changes nothing, where they are not the same customer's by the same address and account, where either
    does not wait for us, and where somebody has seen to the answer already.
    """
    held = {pk: HELD.first(id=pk) for pk in sorted({answers.pk, into.pk})}
    source, target = held[answers.pk], held[into.pk]
    if source is None or target is None or not _may_join(source, target):
        return None
    try:
        return merge_conversations(actor, source, into=target)
    except Conflict:
        return None


def _may_join(source: Conversation, target: Conversation) -> bool:
    is_of_both = (source.identity_id, source.account_id) == (target.identity_id, target.account_id)
    is_waiting = source.state == target.state == Conversation.State.OPEN
    is_untouched = source.assignee_id is None and source.first_answered_at is None
    return source.pk != target.pk and is_of_both and is_waiting and is_untouched and _is_alone(source)


def _is_alone(conversation: Conversation) -> bool:
    """Tell whether people have said one thing in a conversation, and that its customer."""
    said = Message.objects.filter(conversation=conversation, is_automatic=False)
    found = said.values_list("direction", "identity_id")[:2]
    return list(found) == [(Message.Direction.IN, conversation.identity_id)]
