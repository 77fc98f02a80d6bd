"""Mails of a file come in by the way that all mails of before come in, whether an mbox or a Maildir in an archive."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, mail, work
from saath.core.clock import now
from saath.imports.actions.bringing import bring_in
from saath.imports.models import Bringing
from saath.imports.tests.builders import again, archive_of, check, look
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def dated(message: EmailMessage, day: int) -> EmailMessage:
    """A mail of a day in March 2024."""
    message.replace_header("Date", f"{day} Mar 2024 09:30:00 +0000")
    return message


def mbox_of(mails: list[EmailMessage]) -> bytes:
    """Mails as an mbox."""
    mark = b"From shop@x Tue Mar  5 09:30:00 2024\n"
    return b"".join(mark + each.as_bytes() + b"\n" for each in mails)


def letters() -> list[EmailMessage]:
    """A question and the shop's answer to it."""
    first = dated(mail("Kab tak?"), 5)
    answer = dated(
        mail("Kal.", sender=f"Shop <{SHOP_ADDRESS}>", to="sunita@example.in", answers=first["Message-ID"]), 6
    )
    return [first, answer]


def brought(desk: Desk, octets: bytes, name: str) -> Bringing:
    """Bring a file of mails in, to its end."""
    checked = check(desk, look(desk, octets, name))
    with store_scope(desk.store_id):
        bring_in(TEST, checked)
    work()
    with time_machine.travel(now() + timedelta(seconds=10)):
        work()
    return again(desk, checked)


def test_an_mbox_becomes_solved_conversations_with_our_answers(desk: Desk) -> None:
    looked = look(desk, mbox_of(letters()), "All.mbox")
    assert (looked.source, looked.total, looked.state) == ("mail", 2, "looked")
    assert looked.span is not None
    checked = check(desk, looked)
    assert (checked.new, checked.same) == (2, 0)
    done = brought(desk, mbox_of(letters()), "All.mbox")
    assert (done.state, done.new, done.found["fates"]) == ("done", 2, {"accepted": 2})
    with store_scope(desk.store_id):
        assert Conversation.objects.get().state == "solved"
        assert list(Message.objects.order_by("created_at").values_list("direction", "text")) == [
            ("in", "Kab tak?"),
            ("out", "Kal."),
        ]


def test_mails_that_come_again_in_another_file_are_not_doubled(desk: Desk) -> None:
    mails = letters()
    brought(desk, mbox_of(mails), "All.mbox")
    same = brought(desk, mbox_of(mails), "All.mbox")
    assert (same.new, same.same) == (0, 2)
    folder = {f"Maildir/cur/17{n}.x:2,S": each.as_bytes() for n, each in enumerate(mails)}
    other = brought(desk, archive_of(folder), "mails.zip")
    assert (other.new, other.found["fates"].get("repeat", 0) + other.found["fates"].get("ignored", 0)) == (
        2,
        2,
    )
    with store_scope(desk.store_id):
        assert Message.objects.count() == 2
