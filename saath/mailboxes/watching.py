"""Who reads which mailbox: in each process that takes mail in, a thread for every mailbox whose lease the process holds.

With the lease one mailbox has one reader among all processes; every write asks for it. A reader keeps its line open and waits
for the server to speak (IDLE, RFC 2177), or asks every minute. After trouble it ends, and the next one begins when the pause
is over.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

import structlog
from django.db import close_old_connections, connection

from saath.channels.email.imap_box import Box
from saath.channels.email.imap_facts import ImapTrouble, Trouble
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.jobs.errors import LeaseLost
from saath.jobs.leases import drop_lease, hold_lease, is_held
from saath.mailboxes.actions.reading import note_trouble
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.mailboxes.queries import Due, due_mailboxes
from saath.mailboxes.rules import COMPARED_EVERY
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.visit import VISITOR, Visit
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import fence

TICK_SECONDS = 1.0
WAIT_SECONDS = 60.0
STOP_SECONDS = 15.0
READERS_A_PROCESS = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A mailbox that this process may read: the lease and the term in which we got it."""

    due: Due
    holder: str
    term: int

    @property
    def lease(self) -> str:
        """Return the name of the mailbox's lease."""
        return lease_of(self.due)

    def require(self) -> None:
        """Raise LeaseLost where another process reads the mailbox by now."""
        if not is_held(self.lease, self.holder, term=self.term, at=now()):
            raise LeaseLost


class Reader:
    """A thread that reads one mailbox until it is stopped or meets trouble."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.held_at = monotonic()
        self._compares_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"mailbox-{claim.due.pk}", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end after the mail in hand."""
        self._stop.set()

    def join(self, seconds: float) -> None:
        """Wait until it has ended."""
        self._thread.join(seconds)

    @property
    def stays(self) -> bool:
        """Whether nobody asked it to end."""
        return self._goes_on()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._thread.is_alive()

    def _goes_on(self) -> bool:
        return not self._stop.is_set()

    def _run(self) -> None:
        gate = fence.set(self.claim.require)
        try:
            with store_scope(self.claim.due.store_id):
                self._read()
        except (LeaseLost, NotFound):
            log.info("mailbox_left", mailbox=self.claim.due.pk)
        except Exception as error:
            log.exception("mailbox_reader_failed", error=type(error).__qualname__)
        finally:
            fence.reset(gate)
            connection.close()

    def _read(self) -> None:
        mailbox = _mailbox(self.claim.due)
        try:
            with open_box(VISITOR, mailbox) as box:
                Visit(mailbox, box, goes_on=self._goes_on).ask_again()
                while self._goes_on():
                    visit = Visit(_mailbox(self.claim.due), box, goes_on=self._goes_on)
                    if not visit.run():
                        self._compare_daily(visit)
                        self._wait(box, visit)
        except ImapTrouble as trouble:
            self._tell(mailbox, trouble)
        except (LeaseLost, NotFound):
            raise
        except Exception as error:
            self._tell(mailbox, ImapTrouble(Trouble.BROKEN, type(error).__name__))
            raise

    def _compare_daily(self, visit: Visit) -> None:
        """Compare the mailbox with the ledger once a day, and where the line is new."""
        if monotonic() >= self._compares_at:
            visit.compare()
            self._compares_at = monotonic() + COMPARED_EVERY.total_seconds()

    def _tell(self, mailbox: Mailbox, trouble: ImapTrouble) -> None:
        if self._goes_on():
            log.info("mailbox_troubled", mailbox=mailbox.pk, trouble=str(trouble.kind))
            note_trouble(VISITOR, mailbox, trouble=trouble)

    def _wait(self, box: Box, visit: Visit) -> None:
        """Wait until the server tells of new mail; it tells of none that came between the visit and our listening."""
        close_old_connections()
        if not box.can_push:
            self._stop.wait(WAIT_SECONDS)
            return
        inbox = MailboxFolder.objects.filter(mailbox=self.claim.due.pk, role=MailboxFolder.Role.INBOX)
        name = inbox.order_by("id").values_list("name", flat=True)[0]
        connection.close()
        if box.look(name).uidnext > visit.seen_to.get(name, 0):
            return
        box.wait(WAIT_SECONDS, goes_on=self._goes_on)


class Readers:
    """All readers of this process."""

    def __init__(self, *, lease_seconds: float) -> None:
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._lease_seconds = lease_seconds
        self._readers: dict[int, Reader] = {}

    def run(self, stop: threading.Event) -> None:
        """Keep a reader for each mailbox that is ours, until told to stop."""
        while not stop.is_set():
            try:
                self.tick()
            except Exception as error:
                log.exception("mailboxes_step_failed", error=type(error).__qualname__)
                close_old_connections()
            stop.wait(TICK_SECONDS)
        self.stop()

    def tick(self) -> None:
        """Stop readers whose mailbox was changed, is with another process or is gone; start those that are due."""
        due = {each.pk: each for each in due_mailboxes(now())}
        for pk, reader in list(self._readers.items()):
            if due.get(pk) != reader.claim.due or not self._still_holds(reader):
                reader.stop()
            if not reader.is_running:
                del self._readers[pk]
                drop_lease(reader.claim.lease, self.holder, at=now())
        for each in in_turn(due.values(), self._counts()):
            if each.pk not in self._readers:
                self._start(each)
        close_old_connections()

    def stop(self) -> None:
        """Let every reader finish the mail in hand, and leave the mailboxes to others."""
        for reader in self._readers.values():
            reader.stop()
        for reader in self._readers.values():
            reader.join(STOP_SECONDS)
            drop_lease(reader.claim.lease, self.holder, at=now())
        self._readers.clear()
        connection.close()

    def _start(self, due: Due) -> None:
        is_full = self._counts().total() >= READERS_A_PROCESS
        leaving = self._who_makes_room(due) if is_full else None
        if is_full and leaving is None:
            return
        term = self._hold(due)
        if term is None:
            return
        if leaving is not None:
            leaving.stop()
        reader = Reader(Claim(due, self.holder, term))
        self._readers[due.pk] = reader
        reader.start()

    def _counts(self) -> Counter[int]:
        """Return how many readers each shop has here, without those that are about to end."""
        return Counter(reader.claim.due.store_id for reader in self._readers.values() if reader.stays)

    def _who_makes_room(self, due: Due) -> Reader | None:
        """Return a reader of the shop that has most, if it has more than its share beside the one that waits."""
        counts = self._counts()
        store_id, most = counts.most_common(1)[0]
        if most <= counts[due.store_id] + 1:
            return None
        theirs = [reader for reader in self._readers.values() if reader.claim.due.store_id == store_id]
        return next(reader for reader in reversed(theirs) if reader.stays)

    def _still_holds(self, reader: Reader) -> bool:
        """Keep the lease of a reader, asking for it a few times in its length."""
        if monotonic() - reader.held_at < self._lease_seconds / 4:
            return True
        reader.held_at = monotonic()
        return self._hold(reader.claim.due) == reader.claim.term

    def _hold(self, due: Due) -> int | None:
        return hold_lease(lease_of(due), self.holder, seconds=self._lease_seconds, at=now())


def in_turn(due: Iterable[Due], counts: Counter[int]) -> list[Due]:
    """Return mailboxes in the order in which they get a reader: that shop's first which has fewest."""
    taken, ranked = Counter(counts), []
    for each in due:
        ranked.append((taken[each.store_id], each.pk, each))
        taken[each.store_id] += 1
    return [each for _, _, each in sorted(ranked, key=lambda rank: rank[:2])]


def lease_of(due: Due) -> str:
    """Return the name under which processes agree on who reads a mailbox."""
    return f"mailbox:{due.pk}"


def reading_mailboxes(*, lease_seconds: float) -> Callable[[], None]:
    """Read mailboxes in a thread of its own; return what ends it."""
    stop = threading.Event()
    readers = Readers(lease_seconds=lease_seconds)
    thread = threading.Thread(target=readers.run, args=(stop,), name="mailboxes", daemon=True)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()

    return end


def _mailbox(due: Due) -> Mailbox:
    mailbox = Mailbox.objects.select_related("account").filter(pk=due.pk).first()
    if mailbox is None:
        raise NotFound
    return mailbox
