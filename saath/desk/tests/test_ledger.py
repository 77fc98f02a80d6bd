"""The ledger page: who may see it, what it costs, what is missing, and how a mail is let in."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.accounts.models import AuditEntry, AuditKind
from saath.conversations.actions.arrive import Provenance, quarantine_raw
from saath.conversations.actions.ledger import fail_item
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, IntakeItem, Message, SenderRule
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, arrive, mail, make_desk, work
from saath.core.clock import now
from saath.files import storage
from saath.jobs.models import Job
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LEDGER = "/settings/ledger/"
MACHINE = {"Auto-Submitted": "auto-generated"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def manager(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.MANAGER), desk.shop)


@pytest.fixture
def outsider(desk: Desk) -> Client:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    member = make_colleague(other.shop, "asha@example.com", Role.OWNER)
    return browser_of(member, desk.shop)


def from_machine() -> EmailMessage:
    return mail("Your invoice", sender="Bills <no-reply@bills.in>", subject="Invoice 7", headers=MACHINE)


def items(desk: Desk) -> list[IntakeItem]:
    with store_scope(desk.store_id):
        return list(IntakeItem.objects.order_by("id"))


def page_of(item: IntakeItem, deed: str = "") -> str:
    return f"{LEDGER}{item.public_id}/{deed}"


def test_every_mail_has_a_line_with_what_became_of_it(desk: Desk, manager: Client) -> None:
    first = mail()
    arrive(first)
    arrive(first)
    arrive(from_machine())
    page = manager.get(LEDGER).text
    assert "0 missing" in page
    for words in ("Became a message", "Came again", "A machine wrote it and says so.", "straight to Saath"):
        assert words in page
    assert "Order PT-20418" not in manager.get(LEDGER, {"state": "ignored"}).text
    assert "no-reply@bills.in" not in manager.get(LEDGER, {"state": "repeat"}).text


def test_it_is_looked_through_by_outcome_way_and_day(desk: Desk, manager: Client) -> None:
    arrive(mail())
    today, yesterday = now().astimezone(desk.shop.store.zone).date(), now() - timedelta(days=1)
    assert "Order PT-20418" in manager.get(LEDGER, {"source": "smtp", "day": today.isoformat()}).text
    assert "Nothing of this kind" in manager.get(LEDGER, {"source": "imap"}).text
    assert "Nothing of this kind" in manager.get(LEDGER, {"day": yesterday.date().isoformat()}).text
    assert manager.get(LEDGER, {"day": "never", "state": "x", "source": "y"}).status_code == 200
    assert manager.get(LEDGER, {"cursor": "forged"}).status_code == 400


def test_what_lies_with_the_spam_is_not_called_a_message(desk: Desk, manager: Client) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        Conversation.objects.update(state=Conversation.State.SPAM)
    assert "Lies in the queue Spam" in manager.get(LEDGER).text
    assert "Lies in the queue Spam" in manager.get(page_of(items(desk)[0])).text


def test_an_empty_ledger_says_so(manager: Client) -> None:
    assert "Nothing has come in yet" in manager.get(LEDGER).text


def test_it_costs_the_same_for_many_mails(
    desk: Desk, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.conversations.queries.ledger_page.PAGE", 5)

    def cost() -> int:
        manager.get(LEDGER)
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(LEDGER).status_code == 200
        return len(captured.captured_queries)

    for number in range(6):
        arrive(mail(f"Mail {number}", subject=f"Thing {number}"))
    few = cost()
    for number in range(20):
        arrive(mail(f"Later {number}", subject=f"Other {number}"))
    assert cost() == few <= 14
    first = manager.get(LEDGER).text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Other 19" in first
    assert "Other 14" in manager.get(f"{LEDGER}{older}").text
    assert "Other 15" not in manager.get(f"{LEDGER}{older}").text


def test_what_waits_with_nobody_to_read_it_is_missing_until_it_is_read_again(
    desk: Desk, manager: Client
) -> None:
    accept_mail("sunita@example.in", [SHOP_ADDRESS], mail().as_bytes())
    Job.objects.filter(key__startswith="intake:").delete()
    assert "0 missing" in manager.get(LEDGER).text
    with store_scope(desk.store_id):
        IntakeItem.objects.update(received_at=now() - timedelta(minutes=11))
    page = manager.get(LEDGER).text
    assert "1 mail is missing" in page
    assert "sunita@example.in" in manager.get(LEDGER, {"state": "missing"}).text
    manager.post(page_of(items(desk)[0], "again/"))
    work()
    assert "0 missing" in manager.get(LEDGER).text
    assert items(desk)[0].state == IntakeItem.State.ACCEPTED


def test_an_accepted_mail_without_its_message_is_missing(desk: Desk, manager: Client) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        Message.objects.all().delete()
    assert "1 mail is missing" in manager.get(LEDGER).text


def test_what_failed_is_read_again_and_who_did_it_stands_there(desk: Desk, manager: Client) -> None:
    accept_mail("sunita@example.in", [SHOP_ADDRESS], mail().as_bytes())
    item = items(desk)[0]
    with store_scope(desk.store_id):
        fail_item(TEST, item, error="OperationalError")
    assert "OperationalError" in manager.get(page_of(item)).text
    assert "Read it again" in manager.get(page_of(item)).text
    manager.post(page_of(item, "again/"))
    work()
    assert items(desk)[0].state == IntakeItem.State.ACCEPTED
    assert "Rukmini had it read again" in manager.get(page_of(item)).text
    assert AuditEntry.objects.filter(kind=AuditKind.MAIL_READ_AGAIN).count() == 1
    assert manager.post(page_of(item, "again/")).status_code == 409


def test_what_a_rule_kept_out_is_let_in_and_teaches(desk: Desk, manager: Client) -> None:
    arrive(from_machine())
    (item,) = items(desk)
    assert "Let it in" in manager.get(page_of(item)).text
    manager.post(page_of(item, "release/"))
    work()
    with store_scope(desk.store_id):
        conversation = Conversation.objects.get()
        assert (conversation.state, conversation.subject, conversation.taught) == (
            Conversation.State.OPEN,
            "Invoice 7",
            "ham",
        )
        assert conversation.waiting_since is not None
        assert SenderRule.objects.get().key == "no-reply@bills.in"
    assert AuditEntry.objects.filter(kind=AuditKind.MAIL_RELEASED).count() == 1
    page = manager.get(page_of(item)).text
    assert "Rukmini let it in" in page
    assert str(conversation.public_id) in page
    assert manager.post(page_of(item, "release/")).status_code == 409
    arrive(mail("The next bill", sender="no-reply@bills.in", subject="Invoice 8", headers=MACHINE))
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2


def test_our_own_mail_is_not_let_in(desk: Desk, manager: Client) -> None:
    arrive(from_machine())
    (item,) = items(desk)
    with store_scope(desk.store_id):
        IntakeItem.objects.update(rule="sent-by-us")
    assert "Let it in" not in manager.get(page_of(item)).text
    assert manager.post(page_of(item, "release/")).status_code == 409


def test_headers_are_text_and_nothing_else(desk: Desk, manager: Client) -> None:
    evil = mail(subject="<script>alert(1)</script>", headers={"X-Evil": "<img src=x onerror=alert(2)>"})
    arrive(evil)
    page = manager.get(page_of(items(desk)[0])).text
    assert "X-Evil" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_the_mail_is_handed_out_by_the_content_host_as_a_file(desk: Desk, manager: Client) -> None:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.test")
    arrive(mail())
    (item,) = items(desk)
    link = page_of(item, "raw/")
    # A link, not a form: browsers stop a form that ends at another host (form-action).
    assert f'href="{link}" download' in manager.get(page_of(item)).text
    answer = manager.get(link)
    assert answer["Location"].startswith("http://files.test/f/")
    assert answer["Location"].endswith(".eml")
    assert AuditEntry.objects.filter(kind=AuditKind.RAW_MAIL_SEEN).count() == 1


def test_who_may_not_read_the_ledger_reads_nothing_of_it(desk: Desk, outsider: Client) -> None:
    arrive(from_machine())
    (item,) = items(desk)
    member = browser_of(desk.member, desk.shop)
    for path in (LEDGER, page_of(item), page_of(item, "raw/")):
        assert member.get(path).status_code == 403
        assert outsider.get(path).status_code in (302, 403, 404)
    for deed in ("again/", "release/"):
        assert member.post(page_of(item, deed)).status_code == 403
        assert outsider.post(page_of(item, deed)).status_code in (302, 403, 404)
    assert items(desk)[0].state == IntakeItem.State.IGNORED


def test_an_item_of_another_shop_is_not_there(desk: Desk, manager: Client) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    arrive(mail(), to="hello@other.test")
    theirs = page_of(items(other)[0])
    assert [manager.get(f"{theirs}{part}").status_code for part in ("", "raw/")] == [404, 404]
    assert [manager.post(f"{theirs}{deed}").status_code for deed in ("again/", "release/")] == [404, 404]
    assert "Nothing has come in yet" in manager.get(LEDGER).text


def test_what_was_put_aside_is_let_in(desk: Desk, manager: Client) -> None:
    with store_scope(desk.store_id):
        raw = storage.save(BytesIO(mail("Too much of it").as_bytes()), max_bytes=1_000_000)
        quarantine_raw(
            TEST, account=desk.account, source="imap", raw=raw, envelope={}, provenance=Provenance(), rule="too-large"
        )  # fmt: skip
    (item,) = items(desk)
    assert "It is too large" in manager.get(LEDGER, {"state": "quarantined"}).text
    manager.post(page_of(item, "release/"))
    work()
    with store_scope(desk.store_id):
        assert Conversation.objects.get().state == Conversation.State.OPEN
