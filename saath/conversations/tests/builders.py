"""Mails and conversations for tests, made the way they are made in life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from django.conf import settings

from saath.channels.email.mailbox_out import list_mails, mailbox_folder, read_mail
from saath.conversations.actions.accounts import open_email_account
from saath.conversations.intake import accept_mail
from saath.conversations.models import ChannelAccount, Conversation, Message
from saath.core.clock import now
from saath.jobs.worker import Worker
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, Shop, make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

SHOP_ADDRESS = "namaste@paanch.test"


@dataclass(frozen=True)
class Desk:
    """A shop with a mail address and one colleague."""

    shop: Shop
    account: ChannelAccount
    member: Member

    @property
    def actor(self) -> Actor:
        """Return the colleague as an actor."""
        return actor_of(self.member)

    @property
    def store_id(self) -> int:
        """Return the shop's id, for `store_scope`."""
        return self.shop.store.pk


def make_desk(
    slug: str = "paanch-takiye", address: str = SHOP_ADDRESS, email: str = "meera@example.com"
) -> Desk:
    """Make a shop that receives mail at `address`."""
    shop = make_shop(slug)
    with store_scope(shop.store.pk):
        account = open_email_account(TEST, address=address, name="Paanch Takiye")
    return Desk(shop, account, make_colleague(shop, email))


def mail(
    text: str = "Kab tak aayega mera parcel?",
    *,
    sender: str = "Sunita Verma <sunita@example.in>",
    to: str = SHOP_ADDRESS,
    subject: str = "Order PT-20418",
    answers: str = "",
    headers: dict[str, str] | None = None,
) -> EmailMessage:
    """Compose a well-formed mail of a customer."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="example.in")
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    return message


def arrive(message: EmailMessage, *, to: str = SHOP_ADDRESS, mail_from: str = "sunita@example.in") -> None:
    """Let a mail arrive and be read."""
    accept_mail(mail_from, [to], message.as_bytes())
    work()


def work() -> None:
    """Do all waiting jobs that are due."""
    Worker(threads=0).run_pending()


def later() -> datetime:
    """Return a time at which no answer of now is held any more."""
    return now() + timedelta(seconds=settings.UNDO_SECONDS + 1)


def sent_mails() -> list[EmailMessage]:
    """Return what left, oldest first."""
    folder = mailbox_folder(settings.DATA_DIR)
    found = [read_mail(folder, entry.key) for entry in reversed(list_mails(folder))]
    return [message_from_bytes(raw, policy=policy.default) for raw in found]


def only_conversation() -> Conversation:
    """Return the one conversation of the store in scope."""
    return Conversation.objects.get()


def said(conversation: Conversation) -> list[tuple[str, str]]:
    """Return what was said: direction and text, in order."""
    return list(
        Message.objects.filter(conversation=conversation).order_by("id").values_list("direction", "text")
    )
