"""What left this installation, for the eyes of a shop's team: the demo's stand-in for customers' mail programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.channels.base import Participant
from saath.channels.email import headers
from saath.channels.email.mailbox_out import MailboxEntry, list_mails, mailbox_folder, read_mail
from saath.conversations.models import ChannelAccount
from saath.core.errors import NotFound
from saath.core.mail_out import leaves_this_machine
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.ui.navigation import Entry

PLACE = Entry(
    "mailbox",
    _("Customers' post"),
    "mail",
    "demo:mails",
    verb="conversation.read",
    group=_("On this machine"),
    bar_label=_("Post"),
    place=800,
)


@dataclass(frozen=True, slots=True)
class LeftMail:
    """One mail that left, as a mail program would show it."""

    entry: MailboxEntry
    sender: Participant
    to: Participant
    reply_to: str
    references: tuple[str, ...]
    text: str
    html: str
    attachments: tuple[str, ...]

    @property
    def sent_at(self) -> datetime:
        """Return when it left."""
        return self.entry.sent_at


def is_there() -> bool:
    """Tell whether answers leave into the mailbox at all, and not to a mail server."""
    return not leaves_this_machine()


def list_left(actor: Actor) -> Sequence[MailboxEntry]:
    """Return the newest hundred mails that the actor may see, the newest first. Raises Forbidden, NotFound."""
    return [entry for entry in list_mails(_folder(actor)) if _may_see(actor, entry)]


def get_left(actor: Actor, key: str) -> LeftMail:
    """Return one mail. Raises Forbidden, NotFound (also for one that is not for the actor's eyes)."""
    folder = _folder(actor)
    try:
        mail = message_from_bytes(read_mail(folder, key), policy=policy.default)
    except KeyError as error:
        raise NotFound() from error
    entry = _entry(key, mail)
    if not _may_see(actor, entry):
        raise NotFound()
    return _opened(entry, mail)


def _folder(actor: Actor) -> Path:
    actor.require("conversation.read")
    if not is_there():
        raise NotFound()
    return mailbox_folder(settings.DATA_DIR)


def _may_see(actor: Actor, entry: MailboxEntry) -> bool:
    """A shop sees its own mail. Letters of the installation hold links to sign in: for the owner of the only shop."""
    if entry.sender is None or not entry.to:
        return False
    if ChannelAccount.objects.filter(channel="email", key=entry.sender.identity_key).exists():
        return True
    return actor.may("store.roles") and Store.objects.count() == 1


def _entry(key: str, mail: EmailMessage) -> MailboxEntry:
    return MailboxEntry(
        key=key,
        sent_at=datetime.strptime(f"{key[:21]}+0000", "%Y%m%dT%H%M%S%f%z"),
        sender=next(iter(_people(mail, "From")), None),
        to=_people(mail, "To"),
        subject=str(mail["Subject"] or ""),
        message_id=next(iter(headers.message_ids([str(mail["Message-ID"] or "")])), ""),
    )


def _opened(entry: MailboxEntry, mail: EmailMessage) -> LeftMail:
    reply_to = _people(mail, "Reply-To") or _people(mail, "From")
    return LeftMail(
        entry=entry,
        sender=_people(mail, "From")[0],
        to=entry.to[0],
        reply_to=reply_to[0].address,
        references=headers.message_ids([str(mail["References"] or "")]),
        text=_body(mail, "plain"),
        html=_body(mail, "html"),
        attachments=tuple(part.get_filename() or "" for part in mail.iter_attachments()),
    )


def _people(mail: EmailMessage, name: str) -> tuple[Participant, ...]:
    return headers.participants([str(value) for value in mail.get_all(name, [])])


def _body(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    return str(part.get_content()) if part is not None else ""
