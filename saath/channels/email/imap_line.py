"""Opens a line to an IMAP server and signs in (RFC 9051, 8314; XOAUTH2 as Google and Microsoft document it).

The owner of a shop names the server, so its address is checked as for every call to other people's servers, and nothing
that it sends may take more room than a piece of a mail.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from saath.channels.email.imap_facts import ImapServer, ImapTrouble, Security, Trouble
from saath.core.outside import AddressRefused, NameUnknown, checked_addresses

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 60.0
MAX_LINE_OCTETS = 10_000_000
MAX_LITERAL_OCTETS = 8_000_000
# All that answers one command: whatever the server says besides is kept by the library until the command is done.
MAX_ANSWER_OCTETS = 20_000_000


def open_line(server: ImapServer) -> IMAPClient:
    """Connect, protect the line and sign in. Raises ImapTrouble."""
    line = _connect(server)
    try:
        if server.security is Security.STARTTLS:
            _upgrade(line)
        _sign_in(line, server)
    except BaseException:
        close_line(line)
        raise
    return line


def close_line(line: IMAPClient) -> None:
    """Leave, and close whatever state the line is in."""
    with suppress(imaplib.IMAP4.error, OSError):
        line.shutdown()
    with suppress(OSError):
        line.socket().close()


class _Stream(imaplib.IMAP4):
    """imaplib over an address that was checked, with a limit to what one answer may hold."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self._tls = tls
        self._room = MAX_ANSWER_OCTETS
        super().__init__(host, port, timeout=CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        plain = _checked_socket(self.host, self.port)
        if self._tls is None:
            return plain
        try:
            return self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def read(self, size: int) -> bytes:
        if size > MAX_LITERAL_OCTETS:
            raise self.abort(f"an answer of {size} octets")
        return self._counted(super().read(size))

    def readline(self) -> bytes:
        line = cast(bytes, self.file.readline(MAX_LINE_OCTETS + 1))
        if len(line) > MAX_LINE_OCTETS:
            raise self.abort("a line without end")
        return self._counted(line)

    def _get_capabilities(self) -> None:
        try:
            super()._get_capabilities()  # type: ignore[misc]  # the library's own, asked at the start and after STARTTLS
        except UnicodeDecodeError as error:
            raise self.error("capabilities that are no ASCII") from error

    def send(self, data: Buffer) -> None:
        self._room = MAX_ANSWER_OCTETS
        super().send(data)

    def _counted(self, octets: bytes) -> bytes:
        self._room -= len(octets)
        if self._room < 0:
            raise self.abort("an answer without end")
        return octets


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    def _create_IMAP4(self) -> _Stream:
        stream = _Stream(self.host, self.port, self.ssl_context if self.ssl else None)
        stream.sock.settimeout(ANSWER_SECONDS)
        return stream


def _checked_socket(host: str, port: int) -> socket.socket:
    """Connect to the first address of the host that answers, each of them checked."""
    *others, last = checked_addresses(host, port)
    for address in others:
        with suppress(OSError):
            return socket.create_connection((address, port), CONNECT_SECONDS)
    return socket.create_connection((last, port), CONNECT_SECONDS)


def _connect(server: ImapServer) -> IMAPClient:
    is_tls = server.security is Security.TLS
    try:
        line = _Client(
            server.host,
            server.port,
            ssl=is_tls,
            ssl_context=ssl.create_default_context() if is_tls else None,
            timeout=ANSWER_SECONDS,
        )
    except Exception as error:
        raise _trouble_of(error) from error
    line._imap.debug = 0  # the library would put every answer into words for its log
    line.normalise_times = False
    return line


def _upgrade(line: IMAPClient) -> None:
    try:
        line.starttls(ssl.create_default_context())
    except ssl.SSLError as error:
        raise _trouble_of(error) from error
    except imaplib.IMAP4.error as error:
        raise ImapTrouble(Trouble.TLS, _words(error)) from error
    except OSError as error:
        raise _trouble_of(error) from error


def _sign_in(line: IMAPClient, server: ImapServer) -> None:
    try:
        if server.access_token:
            line.oauth2_login(server.user, server.access_token)
        elif server.password.isascii() and server.user.isascii():
            line.login(server.user, server.password)
        else:  # LOGIN carries ASCII only
            line.plain_login(server.user, server.password)
    except LoginError as error:
        raise _refusal(server, _words(error)) from error
    except (imaplib.IMAP4.error, OSError) as error:
        raise _trouble_of(error) from error


def _refusal(server: ImapServer, words: str) -> ImapTrouble:
    """Tell a refusal from a server that cannot look now (RFC 5530: UNAVAILABLE, INUSE, CONTACTADMIN)."""
    if any(code in words.upper() for code in ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "TOO MANY")):
        return ImapTrouble(Trouble.BROKEN, words)
    return ImapTrouble(Trouble.CONSENT if server.access_token else Trouble.PASSWORD, words)


def _trouble_of(error: Exception) -> ImapTrouble:
    match error:
        case AddressRefused():
            return ImapTrouble(Trouble.PRIVATE)
        case NameUnknown():
            return ImapTrouble(Trouble.UNKNOWN_HOST)
        case ssl.SSLCertVerificationError():
            return ImapTrouble(Trouble.CERTIFICATE, error.verify_message)
        case ssl.SSLError():
            return ImapTrouble(Trouble.TLS, error.reason or "")
        case TimeoutError():
            return ImapTrouble(Trouble.SILENT)
        case ConnectionError() | OSError():
            return ImapTrouble(Trouble.CLOSED, error.strerror or "")
        case imaplib.IMAP4.error():
            return ImapTrouble(Trouble.NOT_IMAP, _words(error))
    raise error


def _words(error: BaseException) -> str:
    """Return what the server said; the library wraps a refused sign-in once more, as the text of its octets."""
    origin = error.__context__ if isinstance(error, LoginError) and error.__context__ else error
    said = origin.args[0] if origin.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
