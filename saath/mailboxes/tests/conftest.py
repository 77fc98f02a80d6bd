"""What tests of mailboxes share: a real server, and a shop whose mail lies there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest
from pytest_django import Settings

from saath.channels.email.imap_facts import Security
from saath.conversations.models import IntakeItem
from saath.conversations.tests.builders import Desk, make_desk, work
from saath.mailboxes.actions.manage import add_mailbox, choose_import
from saath.mailboxes.models import Mailbox
from saath.mailboxes.signing_in import open_box
from saath.mailboxes.visit import VISITOR, Visit
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from tests.dovecot import PASSWORD, Dovecot, dovecot

__all__ = ["dovecot"]


@dataclass
class Box:
    """A mailbox of a shop on a real server; `user` is its name there."""

    desk: Desk
    server: Dovecot
    mailbox: Mailbox
    user: str

    def put(self, mail: bytes, *, folder: str = "INBOX", at: datetime | None = None) -> None:
        """Let a mail come into the mailbox."""
        self.server.put(mail, folder=folder, at=at, user=self.user)

    def visit(self) -> None:
        """Open the mailbox, read all that there is, and let the mails be read."""
        with store_scope(self.desk.store_id):
            mailbox = self.fresh()
            with open_box(VISITOR, mailbox) as box:
                Visit(mailbox, box, goes_on=lambda: True).ask_again()
                while Visit(self.fresh(), box, goes_on=lambda: True).run():
                    pass
        work()

    def compare(self) -> None:
        """Open the mailbox and compare it with the ledger, and let the mails be read."""
        with store_scope(self.desk.store_id):
            mailbox = self.fresh()
            with open_box(VISITOR, mailbox) as box:
                Visit(mailbox, box, goes_on=lambda: True).compare()
        work()

    def choose(self, since: date | None = None) -> None:
        """Make the first choice."""
        with store_scope(self.desk.store_id):
            choose_import(TEST, self.mailbox, since=since)

    def begin(self) -> None:
        """Count, and choose new mail only."""
        self.visit()
        self.choose()

    def fresh(self) -> Mailbox:
        """Return the mailbox as it is now."""
        return Mailbox.objects.select_related("account").get(pk=self.mailbox.pk)

    def fresh_in_store(self) -> Mailbox:
        """Return the mailbox as it is now, from outside its store."""
        with store_scope(self.desk.store_id):
            return self.fresh()

    def ledger(self) -> list[tuple[str, str, bool]]:
        """Return what became of each mail: state, rule, whether it is a repeat."""
        with store_scope(self.desk.store_id):
            return list(IntakeItem.objects.order_by("pk").values_list("state", "rule", "is_repeat"))


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def box(desk: Desk, dovecot: Dovecot, settings: Settings) -> Box:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    user = f"u{uuid4().hex[:8]}"
    with store_scope(desk.store_id):
        mailbox = add_mailbox(
            TEST,
            account=desk.account,
            host="localhost",
            port=dovecot.tls_port,
            security=Security.TLS,
            user=user,
            password=PASSWORD,
        )
    return Box(desk, dovecot, mailbox, user)
