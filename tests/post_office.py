"""The customers' mail server: a real SMTP server that keeps every mail which it was handed."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.installation import free_ports

NOT_YOURS = "553 5.7.1 Sender address rejected: not owned by user"


@dataclass(frozen=True)
class Received:
    """One DATA that reached its end."""

    recipients: tuple[str, ...]
    octets: bytes
    mail_from: str = ""

    @property
    def mail(self) -> EmailMessage:
        """Return it parsed."""
        return message_from_bytes(self.octets, policy=policy.default)


class PostOffice:
    """Listens on a free port and takes every mail.

    `refusal` is what it says instead. `refuses_tags_at` names the command, MAIL or DATA,
    at which it refuses a return path with a plus.
    With `drops_lines_after=n` it takes every nth mail and hangs up without a word. `smtp` are options of aiosmtpd.
    """

    def __init__(self, *, drops_lines_after: int = 0, **smtp: Any) -> None:
        self.refusal = ""
        self.refuses_tags_at = ""
        self.received: list[Received] = []
        self._drops_lines_after = drops_lines_after
        self._guard = threading.Lock()
        self._controller = Controller(
            self, hostname="127.0.0.1", port=free_ports(1), enable_SMTPUTF8=True, **smtp
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        """Return where it listens."""
        return int(self._controller.port)

    @property
    def url(self) -> str:
        """Return what `SAATH_SMTP_OUT` says to reach it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Ask who sends."""
        if self.refuses_tags_at == "MAIL" and "+" in address:
            return NOT_YOURS
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail before saying so."""
        if self.refusal:
            return self.refusal
        if self.refuses_tags_at == "DATA" and "+" in (envelope.mail_from or ""):
            return NOT_YOURS
        octets = envelope.original_content or b""
        with self._guard:
            self.received.append(Received(tuple(envelope.rcpt_tos), octets, envelope.mail_from or ""))
            is_dropped = self._drops_lines_after and len(self.received) % self._drops_lines_after == 0
        if is_dropped:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails for one recipient, oldest first."""
        with self._guard:
            return [each.mail for each in self.received if address in each.recipients]

    def times_seen(self) -> Counter[str]:
        """Return how often each mail came, by its Message-ID without brackets."""
        with self._guard:
            seen = list(self.received)
        return Counter(str(each.mail["Message-ID"]).strip("<> ") for each in seen)
