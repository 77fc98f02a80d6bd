"""Customers' mail servers: each hands over its mails, and repeats one, byte for byte, until it has seen the 250."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate

from tests.installation import MAILBOX

LINE_SECONDS = 20.0
PAUSE_SECONDS = 0.2
DOUBTS_EVERY = 10


@dataclass
class Letter:
    """One mail of one customer, and how its sending went."""

    number: int
    sendings: int = 0
    seen_250: int = 0

    @property
    def word(self) -> str:
        """Return a word that no other mail has."""
        return f"marigold{self.number:05d}"

    @property
    def address(self) -> str:
        """Return who writes it."""
        return f"customer{self.number}@example.in"

    @property
    def octets(self) -> bytes:
        """Return the mail, the same at every try; every seventh is without a Message-ID."""
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Customer {self.number} <{self.address}>", MAILBOX
        mail["Subject"], mail["Date"] = (
            f"Order PT-{20_000 + self.number}",
            formatdate(1_700_000_000 + self.number),
        )
        if self.number % 7:
            mail["Message-ID"] = f"<letter-{self.number}@example.in>"
        mail.set_content(f"Where is my {self.word}, please?")
        return mail.as_bytes()


@dataclass
class Sender:
    """Hands letters over on one thread, trying the ports in turn."""

    letters: Sequence[Letter]
    ports: Sequence[int]
    permits: threading.Semaphore
    stop: threading.Event
    _line: smtplib.SMTP | None = field(default=None, init=False)
    _tries: int = field(default=0, init=False)

    def run(self) -> None:
        """Send all; some once more although their 250 was seen, as a server that forgot it would."""
        for letter in self.letters:
            self.permits.acquire()
            for _doubt in range(2 if letter.number % DOUBTS_EVERY == 0 else 1):
                self._send_until_taken(letter)
        self._hang_up()

    def _send_until_taken(self, letter: Letter) -> None:
        while not self.stop.is_set():
            letter.sendings += 1
            if self._is_taken(letter):
                letter.seen_250 += 1
                return
            self._hang_up()
            self.stop.wait(PAUSE_SECONDS)

    def _is_taken(self, letter: Letter) -> bool:
        try:
            line = self._connected()
            line.sendmail(letter.address, [MAILBOX], letter.octets)
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _connected(self) -> smtplib.SMTP:
        if self._line is None:
            self._tries += 1
            port = self.ports[self._tries % len(self.ports)]
            self._line = smtplib.SMTP("127.0.0.1", port, local_hostname="example.in", timeout=LINE_SECONDS)
            assert self._line.sock is not None
            self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
