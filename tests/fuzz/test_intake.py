"""What a server was told 250 for becomes a message, octet by octet as it came, whatever it is."""

from __future__ import annotations

import smtplib
import socket
import time
from collections.abc import Iterable
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import strategies as st

from saath.channels.email.smtp_in import MailServer
from saath.channels.email.smtp_limits import Limits
from saath.conversations.intake import accept_mail
from saath.conversations.models import IntakeItem
from saath.conversations.queries.ledger import open_arrived
from saath.conversations.tests.builders import SHOP_ADDRESS, mail, make_desk, work
from saath.tenancy.scope import store_scope
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import damaged, odd_text
from tests.fuzz.test_mail import WHOLE_MAIL

State = IntakeItem.State
MOST_SECONDS = 10.0
COMMANDS = (
    b"EHLO a", b"HELO", b"LHLO x", b"MAIL FROM:<>", b"MAIL FROM:<a@b.in> SIZE=99999999999", b"MAIL FROM:<a@b.in> BODY=8BITMIME",
    b"RCPT TO:<" + SHOP_ADDRESS.encode() + b">", b"RCPT TO:<x@y>", b"RCPT TO:", b"DATA", b".", b"", b"RSET", b"NOOP", b"HELP",
    b"VRFY a", b"EXPN a", b"STARTTLS", b"AUTH PLAIN AGEAYg==", b"AUTH LOGIN", b"Subject: x", b"BDAT 5 LAST", b"\x00" * 30,
    b"x" * 2_000,
)  # fmt: skip

GREETING = (b"EHLO a", b"MAIL FROM:<a@b.in>", b"RCPT TO:<" + SHOP_ADDRESS.encode() + b">", b"DATA")


@doses
@pytest.mark.django_db
def test_every_mail_becomes_a_message(dose: int) -> None:
    desk = make_desk()

    def is_kept_and_read(octets: bytes, mail_from: str) -> None:
        with transaction.atomic():
            began = time.process_time()
            accept_mail(mail_from, [SHOP_ADDRESS], octets)
            work()
            assert time.process_time() - began < MOST_SECONDS
            with store_scope(desk.store_id):
                item = IntakeItem.objects.select_related("raw").get()
                assert (item.state == State.ACCEPTED and item.message) or (
                    item.state == State.IGNORED and item.rule
                )
                with open_arrived(desk.actor, item) as kept:
                    assert kept.read() == octets
            transaction.set_rollback(True)

    octets = damaged(WHOLE_MAIL) | st.binary(max_size=200) | odd_headers()
    senders = st.sampled_from(["", "a@b.in", "sunita@example.in"])
    holds_for(is_kept_and_read, octets, senders, dose=dose, examples=40)


def odd_headers() -> st.SearchStrategy[bytes]:
    """Return well-formed mails in which one header is odd."""
    names = st.sampled_from(
        [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Reply-To",
            "Content-Type",
            "X-Y",
        ]
    )

    plain = mail().as_bytes()

    def with_header(name: str, value: str) -> bytes:
        lines = plain.split(b"\n")
        kept = [line for line in lines if not line.startswith(name.encode())]
        return f"{name}: {value}\n".encode("utf-8", "surrogatepass") + b"\n".join(kept)

    return st.builds(with_header, names, odd_text)


@doses
def test_whatever_is_said_at_the_door_it_goes_on_taking_mail(dose: int) -> None:
    kept: list[bytes] = []

    def keep(mail_from: str, recipients: Iterable[str], raw: bytes) -> str:
        kept.append(raw)
        return str(len(kept))

    limits = Limits(mail_octets=100_000, mails_a_minute_a_peer=1_000_000)

    def is_answered(lines: list[bytes]) -> None:
        before = len(kept)
        told = speak(server.port, b"\r\n".join([*lines, b"."]) + b"\r\n.\r\n")
        # Who hangs up may miss the answer; the mail comes again and is known then.
        assert told.count(b"\n250 2.0.0 Kept as") <= len(kept) - before
        with smtplib.SMTP("127.0.0.1", server.port, local_hostname="a", timeout=MOST_SECONDS) as client:
            client.sendmail("a@b.in", [SHOP_ADDRESS], b"Subject: well\r\n\r\nformed")
        assert kept[-1] == b"Subject: well\r\n\r\nformed\r\n"

    with MailServer(keep, SHOP_ADDRESS.__eq__, limits=limits) as server:
        lines = st.lists(st.sampled_from(COMMANDS) | st.binary(max_size=30), max_size=20)
        holds_for(is_answered, lines.map(lambda some: [*GREETING, *some]) | lines, dose=dose, examples=30)


def speak(port: int, said: bytes) -> bytes:
    """Say everything at once, hang up, and return what was answered."""
    told = b""
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", port), timeout=MOST_SECONDS) as line,
    ):
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        while heard := line.recv(65_536):
            told += heard
    return told
