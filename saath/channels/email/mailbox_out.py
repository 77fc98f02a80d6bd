"""A mailbox on disk instead of a mail server: every mail that the demo sends, as a file to look at."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path
from uuid import uuid4

from saath.channels.base import Participant, SendOutcome, SendResult
from saath.channels.email import headers
from saath.core import clock

_KEY = re.compile(r"\d{8}T\d{12}-[0-9a-f]{32}")
_HEAD_OCTETS = 65_536


@dataclass(frozen=True, slots=True)
class MailboxEntry:
    """One mail in the box, by its headers."""

    key: str
    sent_at: datetime
    sender: Participant | None
    to: tuple[Participant, ...]
    subject: str
    message_id: str


def mailbox_folder(data: Path) -> Path:
    """Return where the mailbox lies in the installation's data folder."""
    return data / "outbox-mailbox"


def put_mail(folder: Path, octets: bytes, *, now: datetime | None = None) -> SendResult:
    """Write the mail as a file that is there whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    key = f"{(now or clock.now()).astimezone(UTC):%Y%m%dT%H%M%S%f}-{uuid4().hex}"
    draft = folder / f".{key}.part"
    with draft.open("xb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / f"{key}.eml")
    return SendResult(SendOutcome.SENT, provider_id=key)


def list_mails(folder: Path, *, limit: int = 100) -> list[MailboxEntry]:
    """Return the newest mails first; an empty list where no mail was ever sent."""
    keys = sorted((path.stem for path in folder.glob("*.eml") if _KEY.fullmatch(path.stem)), reverse=True)
    return [_entry(folder, key) for key in keys[:limit]]


def read_mail(folder: Path, key: str) -> bytes:
    """Return the mail's octets. Raises KeyError where the box has none of this key."""
    path = folder / f"{key}.eml"
    if not _KEY.fullmatch(key) or not path.is_file():
        raise KeyError(key)
    return path.read_bytes()


def _entry(folder: Path, key: str) -> MailboxEntry:
    with (folder / f"{key}.eml").open("rb") as file:
        mail = BytesHeaderParser(policy=compat32).parsebytes(file.read(_HEAD_OCTETS))
    return MailboxEntry(
        key=key,
        sent_at=datetime.strptime(key[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC),
        sender=next(iter(headers.participants(headers.all_of(mail, "From"))), None),
        to=headers.participants(headers.all_of(mail, "To")),
        subject=headers.text_of(mail, "Subject"),
        message_id=next(iter(headers.message_ids(headers.all_of(mail, "Message-ID"))), ""),
    )
