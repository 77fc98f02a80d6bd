"""A file of mails: an mbox, a Maildir or single mails in an archive. They come in as `saath mail import` brings them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesParser
from io import BytesIO
from itertools import islice
from typing import IO, cast

from django.conf import settings

from saath.channels.email.headers import text_of
from saath.channels.email.mail_files import StoredMail
from saath.channels.email.mail_heads import read_head
from saath.channels.email.mbox import begins_with_postmark, read_mbox
from saath.channels.email.read_policy import READ
from saath.imports.actions.bringing import Looked
from saath.imports.models import Bringing
from saath.imports.opening import Member, Upload, is_mail

PART = 200
# The end of a name in a Maildir holds flags, which change.
_FLAGS = re.compile(r"[:;!]2,[A-Za-z,=]*$")


@dataclass(frozen=True, slots=True)
class NumberedMail:
    """A mail, the how-manieth of the upload it is, and how much of that is read behind it."""

    place: int
    mail: StoredMail
    octets_done: int


def mails_of(bringing: Bringing, upload: Upload, *, after: int = 0) -> Generator[NumberedMail, None, None]:
    """Yield the mails of an upload behind the first `after` ones. Each is good until the next is asked for."""
    place, before = 0, 0
    for member in upload.members:
        head = upload.head(member)
        if is_mail(member.path, head):
            with upload.open(member) as file:
                for mail in _mails(bringing, member, file, head):
                    place += 1
                    if place > after:
                        yield NumberedMail(place, mail, before + mail.offset + mail.size)
        before += member.size


def _mails(bringing: Bringing, member: Member, file: IO[bytes], head: bytes) -> Iterator[StoredMail]:
    path = _FLAGS.sub("", member.path)
    where = b"upload/" + path.encode("utf-8", "replace")
    if begins_with_postmark(head):
        for mail in read_mbox(file, max_bytes=settings.MAX_MAIL_BYTES):
            yield StoredMail(
                path, where, mail.offset, mail.octets, mail.size, mail.postmark, bringing.created_at
            )
        return
    octets = file.read(settings.MAX_MAIL_BYTES + 1)
    yield StoredMail(path, where, 0, cast(IO[bytes], BytesIO(octets)), member.size, "", bringing.created_at)


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail as a line of a list."""

    sender: str
    subject: str
    at: datetime | None


def first_mails(bringing: Bringing, upload: Upload, *, most: int) -> list[MailLine]:
    """Return the first mails of an upload, by their heads."""
    with closing(mails_of(bringing, upload)) as mails:
        return [_line(each.mail) for each in islice(mails, most)]


def _line(mail: StoredMail) -> MailLine:
    head = read_head(mail.octets)
    said = BytesParser(policy=READ).parsebytes(head.octets, headersonly=True)
    return MailLine(head.sender, text_of(said, "Subject")[:200], head.arrived_at)


def look_at_mails(bringing: Bringing, upload: Upload) -> Iterator[tuple[Looked, int, int]]:
    """Yield what a look at some mails tells: how many there are, and from when to when."""
    mails = mails_of(bringing, upload, after=bringing.place)
    while True:
        looked, last = Looked(), None
        counter = looked.counted.setdefault("said", Counter())
        for each in islice(mails, PART):
            counter["messages"] += 1
            _date(looked, each.mail)
            last = each
        if last is None:
            return
        yield looked, last.place, last.octets_done


def _date(looked: Looked, mail: StoredMail) -> None:
    at = read_head(mail.octets).arrived_at
    if at is not None:
        told = at.isoformat()
        looked.earliest = min(filter(None, (looked.earliest, told)))
        looked.latest = max(looked.latest, told)
