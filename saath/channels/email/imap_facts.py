"""What is known of a mailbox elsewhere, its folders and mails, and what keeps it from being read: facts without a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saath.channels.base import ChannelError


class Security(StrEnum):
    """How the line is protected: from the first octet, or upgraded before signing in."""

    TLS = "tls"
    STARTTLS = "starttls"


class Trouble(StrEnum):
    """Why a mailbox cannot be read, as far as somebody can do something about it."""

    UNKNOWN_HOST = "unknown-host"
    PRIVATE = "private"
    CLOSED = "closed"
    SILENT = "silent"
    CERTIFICATE = "certificate"
    TLS = "tls"
    NOT_IMAP = "not-imap"
    PASSWORD = "password"  # noqa: S105  # the name of a trouble
    CONSENT = "consent"
    PROVIDER = "provider"
    FOLDER = "folder"
    BROKEN = "broken"
    ROOM = "room"


class ImapTrouble(ChannelError):
    """The mailbox cannot be read now; `detail` is what the server said, without anything secret."""

    def __init__(self, kind: Trouble, detail: str = "") -> None:
        super().__init__(f"{kind}: {detail}" if detail else str(kind))
        self.kind = kind
        self.detail = " ".join(detail.split())[:200]


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Where a mailbox is and who opens it: with a password, or with an access token where one is given."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder as the server numbers it: a UID names a mail as long as UIDVALIDITY stays (RFC 9051, 2.3.1.1)."""

    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a mail before it is fetched: its size in octets and when the mailbox got it."""

    uid: int
    size: int
    arrived_at: datetime
