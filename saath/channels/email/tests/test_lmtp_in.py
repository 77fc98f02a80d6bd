"""A mail server in front hands mails over by LMTP: each recipient has its own answer (RFC 2033)."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Iterator

import pytest
from aiosmtpd.lmtp import LMTP

from saath.channels.base import Rejected
from saath.channels.email.smtp_in import MailServer
from saath.channels.email.smtp_limits import Limits

MAIL = b"From: u@x.in\r\nSubject: hi\r\n\r\n.leading dot\r\nwords\r\n"


class Ledger:
    """Stands in for the intake: keeps mails, but for the addresses that it is told to fail."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, tuple[str, ...], bytes]] = []
        self.failures: dict[str, Exception] = {}

    def accept(self, mail_from: str, recipients: Iterable[str], raw: bytes) -> str:
        first = next(iter(recipients))
        if first in self.failures:
            raise self.failures[first]
        self.kept.append((mail_from, tuple(recipients), raw))
        return f"item {len(self.kept)}"


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def client(ledger: Ledger) -> Iterator[smtplib.LMTP]:
    def knows(address: str) -> bool:
        return address.lower().endswith("@paanch.example")

    limits = Limits(mail_octets=10_000)
    with MailServer(ledger.accept, knows, limits=limits, protocol=LMTP) as server:
        opened = smtplib.LMTP("127.0.0.1", server.port, local_hostname="mx.paanch.example")
        opened.ehlo()
        yield opened
        opened.close()


def hand_over(client: smtplib.LMTP, *recipients: str, mail: bytes = MAIL) -> list[int]:
    """Hand a mail over and return the code of each answer."""
    client.mail("sunita@example.in")
    for recipient in recipients:
        client.rcpt(recipient)
    assert client.docmd("DATA")[0] == 354
    client.send(mail.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    return [client.getreply()[0] for _ in recipients]


def test_each_recipient_is_answered(client: smtplib.LMTP, ledger: Ledger) -> None:
    assert hand_over(client, "a@paanch.example", "b@paanch.example") == [250, 250]
    assert [recipients for _from, recipients, _raw in ledger.kept] == [
        ("a@paanch.example",),
        ("b@paanch.example",),
    ]
    assert ledger.kept[0][2] == MAIL


def test_the_failure_of_one_is_not_the_failure_of_the_other(client: smtplib.LMTP, ledger: Ledger) -> None:
    ledger.failures = {"a@paanch.example": OSError("disk"), "c@paanch.example": Rejected("closed")}
    codes = hand_over(client, "a@paanch.example", "b@paanch.example", "c@paanch.example")
    assert codes == [451, 250, 550]
    assert len(ledger.kept) == 1


def test_two_spellings_of_one_address_are_one_mail(client: smtplib.LMTP, ledger: Ledger) -> None:
    token = "namaste+" + "a" * 44 + "@paanch.example"
    assert hand_over(client, "namaste@paanch.example", token, "Namaste@PAANCH.example") == [250, 250, 250]
    [(_from, recipients, _raw)] = ledger.kept
    assert recipients == ("namaste@paanch.example", token, "Namaste@PAANCH.example")


def test_a_mail_that_is_too_large_is_refused_to_each(client: smtplib.LMTP, ledger: Ledger) -> None:
    large = MAIL + b"x" * 70 + b"\r\n" + b"0123456789\r\n" * 2000
    assert hand_over(client, "a@paanch.example", "b@paanch.example", mail=large) == [552, 552]
    assert hand_over(client, "a@paanch.example") == [250]
    assert len(ledger.kept) == 1


def test_an_unknown_recipient_is_refused_before_the_mail(client: smtplib.LMTP) -> None:
    client.mail("sunita@example.in")
    assert client.rcpt("nobody@elsewhere.example")[0] == 550


def test_the_greeting_of_smtp_is_none_here(client: smtplib.LMTP) -> None:
    assert client.docmd("EHLO", "mx.paanch.example")[0] == 500
