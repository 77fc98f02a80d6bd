"""Mails out of the chat are put on their way here: what was missed, what was said, the link for an address."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from saath.chats.actions._mailing import queue_mail
from saath.chats.events import CHAT_MAILED
from saath.chats.mailing.rules import MOST_IN_A_MAIL, NOT_SOONER_THAN, Missed, is_stale, mailed_from
from saath.chats.models import ChatMail, Visitor
from saath.chats.queries.missed import (
    is_shut_out,
    last_mailed,
    last_there,
    mail_account,
    missed_answers,
    proved_address,
    said_in,
)
from saath.chats.queries.page import newest_conversation
from saath.conversations.actions.triage import locked
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.core.errors import Conflict, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

Kind = ChatMail.Kind


class NotYours(Conflict):
    """Nothing says yet that an address is the visitor's."""

    message = _("We may only mail this to an address that is surely yours.")
    what_is_safe = _("Nothing was sent.")
    what_to_do = _("Give your e-mail address and confirm it by the link that we send you.")


@action
def mail_missed(actor: Actor, conversation: Conversation) -> datetime | None:
    """Mail a visitor who is gone what they have missed, once; return when to look again, None where there is nothing to wait for.

    Of many answers the oldest go first, and the others follow.
    """
    fresh = locked(conversation)
    missed = list(missed_answers(fresh)[: MOST_IN_A_MAIL + 1])
    if not missed or is_stale(missed[-1].created_at, now()):
        return None
    address = proved_address(fresh.identity)
    if not address or mail_account() is None or is_shut_out(fresh):
        return None
    at = mailed_from(Missed(missed[0].created_at, last_there(fresh), last_mailed(fresh)))
    if at > now():
        return at
    told = missed[:MOST_IN_A_MAIL]
    mail = queue_mail(
        Kind.UNREAD,
        conversation=fresh,
        address=address,
        language=fresh.language,
        first=told[0].pk,
        last=told[-1].pk,
    )
    emit(actor, CHAT_MAILED, subject=fresh, refs={"mail": mail})
    return now() + NOT_SOONER_THAN if len(missed) > MOST_IN_A_MAIL else None


@action
def mail_transcript(actor: Actor, visitor: Visitor) -> ChatMail:
    """Mail a visitor what was said, to an address that is surely theirs; asked twice before it left, it is one mail.

    Raises `NotYours` without such an address, `NotFound` where nothing was said.
    """
    conversation = newest_conversation(visitor.identity_id)
    newest = said_in(conversation).last() if conversation is not None else None
    if conversation is None or newest is None:
        raise NotFound()
    address = proved_address(visitor.identity)
    if not address or mail_account() is None:
        raise NotYours()
    fresh = locked(conversation)
    asked = ChatMail.objects.filter(conversation=fresh, kind=Kind.TRANSCRIPT, address=address)
    waiting = asked.filter(state=ChatMail.State.QUEUED, last_message_id=newest.pk).first()
    return waiting or queue_mail(
        Kind.TRANSCRIPT,
        conversation=fresh,
        address=address,
        language=visitor.language or fresh.language,
        last=newest.pk,
    )
