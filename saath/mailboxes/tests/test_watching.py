"""Readers of mailboxes: told of new mail at once, one for each mailbox among all processes, back after trouble."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from saath.channels.email.imap_facts import Security
from saath.conversations.models import IntakeItem
from saath.conversations.tests.builders import Desk, mail, make_desk
from saath.jobs.models import Lease
from saath.mailboxes.actions.manage import (
    add_mailbox,
    pause_mailbox,
    remove_mailbox,
    resume_mailbox,
    try_again,
)
from saath.mailboxes.models import Mailbox
from saath.mailboxes.queries import Due
from saath.mailboxes.tests.conftest import Box
from saath.mailboxes.watching import Readers, in_turn
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import PASSWORD
from tests.installation import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def reading(*, lease_seconds: float = 30) -> Iterator[Readers]:
    """Read mailboxes in another thread until the block ends."""
    readers, stop = Readers(lease_seconds=lease_seconds), threading.Event()
    thread = threading.Thread(target=readers.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield readers
    finally:
        stop.set()
        thread.join()


def entered(box: Box) -> int:
    with store_scope(box.desk.store_id):
        return IntakeItem.objects.count()


def fresh(box: Box) -> Mailbox:
    with store_scope(box.desk.store_id):
        return box.fresh()


def test_new_mail_is_entered_as_soon_as_the_server_has_it(box: Box) -> None:
    with reading():
        wait_until(lambda: fresh(box).state == Mailbox.State.CHOOSING, "counted")
        box.choose()
        wait_until(lambda: fresh(box).last_success_at, "visited")
        box.put(mail().as_bytes())
        wait_until(lambda: entered(box) == 1, "the first mail is entered", seconds=45)
        box.put(mail().as_bytes())
        wait_until(lambda: entered(box) == 2, "the server told of the second", seconds=45)


def test_two_processes_read_a_mailbox_once(box: Box) -> None:
    box.begin()
    with reading() as first, reading() as second:
        for number in range(5):
            box.put(mail(f"number {number}").as_bytes())
        wait_until(lambda: entered(box) == 5, "all are entered")
        holder = Lease.objects.get(name=f"mailbox:{box.mailbox.pk}").holder
        assert holder in (first.holder, second.holder)
    assert entered(box) == 5


def test_another_process_takes_over_at_once_from_one_that_ended_in_peace(box: Box) -> None:
    box.begin()
    with reading(lease_seconds=600):
        wait_until(lambda: Lease.objects.filter(name__startswith="mailbox:").exists(), "somebody reads")
    with reading(lease_seconds=600):
        box.put(mail().as_bytes())
        wait_until(lambda: entered(box) == 1, "the next process reads", seconds=45)


def test_a_server_that_was_away_is_read_again(box: Box) -> None:
    box.begin()
    with reading():
        wait_until(lambda: Lease.objects.filter(name__startswith="mailbox:").exists(), "somebody reads")
        box.server.stop()
        try:
            wait_until(lambda: fresh(box).trouble, "trouble is noted")
        finally:
            box.server.start()
        assert fresh(box).try_at is not None
        box.put(mail().as_bytes())
        with store_scope(box.desk.store_id):
            try_again(TEST, box.mailbox)
        wait_until(lambda: entered(box) == 1, "mail is read again")
        wait_until(lambda: fresh(box).trouble == "", "trouble is over")


def test_a_paused_mailbox_is_left_alone_and_nothing_is_missed(box: Box) -> None:
    box.begin()
    with reading() as readers:
        with store_scope(box.desk.store_id):
            pause_mailbox(TEST, box.mailbox)
        wait_until(lambda: not readers._readers, "nobody reads")
        box.put(mail().as_bytes())
        assert entered(box) == 0
        with store_scope(box.desk.store_id):
            resume_mailbox(TEST, box.mailbox)
        wait_until(lambda: entered(box) == 1, "what came meanwhile is read")


def test_a_removed_mailbox_ends_its_reader(box: Box) -> None:
    box.begin()
    with reading() as readers:
        wait_until(lambda: readers._readers, "somebody reads")
        with store_scope(box.desk.store_id):
            remove_mailbox(TEST, box.mailbox)
        wait_until(lambda: not readers._readers, "nobody reads")
    with store_scope(box.desk.store_id):
        assert Mailbox.objects.count() == 0


def test_a_reader_whose_lease_went_to_another_process_writes_nothing(box: Box) -> None:
    box.begin()
    with reading() as readers:
        wait_until(lambda: readers._readers, "somebody reads")
        wait_until(lambda: fresh(box).last_success_at, "it waits for mail")
        Lease.objects.filter(name=f"mailbox:{box.mailbox.pk}").update(holder="another process")
        box.put(mail().as_bytes())
        wait_until(lambda: not any(each.is_running for each in readers._readers.values()), "it ends")
        assert entered(box) == 0


def test_a_shop_with_one_mailbox_gets_a_reader_where_another_has_taken_all(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.mailboxes.watching.READERS_A_PROCESS", 3)
    for number in range(3):
        add_like(box, box.desk, f"{box.user}{number}")
    with reading() as readers:
        wait_until(lambda: stores_of(readers) == [box.desk.store_id] * 3, "one shop has all readers")
        other = make_desk("khadi", "khadi@khadi.test", "asha@example.com")
        add_like(box, other, f"{box.user}x")
        wait_until(
            lambda: sorted(stores_of(readers)) == [box.desk.store_id] * 2 + [other.store_id], "both read"
        )


def test_turns_go_round_the_shops() -> None:
    due = [Due(1, 7, 1), Due(2, 7, 1), Due(3, 8, 1), Due(4, 9, 1), Due(5, 8, 1)]
    assert [each.pk for each in in_turn(due, Counter())] == [1, 3, 4, 2, 5]
    assert [each.pk for each in in_turn(due, Counter({7: 2, 9: 1}))] == [3, 4, 5, 1, 2]


def add_like(box: Box, desk: Desk, user: str) -> None:
    """Add a mailbox on the same server."""
    with store_scope(desk.store_id):
        add_mailbox(
            TEST,
            account=desk.account,
            host=box.mailbox.host,
            port=box.mailbox.port,
            security=Security.TLS,
            user=user,
            password=PASSWORD,
        )


def stores_of(readers: Readers) -> list[int]:
    return [each.claim.due.store_id for each in list(readers._readers.values()) if each.stays]
