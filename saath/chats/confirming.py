"""Who answers a mail of the chat has read it: that confirms the address as the link does."""

from __future__ import annotations

from collections.abc import Mapping

from saath.chats.actions.contact import confirm_contact
from saath.chats.models import Contact
from saath.chats.queries.identities import EMAIL
from saath.conversations.accounts import capabilities_of
from saath.conversations.models import Conversation, Message
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind


def confirm_by_answer(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Take a proved mail in a chat for the word that its sender's address is the visitor's, if they gave it."""
    message = refs.get("message")
    if not isinstance(message, Message) or not isinstance(subject, Conversation) or message.account is None:
        return
    sender = message.identity
    if sender is None or sender.namespace != EMAIL or not message.may_reveal:
        return
    if not capabilities_of(subject).is_here:
        return
    given = Contact.objects.filter(identity=subject.identity, key=sender.key, confirmed_at=None).first()
    if given is not None:
        confirm_contact(actor, given)
        answered = Conversation.objects.filter(pk=subject.pk)
        answered.update(last_account=message.account, last_identity=sender)
