"""A mail out of the chat leaves: claimed, sent outside any transaction, written down. It is never sent twice by a machine."""

from __future__ import annotations

from saath.channels.base import (
    Adapter,
    NeedsReauth,
    OutboundMessage,
    Participant,
    Rejected,
    RetryLater,
    SendOutcome,
)
from saath.chats.actions.mail_outbox import claim_mail, record_mail
from saath.chats.mailing.words import Letter, letter_of
from saath.chats.models import ChatMail
from saath.chats.queries.missed import mail_account
from saath.conversations.models import ChannelAccount
from saath.conversations.ways_out import sending_adapter
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.faults import fault_point
from saath.jobs.errors import RetryLater as JobRetryLater
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import read_transaction

OUTBOX = Actor.system("mails of the chat")
# What a visitor missed is of no use after a day: so long a busy server is asked again.
WAITS_SECONDS = (30, 120, 600, 1800, 3600, 7200, 14400)
State = ChatMail.State


def leave(mail_id: int) -> None:
    """Send a mail that waits. Raises JobRetryLater where the server is busy."""
    found = (
        ChatMail.objects.select_related("store", "conversation__identity", "contact")
        .filter(pk=mail_id)
        .first()
    )
    if found is None or not claim_mail(OUTBOX, found):
        return
    fault_point("chat_mail_after_claim")
    account = mail_account()
    if account is None:
        record_mail(OUTBOX, found, state=State.FAILED)
        return
    try:
        state = _sent(found, account)
    except NotFound:
        state = State.DROPPED
    except (RetryLater, NeedsReauth, Rejected) as error:
        _refused(found, error)
        return
    record_mail(OUTBOX, found, state=state)


def _sent(mail: ChatMail, account: ChannelAccount) -> str:
    with read_transaction():
        letter = letter_of(mail)
    adapter = sending_adapter(account)
    result = adapter.send(outbound(mail, letter, adapter))
    return State.SENT if result.outcome == SendOutcome.SENT else State.UNKNOWN


def outbound(mail: ChatMail, letter: Letter, adapter: Adapter) -> OutboundMessage:
    """Return a mail as its adapter takes it: an answer to it finds the conversation, and no machine answers it."""
    conversation = mail.conversation if mail.kind != ChatMail.Kind.CONFIRM else None
    about = conversation.public_id if conversation is not None else mail.public_id
    return OutboundMessage(
        message_id=adapter.name_message(about, mail.address, unique=mail.public_id),
        to=(Participant(mail.address),),
        text=letter.text,
        sender_name=letter.sender,
        reply_address=adapter.reply_address(about, mail.address) if conversation is not None else "",
        subject=letter.subject,
        language=letter.language,
        is_automatic=True,
        created_at=now(),
    )


def _refused(mail: ChatMail, error: Exception) -> None:
    is_final = isinstance(error, Rejected) and error.permanent
    if is_final or mail.attempt > len(WAITS_SECONDS):
        record_mail(OUTBOX, mail, state=State.FAILED)
        return
    record_mail(OUTBOX, mail, state=State.QUEUED)
    raise JobRetryLater(getattr(error, "seconds", None) or WAITS_SECONDS[mail.attempt - 1])
