"""What a visitor says once their question is called solved: whether it is, and how they found our help."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext_lazy as _

from saath.chats.events import CHAT_CHANGED, CHAT_SAID
from saath.chats.models import Visitor
from saath.chats.queries.after import after_of
from saath.chats.queries.page import newest_conversation
from saath.chats.rules import is_key
from saath.conversations.actions.customer_says import confirm_solution, refuse_solution
from saath.conversations.actions.rate import rate_solution
from saath.conversations.models import Conversation, Message, Solution
from saath.core.errors import BadInput, Conflict
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_WORDS = 4_000


class NothingSolved(Conflict):
    """Nobody has called it solved, or that is long ago."""

    message = _("Nothing is waiting for this answer.")
    what_is_safe = _("What you wrote before is with us.")
    what_to_do = _("If you want to tell us something, just write to us.")


@action
def say_if_sorted(actor: Actor, visitor: Visitor, *, is_sorted: bool, words: str, key: str) -> Conversation:
    """Take a visitor's word that it is sorted, or go on with theirs where it is not; the same key again says nothing new.

    Raises `BadInput`, `NothingSolved`.
    """
    if not is_key(key) or len(words) > LONGEST_WORDS:
        raise BadInput(field="words" if is_key(key) else "key")
    client_key = _client_key(visitor, key)
    said = Message.objects.select_related("conversation").filter(client_key=client_key).first()
    if said is not None:
        return said.conversation
    conversation, solution = _solved(visitor)
    about = {"customer": visitor.identity.customer}
    if is_sorted:
        confirm_solution(actor, solution)
        emit(actor, CHAT_CHANGED, subject=conversation, refs=about, changed=["confirmed_at"])
    else:
        message = refuse_solution(actor, solution, words=words, client_key=client_key)
        emit(actor, CHAT_SAID, subject=conversation, refs={**about, "message": message})
    return conversation


@action
def rate_help(actor: Actor, visitor: Visitor, *, stars: int, words: str) -> Conversation:
    """Take how a visitor found our help; the last word counts. Raises `BadInput`, `NothingSolved`, `NotToBeRated`."""
    conversation, solution = _solved(visitor)
    rate_solution(actor, solution, stars=stars, words=words)
    about = {"customer": visitor.identity.customer}
    emit(actor, CHAT_CHANGED, subject=conversation, refs=about, changed=["rating"])
    return conversation


def _solved(visitor: Visitor) -> tuple[Conversation, Solution]:
    conversation = newest_conversation(visitor.identity_id)
    solution = after_of(conversation).solution if conversation is not None else None
    if conversation is None or solution is None:
        raise NothingSolved()
    return conversation, solution


def _client_key(visitor: Visitor, key: str) -> str:
    """Return by what a "not yet" is known again: the widget's own name for it, and which solution it is about."""
    newest = Solution.objects.filter(conversation__identity=visitor.identity_id).order_by("-id").first()
    told = hashlib.sha256(f"{visitor.pk} {newest.pk if newest else 0} {key}".encode())
    return f"chat:{told.hexdigest()[:40]}"
