"""An IMAP server that answers what it is told, and what makes sense where it is told nothing."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from saath.channels.email.imap_facts import ImapServer, Security

GREETING = b"* OK [CAPABILITY IMAP4rev1 IDLE] hello\r\n"
MAIL = b"From: a@example.in\r\nMessage-ID: <%d@example.in>\r\n\r\nKab tak aayega?\r\n"
# How long the next command is waited for: who was told nonsense may wait for more of it for ever.
IDLE_SECONDS, PATIENCE_SECONDS, SHORT_SECONDS = 90.0, 5.0, 0.1
APART = b"\x00--\x00"
SENSIBLE = b"-"
SENSE: tuple[tuple[bytes, bytes], ...] = (
    (b"CAPABILITY", b"* CAPABILITY IMAP4rev1 IDLE\r\n"),
    (b"LIST", b'* LIST (\\HasNoChildren) "." INBOX\r\n* LIST (\\Sent) "." Sent\r\n'),
    (b"EXAMINE", b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 3] ok\r\n"),
    (b"SEARCH", b"* SEARCH 1 2\r\n"),
    (b"RFC822.SIZE", b"".join(
        b'* %d FETCH (UID %d RFC822.SIZE 68 INTERNALDATE "22-Nov-2026 10:00:00 +0000")\r\n' % (uid, uid)
        for uid in (1, 2)
    )),
    (b"BODY.PEEK", b""),
)  # fmt: skip


@dataclass
class Hostile:
    """A running server; `answers` are those of the next connection, in order, None where it makes sense.

    `instead` holds what it says to commands with a word in them, one after the other, in whichever connection.
    """

    port: int
    answers: Sequence[bytes | None] = ()
    instead: dict[bytes, list[bytes]] = field(default_factory=dict)
    seen: int = field(default=0, init=False)

    @property
    def server(self) -> ImapServer:
        """Return where it is."""
        return ImapServer("localhost", self.port, Security.TLS, "user", "password")

    def told(self, octets: bytes) -> None:
        """Say what the next connection is answered, from octets: "-" is what makes sense."""
        self.answers = [None if answer == SENSIBLE else answer for answer in octets.split(APART)]

    def speak(self, line: ssl.SSLSocket) -> None:
        """Greet and answer one connection to its end."""
        answers = iter(self.answers)
        greeting = next(answers, None)
        line.settimeout(PATIENCE_SECONDS if greeting is None else SHORT_SECONDS)
        line.sendall(greeting or GREETING)
        tag = b"A"
        for command in commands(line):
            tag = (command.split() or [tag])[0] if command.upper() != b"DONE" else tag
            self.seen += 1
            told = next(answers, None)
            told = self._instead_of(command) if told is None else told
            line.settimeout(patience(command) if told is None else SHORT_SECONDS)
            line.sendall(sensible(command, tag) if told is None else told.replace(b"TAG", tag))
            if told == b"":
                return

    def _instead_of(self, command: bytes) -> bytes | None:
        told = next((said for word, said in self.instead.items() if word in command and said), [])
        return told.pop(0) if told else None


def patience(command: bytes) -> float:
    """Return how long a client may be silent after a command that was answered well."""
    return IDLE_SECONDS if command.upper().endswith(b"IDLE") else PATIENCE_SECONDS


def sensible(command: bytes, tag: bytes) -> bytes:
    """Return what a well-made server answers."""
    if command.upper().endswith(b"IDLE"):
        return b"+ idling\r\n"
    if b"BODY.PEEK" in command:
        uid = next((int(word) for word in command.split() if word.isdigit()), 1)
        octets = MAIL % uid
        name = b"BODY[HEADER]<0>" if b"HEADER" in command else b"BODY[]<0>"
        return b"* %d FETCH (UID %d %s {%d}\r\n%s)\r\n%s OK done\r\n" % (
            uid,
            uid,
            name,
            len(octets),
            octets,
            tag,
        )
    told = next((answer for word, answer in SENSE if word in command), b"")
    return told + tag + b" OK done\r\n"


def commands(line: ssl.SSLSocket) -> Iterator[bytes]:
    """Yield the lines of a client."""
    held = b""
    while octets := line.recv(4096):
        held += octets
        *whole, held = held.split(b"\r\n")
        yield from whole


@contextmanager
def hostile_server(folder: Path) -> Iterator[Hostile]:
    """Run it until the block ends, with the certificate that lies in a folder."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    hostile = Hostile(listener.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                plain, _address = listener.accept()
            except OSError:
                return
            with suppress(OSError), plain, context.wrap_socket(plain, server_side=True) as line:
                hostile.speak(line)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield hostile
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(2 * PATIENCE_SECONDS)
