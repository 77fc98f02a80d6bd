"""Mail of customers, handed in at our own door for mail (SMTP, RFC 5321), as any mail program would do it."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.channels.base import Participant
from saath.core.clock import now
from saath.core.errors import SaathError
from saath.demo.mails import prove

TIMEOUT_SECONDS = 10


class DoorClosed(SaathError):
    """Our own door for mail did not take a mail."""

    message = _("The mail could not be handed in: nobody opens at the mail port.")
    what_is_safe = _("What you wrote is still here.")
    what_to_do = _("Look whether Saath runs with its mail intake, then send it again.")


def compose(
    sender: Participant, *, to: str, subject: str, text: str, answers: tuple[str, ...] = ()
) -> EmailMessage:
    """Return a mail of a customer as the shop's own mail server hands it on: it found that the sender is who it says.

    `answers` are the ids of the thread, the one that it answers last (RFC 5322, 3.6.4).
    """
    mail = EmailMessage()
    mail["From"], mail["To"] = formataddr((sender.name, sender.address)), to
    mail["Subject"], mail["Date"] = " ".join(subject.split()), format_datetime(now())
    mail["Message-ID"] = make_msgid(domain=sender.address.partition("@")[2])
    prove(mail, sender.address)
    if answers:
        mail["In-Reply-To"] = f"<{answers[-1]}>"
        mail["References"] = " ".join(f"<{key}>" for key in answers)
    mail.set_content(text)
    return mail


def hand_in(mail: EmailMessage, *, sender: str, to: str) -> None:
    """Give a mail to our intake; it is safe when this returns. Raises DoorClosed."""
    try:
        with smtplib.SMTP(settings.SMTP_IN_HOST, settings.SMTP_IN_PORT, timeout=TIMEOUT_SECONDS) as door:
            door.send_message(mail, sender, [to])
    except (OSError, smtplib.SMTPException) as error:
        raise DoorClosed() from error
