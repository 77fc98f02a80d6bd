"""What a customer writes into a conversation that is solved: thanks, or something new. Parts of filing a message."""

from __future__ import annotations

from datetime import datetime

from saath.channels.base import InboundMessage
from saath.conversations.actions._solving import standing_solution
from saath.conversations.events import (
    CONVERSATION_FOLLOWED,
    CONVERSATION_FOLLOWS,
    SOLUTION_CONFIRMED,
    SOLUTION_THANKED,
)
from saath.conversations.models import Conversation, Message
from saath.conversations.solving.rules import is_late
from saath.conversations.thanks import Thanks, read_thanks
from saath.customers.models import Identity
from saath.stores.calendar import settings_of
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.timeline.emit import emit

SOLVED = Conversation.State.SOLVED
LONGEST_THANKS = 300
# Whoever goes on and on writing into what was solved is followed so far.
LONGEST_TRAIL = 20


def thanks_in(
    conversation: Conversation | None, identity: Identity, inbound: InboundMessage
) -> Thanks | None:
    """Return how a customer thanks for what is solved, None for any other message."""
    if conversation is None or conversation.state != SOLVED or conversation.identity_id != identity.pk:
        return None
    words = inbound.visible_text
    if inbound.is_automatic or inbound.attachments or len(words) > LONGEST_THANKS:
        return None
    names = [*Member.objects.active().values_list("display_name", flat=True)]
    return read_thanks(words, names=[*names, conversation.account.name])


def take_thanks(actor: Actor, conversation: Conversation, message: Message, thanks: Thanks) -> None:
    """Leave a conversation solved that is thanked for; it is confirmed where the thanks plainly say so. The caller saves.

    A sender whose domain disowns the mail confirms nothing.
    """
    solution = standing_solution(conversation)
    is_word = thanks is Thanks.SORTED and message.is_sender_proved is not False
    if solution is None or not is_word or solution.confirmed_at is not None:
        emit(actor, SOLUTION_THANKED, subject=conversation, refs={"message": message})
        return
    solution.confirmed_at = conversation.confirmed_at = message.created_at
    solution.save(update_fields=["confirmed_at"])
    emit(actor, SOLUTION_CONFIRMED, subject=conversation, changed=["confirmed_at"])


def follow_up_of(
    conversation: Conversation, identity: Identity, inbound: InboundMessage, *, now: datetime
) -> tuple[Conversation | None, Conversation | None]:
    """Return where a message goes that came for a conversation, and what it follows where that is one to be opened.

    What was solved long ago stays solved: its customer goes on in the newest conversation that follows it. Nobody else
    does: a conversation that follows belongs to the same customer. What was over before it was imported, nobody here
    solved: it is taken up.
    """
    if inbound.is_automatic or conversation.identity_id != identity.pk or conversation.state != SOLVED:
        return conversation, None
    days = settings_of(current_store_id()).follow_up_after_days
    for _step in range(LONGEST_TRAIL):
        is_solved = conversation.state == SOLVED and conversation.resolution != ""
        if not is_solved or not is_late(conversation.solved_at, now, after_days=days):
            return conversation, None
        newer = _newest_follow_up(conversation, identity)
        if newer is None:
            return None, conversation
        conversation = newer
    return conversation, None


def tell_of_follow_up(actor: Actor, conversation: Conversation, solved: Conversation) -> None:
    """Show on both which one follows which."""
    emit(actor, CONVERSATION_FOLLOWED, subject=solved, refs={"conversation": conversation})
    emit(actor, CONVERSATION_FOLLOWS, subject=conversation, refs={"conversation": solved})


def _newest_follow_up(conversation: Conversation, identity: Identity) -> Conversation | None:
    following = Conversation.objects.select_for_update(of=("self",)).select_related("customer", "identity")
    return following.filter(follows=conversation, identity=identity).order_by("-id").first()
