"""The page of the ledger beside a real mailbox: whatever goes wrong there, it says what is the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from saath.conversations.models import IntakeItem, Message
from saath.conversations.tests.builders import mail, work
from saath.core.clock import now
from saath.jobs.models import Job
from saath.mailboxes.tests.conftest import Box
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
WHOLE = "Everything that came in: 0 missing"
State = IntakeItem.State


@pytest.fixture
def owner(box: Box) -> Client:
    box.begin()
    return browser_of(make_colleague(box.desk.shop, "rukmini@example.com", Role.OWNER), box.desk.shop)


def ledger(owner: Client, state: str = "") -> str:
    return owner.get("/settings/ledger/", {"state": state}).text


def only_item(box: Box) -> IntakeItem:
    with store_scope(box.desk.store_id):
        return IntakeItem.objects.get()


def test_a_mail_that_was_deleted_before_we_came_is_no_mail_and_those_beside_it_are_there(
    box: Box, owner: Client
) -> None:
    for number in range(3):
        box.put(mail(f"number {number}", subject=f"{number}").as_bytes())
    with box.server.client(box.user) as client:
        client.select("INBOX")
        client.store("2", "+FLAGS", "\\Deleted")
        client.expunge()
    box.visit()
    assert [state for state, _rule, _repeat in box.ledger()] == [State.ACCEPTED] * 2
    assert WHOLE in ledger(owner)


def test_a_folder_with_new_numbers_and_a_mail_deleted_after_we_read_it_leave_nothing_open(
    box: Box, owner: Client
) -> None:
    for number in range(3):
        box.put(mail(f"number {number}", subject=f"{number}").as_bytes())
    box.visit()
    with box.server.client(box.user) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", "\\Deleted")
        client.expunge()
    box.server.renumber(user=box.user)
    box.put(mail("number 3", subject="3").as_bytes())
    box.visit()
    with store_scope(box.desk.store_id):
        assert Message.objects.count() == 4
    assert WHOLE in ledger(owner)


def test_a_mail_that_cannot_be_read_is_shown_and_read_again_by_a_person(
    box: Box, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(mail("here it is").as_bytes())
    with monkeypatch.context() as broken:
        broken.setattr("saath.conversations.reading.save_parts", _breaks)
        box.visit()
    item = only_item(box)
    assert (item.state, item.error) == (State.FAILED, "OSError")
    assert "1" in ledger(owner, "failed")
    owner.post(f"/settings/ledger/{item.public_id}/again/")
    assert WHOLE in ledger(owner)
    work()
    assert only_item(box).state == State.ACCEPTED
    assert WHOLE in ledger(owner)


def test_what_waits_with_nobody_to_read_it_is_missing_until_somebody_reads_it_again(
    box: Box, owner: Client
) -> None:
    box.put(mail("waits").as_bytes())
    box.visit()
    with store_scope(box.desk.store_id):
        IntakeItem.objects.update(state=State.RECEIVED, message=None, received_at=now() - timedelta(hours=1))
        Job.objects.filter(key__startswith="intake:").delete()
    assert "1 mail is missing" in ledger(owner)
    item = only_item(box)
    assert str(item.public_id) in ledger(owner, "missing")
    owner.post(f"/settings/ledger/{item.public_id}/again/")
    work()
    assert WHOLE in ledger(owner)


def test_an_accepted_mail_whose_message_is_gone_is_missing(box: Box, owner: Client) -> None:
    box.put(mail("gone").as_bytes())
    box.visit()
    with store_scope(box.desk.store_id):
        IntakeItem.objects.update(message=None)
    assert "1 mail is missing" in ledger(owner)


def test_what_a_rule_kept_out_is_told_and_can_be_let_in(box: Box, owner: Client) -> None:
    machine = mail("I am away.", headers={"Auto-Submitted": "auto-replied"})
    box.put(machine.as_bytes())
    box.visit()
    item = only_item(box)
    assert (item.state, item.rule) == (State.IGNORED, "auto-submitted")
    assert WHOLE in ledger(owner)
    owner.post(f"/settings/ledger/{item.public_id}/release/")
    work()
    with store_scope(box.desk.store_id):
        assert Message.objects.filter(text="I am away.").count() == 1
    assert only_item(box).state == State.ACCEPTED
    assert WHOLE in ledger(owner)


def _breaks(*_: object) -> None:
    raise OSError("the disk is gone")
