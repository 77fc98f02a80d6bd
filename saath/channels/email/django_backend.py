"""Django's own mails (password reset, invitation) leave by the same way as the answers do."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from saath.channels.base import ChannelError
from saath.channels.email.mailbox_out import mailbox_folder
from saath.channels.email.transport import transport_of


class EmailBackend(BaseEmailBackend):
    """Sends through SMTP_OUT_URL; with `fail_silently` a mail that cannot leave is only not counted."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the mails and return how many left. Raises ChannelError."""
        transport = transport_of(settings.SMTP_OUT_URL, mailbox=str(mailbox_folder(Path(settings.DATA_DIR))))
        sent = 0
        for message in email_messages:
            octets = message.message().as_bytes()
            try:
                transport(parseaddr(message.from_email)[1], message.recipients(), octets)
            except ChannelError:
                if not self.fail_silently:
                    raise
            else:
                sent += 1
        return sent
