"""The door for mails out of files: each becomes a row of the ledger, once, under the name of its file and place.

A mail is known by file, place in it and content together: the same files may be gone through again and again, by two at
once, and after a kill at any moment, and a file that was changed meanwhile hides nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import Enum
from io import BytesIO

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from saath.channels.email.headers import moment
from saath.channels.email.mail_files import StoredMail
from saath.channels.email.mail_heads import MailHead, read_head
from saath.channels.email.stand_in import stand_in
from saath.conversations.actions.arrive import Provenance, accept_raw, quarantine_raw
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.files import storage
from saath.tenancy.actor import Actor

IMPORTER = Actor.system("mail import")
TOO_LARGE = _("[This mail is larger than Saath may take. All of it is in the file that it came from.]")
Source = IntakeItem.Source


class Taken(Enum):
    """What became of a mail of a file at the door."""

    ENTERED = "entered"
    KNOWN = "known"
    OLDER = "older"


class FileImport:
    """Takes mails of files into the ledger of an account as history. It holds nothing of them."""

    def __init__(self, account: ChannelAccount, *, since: datetime | None = None) -> None:
        self._account = account
        self._since = since
        same = ChannelAccount.objects.filter(channel=account.channel)
        self._own = frozenset(same.values_list("key", flat=True))

    def look(self, mail: StoredMail) -> tuple[Taken, int | None]:
        """Say what `take` would do, and do nothing."""
        if self._is_older(mail, read_head(mail.octets)):
            return Taken.OLDER, None
        known = _item(self._key(mail))
        return (Taken.ENTERED, None) if known is None else (Taken.KNOWN, known)

    def take(self, mail: StoredMail) -> tuple[Taken, int | None]:
        """Enter a mail into the ledger; return what became of it, with the number of its row.

        Raises QuotaExceeded, DiskFull, OSError: what was taken before stays.
        """
        head = read_head(mail.octets)
        if self._is_older(mail, head):
            return Taken.OLDER, None
        key = self._key(mail)
        known = _item(key)
        if known is not None:
            return Taken.KNOWN, known
        try:
            return Taken.ENTERED, self._enter(mail, head, key).pk
        except IntegrityError:
            known = _item(key)  # another run has just entered it
            if known is None:
                raise
            return Taken.KNOWN, known

    def _is_older(self, mail: StoredMail, head: MailHead) -> bool:
        return self._since is not None and _arrived_at(mail, head) < self._since

    def _key(self, mail: StoredMail) -> str:
        digest = hashlib.sha256(b"%d\0%s\0%d\0%d\0" % (self._account.pk, mail.place, mail.offset, mail.size))
        while piece := mail.octets.read(storage.CHUNK_BYTES):
            digest.update(piece)
        mail.octets.seek(0)
        return f"file:{digest.hexdigest()}"

    def _enter(self, mail: StoredMail, head: MailHead, key: str) -> IntakeItem:
        source = Source.SENT_COPY if head.is_from(self._own) else Source.FILE
        envelope = {"path": mail.path, "offset": mail.offset, "octets": mail.size}
        provenance = Provenance(key, _arrived_at(mail, head), is_imported=True)
        is_whole = mail.size <= settings.MAX_MAIL_BYTES
        octets = mail.octets if is_whole else BytesIO(stand_in(head.octets, TOO_LARGE))
        raw = storage.save(octets, max_bytes=settings.MAX_MAIL_BYTES, content_type="message/rfc822")
        fault_point("import_before_entry")
        if is_whole:
            return accept_raw(
                IMPORTER,
                account=self._account,
                source=source,
                raw=raw,
                envelope=envelope,
                provenance=provenance,
            )
        return quarantine_raw(
            IMPORTER,
            account=self._account,
            source=source,
            raw=raw,
            envelope=envelope,
            provenance=provenance,
            rule="too-large",
        )


def _item(key: str) -> int | None:
    return IntakeItem.objects.filter(delivery_key=key).values_list("pk", flat=True).first()


def _arrived_at(mail: StoredMail, head: MailHead) -> datetime:
    """Return the mail's own time; without one that of its postmark, or of its file. Never a time to come."""
    written = head.arrived_at or _postmarked_at(mail.postmark) or mail.stored_at
    return min(written, now())


def _postmarked_at(postmark: str) -> datetime | None:
    """Return the time of a line "From SENDER Tue Mar  5 09:30:00 2024"."""
    words = postmark.split()
    return next(filter(None, (moment(" ".join(words[start:])) for start in (2, 1, 3))), None)
