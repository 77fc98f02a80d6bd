from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.channels.email import smtp_out
from saath.channels.email.mailbox_out import list_mails
from saath.channels.email.smtp_in import MailServer
from saath.channels.email.smtp_out import Security, SmtpServer, blames_sender, send_mail
from saath.channels.email.transport import smtp_server, transport_of

MAIL = b"From: shop@paanch.example\nTo: u@x.in\nSubject: hi\n\n.dot first\nwords"


class Script:
    """A server of one connection that answers what it is told and then hangs up."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.heard: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        try:
            line, _ = self._socket.accept()
        except OSError:  # closed: whoever asked was gone before we looked
            return
        line.settimeout(5)
        # Whoever asks may leave in the middle of an answer.
        with suppress(ConnectionError), line, line.makefile("rb") as words:
            for answer in self.answers:
                line.sendall(answer.encode() + b"\r\n")
                self.heard.append(words.readline())
                if answer.startswith("354"):
                    while self.heard[-1] not in (b".\r\n", b""):
                        self.heard.append(words.readline())

    def close(self) -> None:
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def script() -> Iterator[Callable[..., Script]]:
    made: list[Script] = []

    def make(*answers: str) -> Script:
        made.append(Script(*answers))
        return made[-1]

    yield make
    for each in made:
        each.close()


def send(port: int, recipients: Sequence[str] = ("u@x.in",)) -> SendResult:
    server = SmtpServer("127.0.0.1", port, Security.NONE, timeout_seconds=10)
    return send_mail(server, mail_from="shop@paanch.example", recipients=recipients, octets=MAIL)


def test_mail_reaches_a_real_server_octet_for_octet() -> None:
    kept: list[tuple[str, tuple[str, ...], bytes]] = []

    def accept(mail_from: str, recipients: Iterable[str], raw: bytes) -> str:
        kept.append((mail_from, tuple(recipients), raw))
        return "1"

    with MailServer(accept, lambda address: True) as server:
        assert send(server.port, ("u@x.in", "उषा@हिन्दी.भारत")).outcome is SendOutcome.SENT
    expected = MAIL.replace(b"\n", b"\r\n") + b"\r\n"
    assert kept == [("shop@paanch.example", ("u@x.in", "उषा@xn--j2bd4cyah0f.xn--h2brj9c"), expected)]


def test_line_that_dies_after_the_closing_dot_leaves_it_unknown(script: Callable[..., Script]) -> None:
    server = script("220 hi", "250 hi", "250 ok", "250 ok", "354 go")
    assert send(server.port).outcome is SendOutcome.UNKNOWN
    assert server.heard[-1] == b".\r\n"


@pytest.mark.parametrize(
    "answers",
    [
        (),
        ("220 hi",),
        ("421 busy",),
        ("220 hi", "250 hi", "250 ok"),
        ("220 hi", "250 hi", "250 ok", "450 mailbox locked", "221 bye"),
        ("220 hi", "250 hi", "250 ok", "250 ok", "451 not now", "221 bye"),
        ("220 hi", "250 hi", "250 ok", "250 ok", "354 go", "452 disk full", "221 bye"),
    ],
)
def test_server_that_did_not_take_it_is_tried_again(
    script: Callable[..., Script], answers: tuple[str, ...]
) -> None:
    with pytest.raises(RetryLater):
        send(script(*answers).port)


@pytest.mark.parametrize(
    "answers",
    [
        ("220 hi", "250 hi", "553 not your address", "221 bye"),
        ("220 hi", "250 hi", "250 ok", "550 nobody here", "221 bye"),
        ("220 hi", "250 hi", "250 ok", "250 ok", "354 go", "554 spam", "221 bye"),
    ],
)
def test_refusal_for_good_is_told_with_the_servers_words(
    script: Callable[..., Script], answers: tuple[str, ...]
) -> None:
    with pytest.raises(Rejected, match=answers[-2]) as refused:
        send(script(*answers).port)
    assert refused.value.permanent


def test_refused_login_asks_for_a_person(script: Callable[..., Script]) -> None:
    server = script("220 hi", "250-hi\r\n250 AUTH PLAIN", "535 wrong", "221 bye")
    login = SmtpServer("127.0.0.1", server.port, Security.NONE, user="u", password="p", timeout_seconds=10)
    with pytest.raises(NeedsReauth):
        send_mail(login, mail_from="shop@paanch.example", recipients=["u@x.in"], octets=MAIL)


def test_line_is_not_left_open_where_encryption_was_asked_for(script: Callable[..., Script]) -> None:
    server = script("220 hi", "250 hi", "221 bye")
    safe = SmtpServer("127.0.0.1", server.port, Security.STARTTLS, timeout_seconds=10)
    with pytest.raises(RetryLater):
        send_mail(safe, mail_from="shop@paanch.example", recipients=["u@x.in"], octets=MAIL)


def test_address_beyond_ascii_needs_a_server_that_carries_it(script: Callable[..., Script]) -> None:
    server = script("220 hi", "250 hi", "221 bye")
    with pytest.raises(Rejected, match="SMTPUTF8"):
        send(server.port, ["उषा@x.in"])


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://u%40x:p@mail.example", 587, Security.STARTTLS),
        ("smtps://mail.example:4650", 4650, Security.TLS),
        ("smtp://127.0.0.1:2500", 2500, Security.NONE),
        ("smtp://localhost", 587, Security.NONE),
    ],
)
def test_url_names_the_server(url: str, port: int, security: Security) -> None:
    server = smtp_server(urlsplit(url))
    assert (server.port, server.security) == (port, security)
    assert "p@" not in repr(server)


def test_mailbox_stands_in_for_a_server(tmp_path: Path) -> None:
    for url, folder in (("mailbox:", str(tmp_path)), (f"mailbox:{tmp_path}", "")):
        transport_of(url, mailbox=folder)("shop@paanch.example", ["u@x.in"], MAIL)
    assert [each.subject for each in list_mails(tmp_path)] == ["hi", "hi"]


@pytest.mark.parametrize("url", ["", "mailbox:", "ftp://mail.example", "smtp://"])
def test_url_that_names_no_way_asks_for_a_person(url: str) -> None:
    with pytest.raises(NeedsReauth):
        transport_of(url)


def test_a_server_of_a_shop_in_a_private_network_is_not_called(
    settings: Settings, script: Callable[..., Script]
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(NeedsReauth, match="private network"):
        send_mail(
            SmtpServer("localhost", 25, Security.NONE, is_checked=True),
            mail_from="shop@paanch.example",
            recipients=["u@x.in"],
            octets=MAIL,
        )


def test_a_reply_without_end_is_not_heard_out(settings: Settings, script: Callable[..., Script]) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    server = script("220 hi", "250-more\r\n" * 500_000 + "250 done", "221 bye")
    named = SmtpServer("localhost", server.port, Security.NONE, timeout_seconds=10, is_checked=True)
    with pytest.raises(RetryLater, match="without end"):
        send_mail(named, mail_from="shop@paanch.example", recipients=["u@x.in"], octets=MAIL)


def test_a_reply_that_drips_is_not_waited_for(
    settings: Settings, script: Callable[..., Script], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    monkeypatch.setattr(smtp_out, "REPLY_SECONDS", -1.0)
    named = SmtpServer("localhost", script("220 hi").port, Security.NONE, timeout_seconds=10, is_checked=True)
    with pytest.raises(RetryLater, match="without end"):
        send_mail(named, mail_from="shop@paanch.example", recipients=["u@x.in"], octets=MAIL)


def test_an_access_token_signs_in_by_xoauth2(settings: Settings, script: Callable[..., Script]) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    server = script(
        "220 hi", "250-mx\r\n250 AUTH XOAUTH2 PLAIN", "235 2.7.0 in", "250 ok", "250 ok", "354 go", "250 kept"
    )
    url = f"smtp://shop%40paanch.example:the-token@localhost:{server.port}?auth=xoauth2&check=public"
    transport = transport_of(url)
    assert transport("shop@paanch.example", ["u@x.in"], MAIL).outcome is SendOutcome.SENT
    held = base64.b64decode(server.heard[1].split()[2])
    assert held == b"user=shop@paanch.example\x01auth=Bearer the-token\x01\x01"
    assert "the-token" not in repr(smtp_server(urlsplit(url)))


def test_a_token_that_is_refused_after_a_question_needs_a_new_sign_in(script: Callable[..., Script]) -> None:
    question = base64.b64encode(b'{"status":"400"}').decode()
    server = script(
        "220 hi", "250-mx\r\n250 AUTH XOAUTH2", f"334 {question}", "535 5.7.8 not accepted", "221 bye"
    )
    with pytest.raises(NeedsReauth, match="not accepted"):
        transport_of(f"smtp://shop%40x.in:old@127.0.0.1:{server.port}?auth=xoauth2")(
            "s@x.in", ["u@x.in"], MAIL
        )


def test_a_password_that_the_protocol_cannot_carry_is_said_to_be_wrong(script: Callable[..., Script]) -> None:
    server = script("220 hi", "250-mx\r\n250 AUTH PLAIN", "221 bye")
    with pytest.raises(NeedsReauth):
        transport_of(f"smtp://shop:%E0%A4%95@127.0.0.1:{server.port}")("s@x.in", ["u@x.in"], MAIL)


@pytest.mark.parametrize(
    ("reason", "is_about_sender"),
    [
        ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", True),
        ("553 Relaying disallowed as shop+r@paanch.example", True),
        ("501 5.1.7 Bad sender address syntax", True),
        ("550 5.1.1 No such user", False),
        ("552 5.3.4 Message too big", False),
    ],
)
def test_refusals_for_the_return_path_are_told_from_others(reason: str, is_about_sender: bool) -> None:
    assert blames_sender(Rejected(reason)) is is_about_sender
