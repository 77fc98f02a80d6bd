"""A mailbox server that talks nonsense: the visit ends in a trouble that has words, and no mail that it lists is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.channels.email.imap_facts import ImapTrouble, Security, Trouble
from saath.conversations.models import IntakeItem
from saath.conversations.tests.builders import Desk
from saath.mailboxes.actions.manage import add_mailbox, choose_import
from saath.mailboxes.models import Mailbox
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.visit import VISITOR, Visit
from saath.mailboxes.watching import Readers
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import write_certificate
from tests.fuzz.hostile import Hostile, hostile_server
from tests.installation import wait_until

OPENED = b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 4] ok\r\nTAG OK done\r\n"
EMPTY = b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 1] ok\r\nTAG OK done\r\n"
HEAD = b'* %d FETCH (UID %d RFC822.SIZE 68 INTERNALDATE "22-Nov-2026 10:00:00 +0000")\r\n'
BEYOND = b"9" * 25
DONE = b"TAG OK done\r\n"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[Hostile]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    write_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with hostile_server(tmp_path) as running:
        yield running


@pytest.fixture
def mailbox(desk: Desk, server: Hostile) -> Mailbox:
    """A mailbox of which an empty folder was seen and new mail chosen."""
    with store_scope(desk.store_id):
        added = add_mailbox(
            TEST, account=desk.account, host="localhost", port=server.port, security=Security.TLS, user="u", password="p"
        )  # fmt: skip
        server.instead = {b"EXAMINE": [EMPTY]}
        visit(added)
        choose_import(TEST, added, since=None)
    return added


def visit(mailbox: Mailbox) -> None:
    fresh = Mailbox.objects.select_related("account").get(pk=mailbox.pk)
    with open_box(VISITOR, fresh) as box:
        Visit(fresh, box, goes_on=lambda: True).run()


@pytest.mark.parametrize(
    "said",
    [
        {b"EXAMINE": [OPENED.replace(b"UIDVALIDITY 7", b"UIDVALIDITY " + BEYOND)]},
        {b"EXAMINE": [OPENED.replace(b"UIDNEXT 4", b"UIDNEXT " + BEYOND)]},
        {b"EXAMINE": [b"* CAPABILITY\r\nTAG OK [CAPABILITY] done\r\n"]},
        {b"EXAMINE": [OPENED], b"SEARCH": [b"* SEARCH 1 " + BEYOND + b"\r\n" + DONE]},
        {b"EXAMINE": [OPENED], b"SEARCH": [b"TAG NO cannot search\r\n"]},
        {b"EXAMINE": [OPENED], b"SEARCH": [b"* SEARCH one two\r\n" + DONE]},
        {b"CAPABILITY": [b"* CAPABILITY\r\n" + DONE] * 3, b"EXAMINE": [OPENED]},
    ],
)
def test_only_a_trouble_leaves_the_visit(
    desk: Desk, mailbox: Mailbox, server: Hostile, said: dict[bytes, list[bytes]]
) -> None:
    server.instead = said
    with store_scope(desk.store_id), pytest.raises(ImapTrouble) as caught:
        visit(mailbox)
    assert caught.value.kind in (Trouble.BROKEN, Trouble.NOT_IMAP)


def test_a_mail_that_is_listed_but_left_out_of_an_answer_is_read_all_the_same(
    desk: Desk, mailbox: Mailbox, server: Hostile
) -> None:
    listed, still_there = b"* SEARCH 1 2 3\r\n" + DONE, b"* SEARCH 2\r\n" + DONE
    server.instead = {
        b"EXAMINE": [OPENED],
        b"SEARCH": [listed, still_there],
        b"RFC822.SIZE": [HEAD % (1, 1) + HEAD % (3, 3) + DONE, DONE],
    }
    with store_scope(desk.store_id):
        visit(mailbox)
        keys = IntakeItem.objects.order_by("pk").values_list("delivery_key", flat=True)
        assert [str(key).rpartition(":")[2] for key in keys] == ["1", "2", "3"]


def test_a_mail_that_went_between_two_questions_is_no_mail(
    desk: Desk, mailbox: Mailbox, server: Hostile
) -> None:
    server.instead = {
        b"EXAMINE": [OPENED],
        b"SEARCH": [b"* SEARCH 1 2\r\n" + DONE, b"* SEARCH\r\n" + DONE],
        b"RFC822.SIZE": [HEAD % (1, 1) + DONE],
    }
    with store_scope(desk.store_id):
        visit(mailbox)
        assert IntakeItem.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_came_between_the_visit_and_the_waiting_is_read_at_once(
    desk: Desk, mailbox: Mailbox, server: Hostile
) -> None:
    # Nothing is there when the readers look, two mails when they open the folder to be told of more.
    server.instead = {b"EXAMINE": [EMPTY, EMPTY]}
    readers, stop = Readers(lease_seconds=30), threading.Event()
    thread = threading.Thread(target=readers.run, args=(stop,), daemon=True)
    thread.start()
    try:
        with store_scope(desk.store_id):
            wait_until(lambda: IntakeItem.objects.count() == 2, "both are entered", seconds=45)
    finally:
        stop.set()
        thread.join()
