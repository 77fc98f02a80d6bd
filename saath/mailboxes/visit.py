"""One visit to a mailbox: what is new is read, then a few of the older mails that are still to be read.

A mail is on disk before its transaction begins, and the transaction that enters it counts it as read: whoever dies in between
reads it again, and nobody enters it twice. A mail that the server does not give out is put aside and the next one is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from typing import IO, cast

import structlog
from django.conf import settings
from django.utils.functional import Promise

from saath.channels.email.imap_box import HEADS_AT_ONCE, Box, UnfetchableMail
from saath.channels.email.imap_facts import FolderState, Head, ImapTrouble, Trouble
from saath.channels.email.stand_in import stand_in
from saath.conversations.actions.arrive import complete_raw
from saath.conversations.models import IntakeItem
from saath.core.clock import now
from saath.core.faults import fault_point
from saath.files import storage
from saath.files.errors import DiskFull, FileTooLarge, QuotaExceeded
from saath.files.storage import SavedBytes
from saath.mailboxes import rules
from saath.mailboxes.actions import reading
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.mailboxes.unfetched import TOO_LARGE, UNFETCHABLE
from saath.tenancy.actor import Actor

VISITOR = Actor.system("mailbox")
BACK_AT_ONCE = 200
AGAIN_AT_ONCE = 20
# Rules under which a mail is put aside.
REFUSED, LINE_BREAKS, TOO_LONG = "cannot-be-fetched", "line-breaks", "too-large"
COUNTED_DAYS = (7, 30, 90, 365)
AT_THE_MAIL = frozenset({Trouble.BROKEN, Trouble.SILENT, Trouble.NOT_IMAP})

log = structlog.get_logger(__name__)


class Visit:
    """Reads one open mailbox until `goes_on` says no."""

    def __init__(self, mailbox: Mailbox, box: Box, *, goes_on: Callable[[], bool]) -> None:
        self._mailbox = mailbox
        self._box = box
        self._goes_on = goes_on
        # By folder, the number of the next mail when we looked: what is below it we have seen.
        self.seen_to: dict[str, int] = {}

    def run(self) -> bool:
        """Read what there is; return whether older mails are left for the next visit. Raises ImapTrouble."""
        if self._mailbox.reads_sent:
            self._find_sent_folder()
        has_more = False
        for folder in self._folders():
            waits = has_more and folder.role == MailboxFolder.Role.SENT
            has_more = self._read_folder(folder, waits=waits) or has_more
        if self._mailbox.known_from is None:
            reading.note_counted(VISITOR, self._mailbox)
        reading.note_success(VISITOR, self._mailbox)
        return has_more

    def ask_again(self) -> None:
        """Fetch what the server refused before, once for each line: some refusals pass. Raises ImapTrouble."""
        for folder in self._folders():
            aside = IntakeItem.objects.filter(
                delivery_key__startswith=f"{folder.key_prefix}{folder.uidvalidity}:",
                state=IntakeItem.State.QUARANTINED,
                rule=REFUSED,
            )
            found = list(aside.order_by("pk")[:AGAIN_AT_ONCE])
            if found and self._box.look(folder.name).uidvalidity == folder.uidvalidity:
                for item in found:
                    self._complete(item)

    def compare(self) -> None:
        """Take in what the mailbox got of late and the ledger does not hold: no number may hide a mail. Raises ImapTrouble."""
        if self._mailbox.state != Mailbox.State.WATCHING or self._mailbox.known_from is None:
            return
        since = rules.compared_from(known_from=self._mailbox.known_from, now=now())
        for folder in self._folders():
            state = self._box.look(folder.name)
            if folder.uidvalidity == state.uidvalidity and not folder.is_looking_back:
                self._take_missing(folder, since)

    def _take_missing(self, folder: MailboxFolder, since: datetime) -> None:
        uids = self._box.uids(1, folder.last_uid, since=since.date()) if folder.last_uid else []
        names = {folder.delivery_key(uid): uid for uid in uids if uid <= folder.last_uid}
        held = IntakeItem.objects.filter(delivery_key__in=names).values_list("delivery_key", flat=True)
        missing = sorted(set(names.values()) - {names[name] for name in held if name})
        for head in self._heads(missing):
            if head.arrived_at >= since and self._goes_on():
                log.warning("mailbox_missed", mailbox=str(self._mailbox.public_id), folder=folder.pk)
                self._take(folder, head, is_back=False, may_be_here=True)

    def _complete(self, item: IntakeItem) -> None:
        uid = int((item.delivery_key or "").rpartition(":")[2])
        with suppress(UnfetchableMail, FileTooLarge):
            complete_raw(VISITOR, item, raw=self._save_mail(uid))

    def _folders(self) -> list[MailboxFolder]:
        # What customers wrote first, then what answered it elsewhere.
        return list(self._mailbox.folders.select_related("mailbox__account").order_by("role", "id"))

    def _find_sent_folder(self) -> None:
        if not self._mailbox.folders.filter(role=MailboxFolder.Role.SENT).exists():
            name = self._box.sent_folder()
            if name:
                reading.add_sent_folder(VISITOR, self._mailbox, name=name)

    def _read_folder(self, folder: MailboxFolder, *, waits: bool) -> bool:
        """Read a folder, what is older only where it need not wait for others; return whether older mails are left."""
        state = self._box.look(folder.name)
        self.seen_to[folder.name] = state.uidnext
        if folder.uidvalidity is None:
            reading.begin_folder(VISITOR, folder, state=state, counts=self._counts(state))
            return False
        if folder.uidvalidity != state.uidvalidity and self._mailbox.known_from is not None:
            log.info("mailbox_renumbered", mailbox=str(self._mailbox.public_id))
            reading.renumber_folder(VISITOR, folder, state=state, known_from=self._mailbox.known_from)
            folder.refresh_from_db()
        if self._mailbox.state != Mailbox.State.WATCHING:
            return False
        self._read_new(folder, state)
        return folder.is_looking_back and (waits or self._look_back(folder))

    def _counts(self, state: FolderState) -> dict[str, int]:
        today = now().date()
        since = {str(days): self._box.count(since=today - timedelta(days=days)) for days in COUNTED_DAYS}
        return {"all": state.exists, **since}

    def _read_new(self, folder: MailboxFolder, state: FolderState) -> None:
        if state.uidnext - 1 > folder.last_uid:
            for head in self._heads(self._box.uids(folder.last_uid + 1)):
                if not self._goes_on():
                    return
                self._take(folder, head, is_back=False)

    def _look_back(self, folder: MailboxFolder) -> bool:
        """Read a few older mails, the oldest first; return whether there are more."""
        first, last = folder.back_uid + 1, folder.back_to
        uids = self._box.uids(first, last, since=folder.back_since) if first <= last else []
        uids = [uid for uid in uids if uid <= last]
        if not folder.back_done:
            reading.count_back(VISITOR, folder, total=len(uids))
        for head in self._heads(uids[:BACK_AT_ONCE]):
            if not self._goes_on():
                return True
            if self._is_known(folder, head.uid):
                reading.pass_over(VISITOR, folder, uid=head.uid, is_back=True)
            else:
                self._take(folder, head, is_back=True)
        if len(uids) <= BACK_AT_ONCE:
            reading.end_back(VISITOR, folder)
            return False
        return True

    def _is_known(self, folder: MailboxFolder, uid: int) -> bool:
        return IntakeItem.objects.filter(delivery_key=folder.delivery_key(uid)).exists()

    def _was_here(self, folder: MailboxFolder, raw: SavedBytes) -> bool:
        """Whether the very same octets came under another number, or from another server: some mails have no other name."""
        came = IntakeItem.objects.filter(account=folder.mailbox.account_id).exclude(delivery_key=None)
        return came.filter(raw__sha256=raw.sha256).exists()

    def _heads(self, uids: list[int]) -> Iterator[Head]:
        """Yield the heads of these mails in their order; those that the server leaves out are asked for one by one.

        What it neither tells of nor lists any more is gone. What it still lists is a mail, whatever is known of it.
        """
        for start in range(0, len(uids), HEADS_AT_ONCE):
            some = uids[start : start + HEADS_AT_ONCE]
            told = self._heads_told(some)
            for uid in some:
                if uid in told:
                    yield told[uid]
                elif self._box.uids(uid, uid):
                    yield self._heads_told([uid]).get(uid) or Head(uid, 0, now())

    def _heads_told(self, uids: list[int]) -> dict[int, Head]:
        with suppress(UnfetchableMail):
            return {head.uid: head for head in self._box.heads(uids)}
        return {}

    def _take(self, folder: MailboxFolder, head: Head, *, is_back: bool, may_be_here: bool = False) -> None:
        raw, rule = self._fetch(folder, head)
        fault_point("mailbox_after_fetch")
        if (may_be_here or folder.renumbered_after is not None) and self._was_here(folder, raw):
            reading.pass_over(VISITOR, folder, uid=head.uid, is_back=is_back)
            return
        try:
            reading.take_in(VISITOR, folder, head=head, raw=raw, is_back=is_back, rule=rule)
        except QuotaExceeded as error:
            raise ImapTrouble(Trouble.ROOM) from error

    def _fetch(self, folder: MailboxFolder, head: Head) -> tuple[SavedBytes, str]:
        """Put a mail on disk; return it with '' or, for one that stays outside, its stand-in with the rule's name."""
        if folder.stuck_uid == head.uid and folder.stuck_count >= rules.TRIES_OF_ONE_MAIL:
            return _save(stand_in(b"", UNFETCHABLE)), LINE_BREAKS
        try:
            return self._fetch_whole(head)
        except ImapTrouble as trouble:
            if trouble.kind in AT_THE_MAIL:
                reading.note_stuck(VISITOR, folder, uid=head.uid)
            raise
        except DiskFull as error:
            raise ImapTrouble(Trouble.ROOM) from error

    def _fetch_whole(self, head: Head) -> tuple[SavedBytes, str]:
        if head.size > settings.MAX_MAIL_BYTES:
            return self._head_only(head, TOO_LARGE), TOO_LONG
        try:
            saved = self._save_mail(head.uid)
        except UnfetchableMail:
            return self._head_only(head, UNFETCHABLE), REFUSED
        except FileTooLarge:
            return self._head_only(head, TOO_LARGE), TOO_LONG
        return saved, ""

    def _save_mail(self, uid: int) -> SavedBytes:
        stream = cast(IO[bytes], self._box.mail(uid))
        return storage.save(stream, max_bytes=settings.MAX_MAIL_BYTES, content_type="message/rfc822")

    def _head_only(self, head: Head, sentence: str | Promise) -> SavedBytes:
        try:
            octets = self._box.head_octets(head.uid)
        except UnfetchableMail:
            octets = b""
        return _save(stand_in(octets, sentence))


def _save(octets: bytes) -> SavedBytes:
    return storage.save(BytesIO(octets), max_bytes=settings.MAX_MAIL_BYTES, content_type="message/rfc822")
