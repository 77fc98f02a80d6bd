"""Settings of mail that comes in, and what colleagues say of spam on the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.channels.email.imap_facts import Security
from saath.conversations.models import ChannelAccount, Conversation, SenderRule
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.mailboxes.actions.manage import add_mailbox
from saath.mailboxes.models import Mailbox
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
INCOMING = "/settings/incoming/"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def owner(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def colleague(desk: Desk) -> Client:
    return browser_of(desk.member, desk.shop)


@pytest.fixture
def outsider(desk: Desk) -> Client:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    return browser_of(make_colleague(other.shop, "asha@example.com", Role.OWNER), desk.shop)


def deeds(desk: Desk) -> dict[str, dict[str, str]]:
    """Return every address of the page that changes something, with what it is sent."""
    with store_scope(desk.store_id):
        rule = SenderRule.objects.first()
    found = {
        f"{INCOMING}{desk.account.public_id}/trust/": {"authserv_ids": "mx.attacker.test"},
        f"{INCOMING}senders/": {"kind": "allow", "sender": "attacker.test"},
    }
    return found | ({f"{INCOMING}senders/{rule.public_id}/remove/": {}} if rule else {})


def test_a_sender_is_kept_out_let_in_and_forgotten(desk: Desk, owner: Client) -> None:
    owner.post(f"{INCOMING}senders/", {"kind": "block", "sender": "Spam.Top"})
    assert "spam.top" in owner.get(INCOMING).text
    owner.post(f"{INCOMING}senders/", {"kind": "allow", "sender": "@spam.top"})
    with store_scope(desk.store_id):
        rule = SenderRule.objects.get()
        assert (rule.kind, rule.key) == ("allow", "spam.top")
    owner.post(f"{INCOMING}senders/{rule.public_id}/remove/")
    assert "No sender is named yet." in owner.get(INCOMING).text


@pytest.mark.parametrize(("kind", "sender"), [("block", "nothing"), ("block", ""), ("maybe", "spam.top")])
def test_what_is_no_rule_is_refused_and_stays_in_the_form(owner: Client, kind: str, sender: str) -> None:
    answer = owner.post(f"{INCOMING}senders/", {"kind": kind, "sender": sender})
    assert answer.status_code == 422
    assert f'value="{sender}"' in answer.text


def test_servers_are_named_and_wrong_names_said(desk: Desk, owner: Client) -> None:
    trust = f"{INCOMING}{desk.account.public_id}/trust/"
    owner.post(trust, {"authserv_ids": "MX.example.in, mx2.example.in", "is_behind_server": "on"})
    with store_scope(desk.store_id):
        account = ChannelAccount.objects.get()
        assert (account.authserv_ids, account.is_behind_server) == ("mx.example.in mx2.example.in", True)
    answer = owner.post(trust, {"authserv_ids": "not a name!"})
    assert answer.status_code == 422
    assert "Write names of servers" in answer.text


def test_only_who_may_change_settings_sees_and_changes_them(
    desk: Desk, owner: Client, colleague: Client, outsider: Client
) -> None:
    owner.post(f"{INCOMING}senders/", {"kind": "block", "sender": "spam.top"})
    assert owner.get(INCOMING).status_code == 200
    assert colleague.get(INCOMING).status_code == 403
    assert outsider.get(INCOMING).status_code in (302, 403, 404)
    for path, sent in deeds(desk).items():
        assert colleague.post(path, sent).status_code == 403
        assert outsider.post(path, sent).status_code in (302, 403, 404)
    with store_scope(desk.store_id):
        assert SenderRule.objects.get().kind == "block"
        assert ChannelAccount.objects.get().authserv_ids == ""


def test_a_colleague_puts_spam_aside_and_takes_it_back(desk: Desk, colleague: Client) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        public_id = only_conversation().public_id
    assert "Put aside as spam" in colleague.get(f"/desk/now/{public_id}/customer/").text
    answer = colleague.post(f"/conversations/{public_id}/spam/", {"queue": "now"})
    assert answer["Location"] == "/desk/now/"
    assert str(public_id) in colleague.get("/desk/spam/").text
    page = colleague.get(f"/desk/spam/{public_id}/").text
    assert "A colleague called this spam." in page
    assert "Meera called it spam" in page
    colleague.post(f"/conversations/{public_id}/wanted/")
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN
    assert "Meera took it out of spam" in colleague.get(f"/desk/now/{public_id}/").text


def test_a_reader_and_an_outsider_call_nothing_spam(desk: Desk, outsider: Client) -> None:
    arrive(mail())
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    with store_scope(desk.store_id):
        public_id = only_conversation().public_id
    assert "Put aside as spam" not in reader.get(f"/desk/now/{public_id}/customer/").text
    for deed in ("spam", "wanted"):
        assert reader.post(f"/conversations/{public_id}/{deed}/").status_code == 403
        assert outsider.post(f"/conversations/{public_id}/{deed}/").status_code in (302, 403, 404)
    with store_scope(desk.store_id):
        assert only_conversation().state == Conversation.State.OPEN


def read_at(desk: Desk, host: str) -> Mailbox:
    """Add a mailbox that is read for the shop's address."""
    with store_scope(desk.store_id):
        return add_mailbox(
            TEST,
            account=desk.account,
            host=host,
            port=993,
            security=Security.TLS,
            user="namaste@paanch.test",
            password="x",
        )


def test_gmails_word_is_offered_once_its_mailbox_is_really_read(desk: Desk, owner: Client) -> None:
    offer = 'Believe <span lang="en">mx.google.com</span>'
    box = read_at(desk, "imap.gmail.com")
    assert offer not in owner.get(INCOMING).text
    with store_scope(desk.store_id):
        Mailbox.objects.filter(pk=box.pk).update(last_success_at=now())
        ChannelAccount.objects.update(authserv_ids="mx.paanch.test", is_behind_server=True)
    page = owner.get(INCOMING).text
    assert (offer in page, 'value="mx.paanch.test mx.google.com"' in page) == (True, True)
    names = {"authserv_ids": "mx.paanch.test mx.google.com", "is_behind_server": "on"}
    owner.post(f"{INCOMING}{desk.account.public_id}/trust/", names)
    assert offer not in owner.get(INCOMING).text
    with store_scope(desk.store_id):
        account = ChannelAccount.objects.get(pk=desk.account.pk)
        assert (account.authserv_ids, account.is_behind_server) == ("mx.paanch.test mx.google.com", True)


def test_no_word_is_offered_of_a_server_that_gives_no_name(desk: Desk, owner: Client) -> None:
    read_at(desk, "outlook.office365.com")
    with store_scope(desk.store_id):
        Mailbox.objects.update(last_success_at=now())
    assert "Believe <span" not in owner.get(INCOMING).text
