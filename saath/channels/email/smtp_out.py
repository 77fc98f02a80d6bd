"""Hands a mail to an SMTP server and says truthfully how that ended (RFC 5321, 3207, 6531)."""

from __future__ import annotations

import io
import re
import smtplib
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from time import monotonic
from typing import Any

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.core.faults import fault_point
from saath.core.mail_addresses import needs_smtputf8, wire_form
from saath.core.outside import AddressRefused, NameUnknown, checked_addresses, plain_reason

_BARE_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_AUTH_REFUSED = frozenset({530, 534, 535, 538})
_BUSY_SECONDS = 300
REPLY_SECONDS = 60.0
MAX_REPLY_OCTETS = 100_000
# Codes about who sends, or may (RFC 3463: 3.2, 3.8; 553 in RFC 5321, 4.2.3). Servers say them at MAIL, RCPT or after DATA.
_ABOUT_SENDER = re.compile(r"5\d\d[ -]5\.(?:7\.\d{1,3}|1\.[78])\b|553\b")


class Security(StrEnum):
    """How the line is protected: not at all (loopback only), upgraded after EHLO, or from the first octet."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to hand mails over. `timeout_seconds` bounds each wait for the server's answer.

    With `access_token` it signs in by OAuth 2.0 (XOAUTH2). `is_checked` refuses addresses in private networks: for servers
    that a shop names, not for the installation's own.
    """

    host: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 30.0
    local_name: str = "localhost"
    access_token: str = field(default="", repr=False)
    is_checked: bool = False
    tls: ssl.SSLContext | None = field(default=None, repr=False)


def send_mail(server: SmtpServer, *, mail_from: str, recipients: Sequence[str], octets: bytes) -> SendResult:
    """Send one mail to all recipients or to none.

    Returns SENT, or UNKNOWN where the line died after the closing dot went out. Raises Rejected, RetryLater
    and NeedsReauth, all of which mean that the server did not take it.
    """
    try:
        client = connect(server)
    except smtplib.SMTPAuthenticationError as error:
        raise NeedsReauth(_words(error.smtp_error)) from error
    except (AddressRefused, UnicodeError) as error:
        raise NeedsReauth(f"{server.host}: {error}") from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise RetryLater(f"{server.host}: {plain_reason(error)}", seconds=_BUSY_SECONDS) from error
    try:
        _offer(client, mail_from, recipients)
        return _hand_over(client, octets)
    finally:
        _leave(client)


def blames_sender(refusal: Rejected) -> bool:
    """Whether a server refused a mail for its return path, or may have."""
    return bool(_ABOUT_SENDER.match(refusal.reason))


def connect(server: SmtpServer) -> smtplib.SMTP:
    """Open a line, protect it and sign in. Raises what smtplib raises, OSError, AddressRefused, and UnicodeError
    for a user or password that the protocol cannot carry.
    """
    client = _line(server)
    try:
        assert client.sock is not None  # connected above
        # The closing dot goes out alone: without this it waits 40 ms for the mail's acknowledgement.
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.security is Security.STARTTLS:
            client.starttls(context=_tls(server))
        client.ehlo_or_helo_if_needed()
        _sign_in(client, server)
    except BaseException:
        client.close()
        raise
    return client


class _Replies(io.RawIOBase):
    """What a server says, each reply within a time and a size: it may go on with lines, or letters, for ever."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._room, self._until = 0, 0.0

    def begin(self) -> None:
        """Wait for the next reply."""
        self._room, self._until = MAX_REPLY_OCTETS, monotonic() + REPLY_SECONDS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._room <= 0 or monotonic() > self._until:
            raise OSError("a reply without end")
        count = self._line.recv_into(buffer)
        self._room -= count
        return count


class _CheckedSmtp(smtplib.SMTP):
    """Connects to addresses that were resolved and checked just before, and hears no reply without end."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self._replies = _Replies(self.sock)
            self.file = io.BufferedReader(self._replies)
        self._replies.begin()
        return super().getreply()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        try:
            *others, last = checked_addresses(host, port)
        except NameUnknown as error:
            raise socket.gaierror(str(error)) from error
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, port), timeout)
        return socket.create_connection((last, port), timeout)


class _CheckedSmtpTls(smtplib.SMTP_SSL, _CheckedSmtp):
    """The same over TLS from the first octet: the certificate is asked for by the server's name."""


def _line(server: SmtpServer) -> smtplib.SMTP:
    name, timeout = server.local_name, server.timeout_seconds
    if server.security is Security.TLS:
        over_tls = _CheckedSmtpTls if server.is_checked else smtplib.SMTP_SSL
        return over_tls(server.host, server.port, local_hostname=name, timeout=timeout, context=_tls(server))
    plain = _CheckedSmtp if server.is_checked else smtplib.SMTP
    return plain(server.host, server.port, local_hostname=name, timeout=timeout)


def _sign_in(client: smtplib.SMTP, server: SmtpServer) -> None:
    if server.access_token:
        held = f"user={server.user}\x01auth=Bearer {server.access_token}\x01\x01"
        # A refusal comes as a question that wants an empty answer before the code.
        client.auth("XOAUTH2", lambda challenge=None: held if challenge is None else "")
    elif server.user:
        client.login(server.user, server.password)


def _tls(server: SmtpServer) -> ssl.SSLContext:
    return server.tls or _default_tls()


@cache
def _default_tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _offer(client: smtplib.SMTP, mail_from: str, recipients: Sequence[str]) -> None:
    """Go as far as the server's 354. Raises when it wants the sender, any recipient or the mail not."""
    options = []
    if any(needs_smtputf8(address) for address in (mail_from, *recipients)):
        if not client.has_extn("smtputf8"):
            raise Rejected("the mail server cannot carry addresses beyond ASCII (SMTPUTF8)")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
        client.command_encoding = "utf-8"
    try:
        _expect(client.mail(wire_form(mail_from) if mail_from else "", options), 250)
        for recipient in recipients:
            _expect(client.rcpt(wire_form(recipient)), 250, 251)
        _expect(client.docmd("DATA"), 354)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise RetryLater(f"the line broke before the mail: {plain_reason(error)}") from error


def _hand_over(client: smtplib.SMTP, octets: bytes) -> SendResult:
    """Send the mail. Only from the closing dot on may the server have taken it (RFC 5321 4.2.5)."""
    body = _LEADING_DOT.sub(b"..", _BARE_LINE_END.sub(b"\r\n", octets))
    try:
        client.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise RetryLater(f"the line broke in the mail: {plain_reason(error)}") from error
    fault_point("during_data")
    try:
        client.send(b".\r\n")
        fault_point("before_250")
        code, words = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return SendResult(SendOutcome.UNKNOWN, detail=f"no answer after the mail: {error}")
    _expect((code, words), 250)
    return SendResult(SendOutcome.SENT, detail=_words(words))


def _expect(reply: tuple[int, bytes], *wanted: int) -> None:
    if reply[0] not in wanted:
        raise _refusal(*reply)


def _refusal(code: int, words: bytes | str) -> Exception:
    reason = f"{code} {_words(words)}"
    if code in _AUTH_REFUSED:
        return NeedsReauth(reason)
    if 500 <= code <= 599:
        return Rejected(reason)
    return RetryLater(reason, seconds=_BUSY_SECONDS)


def _words(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return " ".join(text.split())[:500]


def _leave(client: smtplib.SMTP) -> None:
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()
