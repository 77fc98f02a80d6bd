from __future__ import annotations

import asyncio
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from saath.channels.base import Rejected
from saath.channels.email.smtp_data import NO_ROOM, DataCommand
from saath.channels.email.smtp_in import Door, MailServer
from saath.channels.email.smtp_limits import Limits, Visitors

MAIL = b"From: u@x.in\r\nSubject: hi\r\n\r\n.leading dot\r\nwords\r\n"


class Ledger:
    """Stands in for the intake: keeps mails, or fails as told."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, tuple[str, ...], bytes]] = []
        self.failure: Exception | None = None
        self.gate: threading.Event | None = None
        self.was_asked = threading.Event()

    def accept(self, mail_from: str, recipients: Iterable[str], raw: bytes) -> str:
        self.was_asked.set()
        if self.gate is not None:
            self.gate.wait(5)
        if self.failure is not None:
            raise self.failure
        self.kept.append((mail_from, tuple(recipients), raw))
        return f"item {len(self.kept)}"


def knows(address: str) -> bool:
    return address.endswith("@paanch.example")


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def server(ledger: Ledger) -> Iterator[MailServer]:
    with MailServer(ledger.accept, knows, limits=Limits(mail_octets=100_000)) as running:
        yield running


def client_of(server: MailServer) -> smtplib.SMTP:
    client = smtplib.SMTP("127.0.0.1", server.port, local_hostname="client.example", timeout=60)
    client.ehlo()
    return client


def client_once_there_is_room(server: MailServer) -> smtplib.SMTP:
    while True:
        with suppress(smtplib.SMTPConnectError):
            return client_of(server)


def test_address_is_looked_up_once_for_mails_that_come_one_after_the_other(ledger: Ledger) -> None:
    asked: list[str] = []

    def find(address: str) -> bool:
        asked.append(address)
        return knows(address)

    with MailServer(ledger.accept, find) as server, client_of(server) as client:
        for _ in range(2):
            client.sendmail("a@example.in", ["us@paanch.example", "nobody@example.in"], MAIL)
    assert asked == ["us@paanch.example", "nobody@example.in", "nobody@example.in"]
    assert [recipients for _sender, recipients, _raw in ledger.kept] == [("us@paanch.example",)] * 2


def test_mail_is_kept_before_it_is_acknowledged(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.mail("u@x.in")
        client.rcpt("shop+tag@paanch.example")
        assert client.data(MAIL) == (250, b"2.0.0 Kept as item 1")
    assert ledger.kept == [("u@x.in", ("shop+tag@paanch.example",), MAIL)]


def test_null_return_path_arrives_as_empty(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.sendmail("", ["shop@paanch.example"], MAIL)
    assert ledger.kept[0][0] == ""


def test_failure_of_ours_tells_the_sender_to_try_again(server: MailServer, ledger: Ledger) -> None:
    ledger.failure = OSError("disk full")
    with client_of(server) as client:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
        assert refused.value.smtp_code == 451
        ledger.failure = None
        client.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
    assert len(ledger.kept) == 1


def test_refused_mail_is_refused_for_good(server: MailServer, ledger: Ledger) -> None:
    ledger.failure = Rejected("not\r\n250 here")
    with client_of(server) as client, pytest.raises(smtplib.SMTPDataError) as refused:
        client.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
    assert (refused.value.smtp_code, refused.value.smtp_error) == (550, b"5.7.1 not 250 here")


def test_unknown_recipient_is_refused_and_known_one_served(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        refused = client.sendmail("u@x.in", ["nobody@else.example", "shop@paanch.example"], MAIL)
    assert refused["nobody@else.example"][0] == 550
    assert ledger.kept[0][1] == ("shop@paanch.example",)


def test_failing_recipient_check_is_temporary(ledger: Ledger) -> None:
    def broken(_: str) -> bool:
        raise OSError("database is away")

    with MailServer(ledger.accept, broken) as server, client_of(server) as client:
        client.mail("u@x.in")
        assert client.rcpt("shop@paanch.example")[0] == 451


def test_size_is_announced_and_enforced(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.ehlo()
        assert client.esmtp_features["size"] == "100000"
        assert client.mail("u@x.in", ["SIZE=100001"])[0] == 552
        client.mail("u@x.in")
        client.rcpt("shop@paanch.example")
        assert client.data(b"x" * 990 + b"\r\n" + (b"y" * 990 + b"\r\n") * 110)[0] == 552
    assert ledger.kept == []


def test_long_line_is_taken(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.sendmail("u@x.in", ["shop@paanch.example"], b"Subject: x\r\n\r\n" + b"y" * 40_000 + b"\r\n")
    assert len(ledger.kept[0][2]) > 40_000


@pytest.mark.parametrize(
    "line",
    [b"y" * 65_534, b"y" * 65_535, b"y" * 65_536, b"y" * 90_000, b"", b".", b"..x", b"a\n.\n", b"a.\r\n\r."],
)
def test_every_octet_of_a_mail_arrives(server: MailServer, ledger: Ledger, line: bytes) -> None:
    mail = b"Subject: x\r\n\r\n" + line + b"\r\nlast\r\n"
    with client_of(server) as client:
        client.mail("u@x.in")
        client.rcpt("shop@paanch.example")
        client.putcmd("DATA")
        client.getreply()
        client.send(mail.replace(b"\r\n.", b"\r\n..") + b".\r\nNOOP\r\n")
        assert client.getreply()[0] == 250
        assert client.getreply()[0] == 250
    assert [raw for _sender, _recipients, raw in ledger.kept] == [mail]


@pytest.mark.parametrize("most", range(1, 12))
@pytest.mark.parametrize(
    ("sent", "mail"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"a.\r\n..\r\n...b.\r\n.\r\n", b"a.\r\n.\r\n..b.\r\n"),
        (b"a\n.\r\nb\r.\r\n\n.\n.\r\n\r\r\n.\r\n", b"a\n.\r\nb\r.\r\n\n.\n.\r\n\r\r\n"),
        (b"\r\n\r\n..\r\n\r\n..\r..\r\n.\r\n", b"\r\n\r\n.\r\n\r\n.\r..\r\n"),
    ],
)
def test_a_mail_is_the_same_wherever_it_is_cut(most: int, sent: bytes, mail: bytes) -> None:
    assert asyncio.run(read_data(sent, most)) == (mail, b"QUIT\r\n")


async def read_data(sent: bytes, most: int) -> tuple[bytes, bytes]:
    """Return what DATA takes, and leaves, of octets that come so many at once."""
    door = DataCommand(None, loop=asyncio.get_running_loop())
    door._reader = asyncio.StreamReader()
    coming = asyncio.create_task(feed(door._reader, sent + b"QUIT\r\n", most))
    taken = b"".join([octets async for octets in door._octets_of_mail()])
    await coming
    return taken, await door._reader.readline()


async def feed(reader: asyncio.StreamReader, octets: bytes, most: int) -> None:
    for start in range(0, len(octets), most):
        reader.feed_data(octets[start : start + most])
        await asyncio.sleep(0)


def test_endless_line_is_refused_at_its_end(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.mail("u@x.in")
        client.rcpt("shop@paanch.example")
        assert client.data(b"y" * 3_000_000)[0] == 552
        client.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
    assert len(ledger.kept) == 1


def test_mails_of_all_sessions_share_what_is_held_in_memory(ledger: Ledger) -> None:
    limits = Limits(mail_octets=100_000, mails_in_hand=1, mails_in_hand_a_peer=1)
    with MailServer(ledger.accept, knows, limits=limits) as server:
        with client_of(server) as first, client_of(server) as second:
            begin_mail(first, b"x" * 59_998 + b"\r\n")
            wait_until(lambda: not has_room(second, 50_000))
            assert second.mail("u@x.in", ["SIZE=50000"]) == (452, NO_ROOM[4:].encode())
            second.rset()
            second.mail("u@x.in")
            second.rcpt("shop@paanch.example")
            assert second.data(b"y" * 50_000)[0] == 452
            second.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
            first.send(b".\r\n")
            assert first.getreply()[0] == 250
            second.sendmail("u@x.in", ["shop@paanch.example"], b"y" * 50_000)
        assert len(ledger.kept) == 3


def test_data_is_refused_at_once_while_nothing_more_can_be_held(ledger: Ledger) -> None:
    limits = Limits(mail_octets=20_000, mails_in_hand=1, mails_in_hand_a_peer=1)
    with (
        MailServer(ledger.accept, knows, limits=limits) as server,
        client_of(server) as first,
        client_of(server) as second,
    ):
        begin_mail(first, b"x" * 20_000)
        wait_until(lambda: not has_room(second, 1))
        second.mail("u@x.in")
        second.rcpt("shop@paanch.example")
        assert second.docmd("DATA")[0] == 452
        first.send(b"\r\n.\r\n")
        assert first.getreply()[0] == 552
        second.rset()
        assert has_room(second, 1)


def test_room_comes_back_from_a_line_that_died_and_a_mail_that_was_refused(ledger: Ledger) -> None:
    limits = Limits(mail_octets=20_000, mails_in_hand=1, mails_in_hand_a_peer=1)
    ledger.failure = OSError("disk full")
    with MailServer(ledger.accept, knows, limits=limits) as server, client_of(server) as client:
        with pytest.raises(smtplib.SMTPDataError):
            client.sendmail("u@x.in", ["shop@paanch.example"], b"x" * 18_000)
        assert has_room(client, 20_000)
        dying = client_of(server)
        begin_mail(dying, b"x" * 17_998 + b"\r\n")
        wait_until(lambda: not has_room(client, 9_000))
        dying.close()
        wait_until(lambda: has_room(client, 20_000))


def test_one_peer_leaves_room_for_the_others() -> None:
    visitors = Visitors(Limits(mail_octets=100, mails_in_hand=4, mails_in_hand_a_peer=2))
    assert [visitors.take_octets("p", 100) for _ in range(3)] == [True, True, False]
    assert [visitors.take_octets("q", 100) for _ in range(3)] == [True, True, False]
    assert not visitors.take_octets("r", 1)
    visitors.give_back_octets("q", 200)
    assert visitors.take_octets("r", 1)


def test_mail_may_take_longer_than_a_silence(ledger: Ledger) -> None:
    with (
        MailServer(ledger.accept, knows, limits=Limits(idle_seconds=3)) as server,
        client_of(server) as client,
    ):
        begin_mail(client, b"Subject: slow\r\n")
        for _line in range(7):
            time.sleep(0.5)
            client.send(b"words\r\n" * 4_000)
        client.send(b".\r\n")
        assert client.getreply()[0] == 250


def begin_mail(client: smtplib.SMTP, octets: bytes) -> None:
    """Say so much of a mail, and no more."""
    client.mail("u@x.in")
    client.rcpt("shop@paanch.example")
    client.docmd("DATA")
    client.send(octets)


def has_room(client: smtplib.SMTP, octets: int) -> bool:
    """Ask the door whether it would take a mail of that size now."""
    code = client.mail("u@x.in", [f"SIZE={octets}"])[0]
    client.rset()
    return code == 250


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_utf8_addresses_are_taken(server: MailServer, ledger: Ledger) -> None:
    with client_of(server) as client:
        client.ehlo()
        client.command_encoding = "utf-8"
        assert client.mail("उषा@x.in", ["SMTPUTF8"])[0] == 250
        client.rcpt("दुकान@paanch.example")
        client.data(MAIL)
    assert ledger.kept[0][:2] == ("उषा@x.in", ("दुकान@paanch.example",))


def test_line_that_dies_in_the_mail_leaves_nothing(server: MailServer, ledger: Ledger) -> None:
    client = client_of(server)
    client.ehlo()
    client.mail("u@x.in")
    client.rcpt("shop@paanch.example")
    client.docmd("DATA")
    client.send(b"Subject: half\r\n")
    client.close()
    with client_of(server) as next_client:
        next_client.sendmail("next@x.in", ["shop@paanch.example"], MAIL)
    assert [sender for sender, _recipients, _raw in ledger.kept] == ["next@x.in"]


def test_too_many_connections_and_recipients_are_turned_away(ledger: Ledger) -> None:
    limits = Limits(connections_a_peer=1, recipients=1)
    with MailServer(ledger.accept, knows, limits=limits) as server:
        with client_of(server) as first:
            first.mail("u@x.in")
            first.rcpt("a@paanch.example")
            assert first.rcpt("b@paanch.example")[0] == 452
            with pytest.raises(smtplib.SMTPConnectError) as refused:
                client_of(server)
            assert refused.value.smtp_code == 421
        client_once_there_is_room(server).quit()


def test_mails_a_minute_are_counted() -> None:
    now = [0.0]
    visitors = Visitors(Limits(mails_a_minute_a_peer=2), clock=lambda: now[0])
    assert [visitors.count_mail("p")[:3] for _ in range(3)] == ["", "", "450"]
    assert visitors.count_mail("q") == ""
    now[0] = 61
    assert visitors.count_mail("p") == ""


def test_silent_and_endless_sessions_are_closed(ledger: Ledger) -> None:
    for limits in (Limits(idle_seconds=0.2), Limits(session_seconds=0.2)):
        with (
            MailServer(ledger.accept, knows, limits=limits) as server,
            socket.create_connection(("127.0.0.1", server.port), timeout=60) as line,
        ):
            line.recv(1000)
            while line.recv(1000):
                pass


def test_stopping_waits_for_the_mail_in_hand(ledger: Ledger) -> None:
    ledger.gate = threading.Event()
    server = MailServer(ledger.accept, knows)
    server.start()
    answers: list[int] = []

    def deliver() -> None:
        with client_of(server) as client:
            client.mail("u@x.in")
            client.rcpt("shop@paanch.example")
            answers.append(client.data(MAIL)[0])

    sender = threading.Thread(target=deliver)
    sender.start()
    assert ledger.was_asked.wait(10)
    threading.Timer(0.2, ledger.gate.set).start()
    server.stop()
    sender.join(5)
    assert answers == [250]
    assert len(ledger.kept) == 1


def test_line_is_encrypted_where_there_is_a_certificate(ledger: Ledger, tmp_path: Path) -> None:
    contexts = _certificate(tmp_path)
    with MailServer(ledger.accept, knows, door=Door(tls=contexts[0])) as server, client_of(server) as client:
        client.starttls(context=contexts[1])
        client.sendmail("u@x.in", ["shop@paanch.example"], MAIL)
    assert len(ledger.kept) == 1


def _certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "door.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(pem)
    theirs = ssl.create_default_context()
    theirs.check_hostname = False
    theirs.verify_mode = ssl.CERT_NONE
    return ours, theirs
