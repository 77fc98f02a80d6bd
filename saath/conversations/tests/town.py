"""A town whose post is real SMTP: what leaves goes to one server, which brings it to shops and to whoever lives there."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from saath.channels.email.smtp_in import MailServer
from saath.channels.email.smtp_limits import Limits
from saath.conversations import ways_out
from saath.conversations.intake import accept_mail, account_for
from saath.conversations.tests.builders import work

Dweller = Callable[["Letter"], EmailMessage | None]


@dataclass(frozen=True)
class Letter:
    """A mail as it was handed over."""

    mail_from: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        """Return it parsed."""
        return message_from_bytes(self.raw, policy=policy.default)


@dataclass
class Town:
    """Shops answer through Saath; others by a function each, by address; the rest only get post."""

    port: int = 0
    waiting: list[Letter] = field(default_factory=list)
    delivered: list[Letter] = field(default_factory=list)
    dwellers: dict[str, Dweller] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    on_the_way: Callable[[bytes], bytes] = bytes

    def keep(self, mail_from: str, recipients: Iterable[str], raw: bytes) -> str:
        """Take a mail in, as the server's store."""
        self.waiting.append(Letter(mail_from, tuple(recipients), raw))
        return f"letter {len(self.waiting)}"

    def post(self, message: EmailMessage, *, to: str, mail_from: str) -> None:
        """Hand a mail to the server by SMTP."""
        with smtplib.SMTP("127.0.0.1", self.port, local_hostname="town.example") as client:
            client.sendmail(mail_from, [to], message.as_bytes())

    def rounds(self, limit: int) -> int:
        """Bring all post and let everybody answer, until nobody does any more; returns how many rounds it took."""
        for number in range(limit):
            letters, self.waiting = self.waiting, []
            if not letters:
                return number
            for letter in letters:
                self._bring(letter)
            work()
        return limit

    def _bring(self, letter: Letter) -> None:
        self.delivered.append(letter)
        for address in letter.recipients:
            if account_for(address):
                accept_mail(letter.mail_from, [address], self.on_the_way(letter.raw))
                continue
            dweller = self.dwellers.get(address)
            answer = dweller(letter) if dweller else None
            if answer is not None:
                reply_to = letter.mail["Reply-To"] or letter.mail["From"]
                self.post(answer, to=reply_to.addresses[0].addr_spec, mail_from=address)


@contextmanager
def town() -> Iterator[Town]:
    """Open a town; every shop has a way of its own to there."""
    place = Town()
    busy = Limits(mails_a_minute_a_peer=1_000_000)
    with MailServer(place.keep, lambda address: address not in place.dead, limits=busy) as server:
        place.port = server.port
        before, way = dict(ways_out._ways), {"smtp": f"smtp://127.0.0.1:{server.port}"}
        ways_out.leaves_by("email", lambda _account: way)
        try:
            yield place
        finally:
            ways_out._ways.clear()
            ways_out._ways.update(before)
