"""How a mailbox stands, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.channels.email.imap_facts import Trouble
from saath.core.figures import figure
from saath.mailboxes.models import Mailbox
from saath.mailboxes.queries import ShownMailbox
from saath.mailboxes.words import explain


@dataclass(frozen=True, slots=True)
class Status:
    """A sign of the sprite with its tone, what is the case, what to do (''), and whether it is about to change."""

    icon: str
    tone: str
    what: str
    remedy: str = ""
    is_moving: bool = False


def status_of(shown: ShownMailbox) -> Status:
    """Put into words how a mailbox stands."""
    mailbox = shown.mailbox
    if mailbox.state == Mailbox.State.PAUSED:
        return Status("snooze", "dim", _("Paused. Nothing is missed: Saath goes on where it stopped."))
    if mailbox.trouble:
        words = explain(mailbox.trouble)
        is_moving = (
            mailbox.trouble != Trouble.PASSWORD
        )  # a password that is being entered is not swapped away
        return Status("alert", "c-bad", str(words.what), str(words.remedy), is_moving=is_moving)
    if mailbox.state == Mailbox.State.CONNECTING:
        return Status("clock", "dim", _("Connecting and counting. Nothing is read yet."), is_moving=True)
    if mailbox.state == Mailbox.State.CHOOSING:
        return Status("help", "c-hurry", _("Connected. Choose what becomes of the mails that are there."))
    if shown.back is not None:
        done, total = shown.back
        said = _("New mail comes in. Importing: %(done)s of %(total)s.") % {
            "done": figure(done),
            "total": figure(total),
        }
        return Status("clock", "dim", said, is_moving=True)
    return Status("check", "c-good", _("New mail comes in."))
