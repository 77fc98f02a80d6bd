"""A real mailbox is read, and nothing in it changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from saath.channels.email.imap_box import PIECE_OCTETS, Box, UnfetchableMail
from saath.channels.email.imap_facts import ImapServer, ImapTrouble, Security, Trouble
from tests.dovecot import PASSWORD, Dovecot, dovecot
from tests.installation import free_ports

__all__ = ["dovecot"]
MAIL = b"From: sunita@example.in\r\nSubject: Parcel\r\n\r\nKab tak aayega?\r\n"


@pytest.fixture(autouse=True)
def _private_host(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]


@pytest.fixture
def user() -> str:
    """A mailbox of its own for each test."""
    return f"u{uuid4().hex[:8]}"


@pytest.fixture
def server(dovecot: Dovecot, user: str) -> ImapServer:
    return ImapServer("localhost", dovecot.tls_port, Security.TLS, user, PASSWORD)


@pytest.fixture
def box(server: ImapServer) -> Iterator[Box]:
    with Box.open(server) as opened:
        yield opened


def read_all(box: Box, uid: int) -> bytes:
    stream = box.mail(uid)
    return b"".join(iter(lambda: stream.read(1 << 18), b""))


def trouble_of(server: ImapServer) -> Trouble:
    with pytest.raises(ImapTrouble) as caught:
        Box.open(server)
    assert server.password not in str(caught.value)
    return caught.value.kind


def test_a_mail_is_read_and_stays_unseen(box: Box, dovecot: Dovecot, user: str) -> None:
    dovecot.put(MAIL, user=user)
    box.look("INBOX")
    [uid] = box.uids(1)
    [head] = box.heads([uid])
    assert head.size == len(MAIL)
    assert read_all(box, uid) == MAIL
    assert box.head_octets(uid) == MAIL[: MAIL.index(b"\r\n\r\n") + 4]
    assert not any("Seen" in flags for flags in dovecot.flags(user=user))


def test_uids_are_asked_for_from_a_number_on(box: Box, dovecot: Dovecot, user: str) -> None:
    for _ in range(3):
        dovecot.put(MAIL, user=user)
    state = box.look("INBOX")
    assert (state.uidnext, state.exists) == (4, 3)
    assert box.uids(2) == [2, 3]
    assert box.uids(1, 2) == [1, 2]
    assert box.uids(4) == []


def test_mails_are_counted_since_a_date(box: Box, dovecot: Dovecot, user: str) -> None:
    dovecot.put(MAIL, user=user, at=datetime(2024, 3, 5, 12, tzinfo=UTC))
    dovecot.put(MAIL, user=user, at=datetime(2026, 3, 5, 12, tzinfo=UTC))
    box.look("INBOX")
    assert (box.count(), box.count(since=date(2025, 1, 1))) == (2, 1)
    assert box.uids(1, since=date(2025, 1, 1)) == [2]
    assert [head.arrived_at.date() for head in box.heads([1])] == [date(2024, 3, 5)]


def test_a_large_mail_is_read_in_pieces(box: Box, dovecot: Dovecot, user: str) -> None:
    large = MAIL + b"x" * 76 + b"\r\n" + b"0123456789\r\n" * (PIECE_OCTETS // 4)
    dovecot.put(large, user=user)
    box.look("INBOX")
    stream = box.mail(1)
    pieces = list(iter(lambda: stream.read(1 << 18), b""))
    assert b"".join(pieces) == large
    assert max(map(len, pieces)) <= 1 << 18


def test_a_mail_of_exactly_one_piece_ends(box: Box, dovecot: Dovecot, user: str) -> None:
    exact = MAIL + b"x" * (PIECE_OCTETS - len(MAIL) - 2) + b"\r\n"
    dovecot.put(exact, user=user)
    box.look("INBOX")
    assert len(read_all(box, 1)) == PIECE_OCTETS


def test_a_mail_that_is_gone_cannot_be_fetched_and_the_next_can(
    box: Box, dovecot: Dovecot, user: str
) -> None:
    dovecot.put(MAIL, user=user)
    box.look("INBOX")
    with pytest.raises(UnfetchableMail):
        read_all(box, 77)
    assert read_all(box, 1) == MAIL


def test_another_numbering_shows_as_another_uidvalidity(box: Box, dovecot: Dovecot, user: str) -> None:
    dovecot.put(MAIL, user=user)
    before = box.look("INBOX")
    dovecot.renumber(user=user)
    with Box.open(ImapServer("localhost", dovecot.tls_port, Security.TLS, user, PASSWORD)) as again:
        after = again.look("INBOX")
        assert after.uidvalidity != before.uidvalidity
        assert again.uids(1) != [1]


def test_new_mail_ends_the_wait(box: Box, dovecot: Dovecot, user: str) -> None:
    box.look("INBOX")
    assert box.can_push
    sender = threading.Timer(0.3, dovecot.put, [MAIL], {"user": user})
    sender.start()
    began = time.monotonic()
    box.wait(30, goes_on=lambda: True)
    took = time.monotonic() - began
    sender.join()
    assert took < 25
    assert box.uids(1) == [1]


def test_mail_that_came_just_before_the_wait_ends_it(box: Box, dovecot: Dovecot, user: str) -> None:
    box.look("INBOX")
    dovecot.put(MAIL, user=user)
    began = time.monotonic()
    box.wait(30, goes_on=lambda: True)
    assert time.monotonic() - began < 25


def test_the_wait_ends_when_it_is_told_to(box: Box) -> None:
    box.look("INBOX")
    began = time.monotonic()
    box.wait(30, goes_on=lambda: False)
    assert time.monotonic() - began < 25
    assert box.uids(1) == []


def test_the_folder_of_sent_mail_is_found(box: Box) -> None:
    assert box.sent_folder() == "Sent"
    assert set(box.folder_names()) == {"INBOX", "Sent"}


def test_a_folder_that_is_not_there_is_named(box: Box) -> None:
    with pytest.raises(ImapTrouble) as caught:
        box.look("Nirgends")
    assert (caught.value.kind, caught.value.detail) == (Trouble.FOLDER, "Nirgends")


def test_a_server_that_goes_away_is_a_broken_line(server: ImapServer, dovecot: Dovecot) -> None:
    with Box.open(server) as box:
        dovecot.stop()
        try:
            with pytest.raises(ImapTrouble) as caught:
                box.look("INBOX")
            assert caught.value.kind is Trouble.BROKEN
            assert trouble_of(server) is Trouble.CLOSED
        finally:
            dovecot.start()


def test_what_the_server_says_to_a_wrong_password_is_told_in_its_words(dovecot: Dovecot, user: str) -> None:
    with pytest.raises(ImapTrouble) as caught:
        Box.open(ImapServer("localhost", dovecot.tls_port, Security.TLS, user, "wrong"))
    assert caught.value.detail == "[AUTHENTICATIONFAILED] Authentication failed."


def test_starttls_protects_the_password(dovecot: Dovecot, user: str) -> None:
    with Box.open(ImapServer("localhost", dovecot.port, Security.STARTTLS, user, PASSWORD)) as box:
        assert box.look("INBOX").exists == 0


def test_a_password_beyond_ascii_is_sent_as_it_is(dovecot: Dovecot, user: str) -> None:
    server = ImapServer("localhost", dovecot.tls_port, Security.TLS, user, "पाँच तकिये")
    assert trouble_of(server) is Trouble.PASSWORD


def test_troubles_are_told_apart(
    dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def at(
        host: str = "localhost", port: int = dovecot.tls_port, security: Security = Security.TLS
    ) -> ImapServer:
        return ImapServer(host, port, security, user, "wrong password")

    assert trouble_of(at()) is Trouble.PASSWORD
    assert trouble_of(at(port=free_ports(1))) is Trouble.CLOSED
    assert trouble_of(at(port=dovecot.port)) is Trouble.TLS
    monkeypatch.setenv("SSL_CERT_FILE", str(Path(__file__)))
    assert trouble_of(at()) is Trouble.CERTIFICATE
    settings.ALLOWED_PRIVATE_HOSTS = []
    assert trouble_of(at()) is Trouble.PRIVATE
    assert trouble_of(at(host="127.0.0.1")) is Trouble.PRIVATE
