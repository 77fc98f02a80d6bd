"""A customer with a mail program."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import cast

from tests.installation import MAILBOX, wait_until
from tests.post_office import PostOffice


@dataclass(frozen=True)
class Customer:
    """Writes through the shop's mail door, and receives at their own mail server."""

    name: str
    smtp_port: int
    office: PostOffice

    @property
    def address(self) -> str:
        """Return the customer's address."""
        return f"{'.'.join(self.name.lower().split())}@example.in"

    def write(
        self,
        text: str,
        *,
        subject: str = "Order PT-20418",
        file: tuple[str, bytes] | None = None,
        proved_by: str = "",
    ) -> EmailMessage:
        """Write a first mail; returns it once the shop has said 250. `proved_by` is a mail server that vouches for it."""
        mail = self._mail(text, MAILBOX, subject, file)
        if proved_by:
            mail["Authentication-Results"] = f"{proved_by}; dmarc=pass header.from=example.in"
        return self._send(mail)

    def answer(self, received: EmailMessage, text: str) -> EmailMessage:
        """Answer a mail as a mail program does: to its Reply-To, with In-Reply-To and References."""
        mail = self._mail(
            text, received["Reply-To"].addresses[0].addr_spec, f"Re: {received['Subject']}", None
        )
        mail["In-Reply-To"] = received["Message-ID"]
        mail["References"] = f"{received['References']} {received['Message-ID']}"
        return self._send(mail)

    def receive(self, number: int = 1) -> EmailMessage:
        """Return the nth mail that the shop has sent here, waiting for it."""
        wait_until(lambda: len(self.office.to(self.address)) >= number, f"mail {number} for {self.name}")
        return self.office.to(self.address)[number - 1]

    def _mail(self, text: str, to: str, subject: str, file: tuple[str, bytes] | None) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"{self.name} <{self.address}>", to, subject
        mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain="example.in")
        mail.set_content(text)
        if file is not None:
            mail.add_attachment(file[1], maintype="application", subtype="octet-stream", filename=file[0])
        return mail

    def _send(self, mail: EmailMessage) -> EmailMessage:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname="example.in", timeout=20) as line:
            refused = line.send_message(mail)
        assert refused == {}
        return mail


def plain_text(mail: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return cast(str, cast(EmailMessage, body).get_content())
