"""A server that means harm, or is not well, ends the visit and takes neither memory nor time."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.channels.email import imap_line
from saath.channels.email.imap_box import Box, UnfetchableMail
from saath.channels.email.imap_facts import ImapServer, ImapTrouble, Security, Trouble
from tests.dovecot import write_certificate

Script = Callable[[ssl.SSLSocket], None]
MAX_MEMORY = 40_000_000
OPENED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 9] ok\r\n"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Path:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    write_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    return tmp_path


@pytest.fixture
def serve(certificate: Path) -> Iterator[Callable[[Script], ImapServer]]:
    """Return what runs a script as the other side of one connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    threads: list[threading.Thread] = []

    def start(script: Script) -> ImapServer:
        def talk() -> None:
            plain, _address = listener.accept()
            try:
                with context.wrap_socket(plain, server_side=True) as line:
                    script(line)
            except OSError:
                return

        threads.append(threading.Thread(target=talk, daemon=True))
        threads[-1].start()
        return ImapServer("localhost", listener.getsockname()[1], Security.TLS, "user", "password")

    yield start
    listener.close()
    for thread in threads:
        thread.join(10)


def signed_in(then: Callable[[ssl.SSLSocket, bytes], None]) -> Script:
    """Return a server that lets everybody in, and answers FETCH as told."""

    def script(line: ssl.SSLSocket) -> None:
        line.sendall(b"* OK [CAPABILITY IMAP4rev1] hello\r\n")
        for command in _commands(line):
            tag = command.split()[0]
            if b"FETCH" in command:
                then(line, tag)
            elif b"EXAMINE" in command:
                line.sendall(OPENED + tag + b" OK done\r\n")
            elif b"CAPABILITY" in command:
                line.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
            else:
                line.sendall(tag + b" OK done\r\n")

    return script


def _commands(line: ssl.SSLSocket) -> Iterator[bytes]:
    held = b""
    while octets := line.recv(4096):
        held += octets
        *whole, held = held.split(b"\r\n")
        yield from whole


def test_whoever_speaks_another_language_is_not_taken_for_a_mailbox(
    serve: Callable[[Script], ImapServer],
) -> None:
    server = serve(lambda line: line.sendall(b"220 mail.example ESMTP\r\n"))
    with pytest.raises(ImapTrouble) as caught:
        Box.open(server)
    assert caught.value.kind is Trouble.NOT_IMAP


def test_a_mailbox_that_names_what_it_can_in_no_ascii_is_none(
    serve: Callable[[Script], ImapServer],
) -> None:
    def greet(line: ssl.SSLSocket) -> None:
        line.sendall(b"* OK hello\r\n")
        for command in _commands(line):
            line.sendall(b"* CAPABILITY \x80MAP4rev1\r\n" + command.split()[0] + b" OK done\r\n")

    with pytest.raises(ImapTrouble) as caught:
        Box.open(serve(greet))
    assert caught.value.kind is Trouble.NOT_IMAP


def test_a_line_without_end_is_cut_off(serve: Callable[[Script], ImapServer]) -> None:
    def endless(line: ssl.SSLSocket) -> None:
        while True:
            line.sendall(b"* OK " + b"x" * 65_536)

    tracemalloc.start()
    try:
        with pytest.raises(ImapTrouble):
            Box.open(serve(endless))
        assert tracemalloc.get_traced_memory()[1] < MAX_MEMORY
    finally:
        tracemalloc.stop()


def test_words_without_end_between_question_and_answer_are_cut_off(
    serve: Callable[[Script], ImapServer],
) -> None:
    def endless(line: ssl.SSLSocket, tag: bytes) -> None:
        while True:
            line.sendall(b"* 7 FETCH (FLAGS ())\r\n" * 3000)

    with Box.open(serve(signed_in(endless))) as box:
        box.look("INBOX")
        with pytest.raises(ImapTrouble) as caught:
            box.mail(1).read(10)
    assert caught.value.kind is Trouble.BROKEN


def test_an_answer_of_ten_gigabytes_is_not_waited_for(serve: Callable[[Script], ImapServer]) -> None:
    huge = signed_in(lambda line, tag: line.sendall(b"* 1 FETCH (UID 1 BODY[]<0> {10000000000}\r\nx"))
    with Box.open(serve(huge)) as box:
        box.look("INBOX")
        began = time.monotonic()
        with pytest.raises(ImapTrouble) as caught:
            box.mail(1).read(10)
    assert caught.value.kind is Trouble.BROKEN
    assert time.monotonic() - began < 30


def test_a_server_that_falls_silent_is_left(
    serve: Callable[[Script], ImapServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_line, "ANSWER_SECONDS", 0.5)
    silent = signed_in(lambda line, tag: None)
    with Box.open(serve(silent)) as box:
        box.look("INBOX")
        with pytest.raises(ImapTrouble) as caught:
            box.mail(1).read(10)
    assert caught.value.kind is Trouble.SILENT


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (UID 1 BODY[]<0> NIL)\r\nTAG OK done\r\n",
        b"* 1 FETCH (UID\r\nTAG OK done\r\n",
        b"* 1 FETCH )))((( {3}\r\nabc\r\nTAG OK done\r\n",
        b"* 1 FETCH (UID abc BODY[]<0> {1}\r\nx)\r\nTAG OK done\r\n",
        b"* 2 FETCH (FLAGS ())\r\nTAG OK done\r\n",
        b"TAG NO [UNAVAILABLE] later\r\n",
        b"TAG BAD what?\r\n",
    ],
)
def test_an_answer_that_makes_no_sense_costs_one_mail_only(
    serve: Callable[[Script], ImapServer], answer: bytes
) -> None:
    garbled = signed_in(lambda line, tag: line.sendall(answer.replace(b"TAG", tag)))
    with Box.open(serve(garbled)) as box:
        box.look("INBOX")
        for _ in range(2):
            with pytest.raises(UnfetchableMail):
                box.mail(1).read(10)
