"""The pages of mailboxes: for who may change the shop's settings, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from saath.channels.email import oauth
from saath.channels.email.imap_facts import ImapTrouble, Trouble
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.mailboxes.actions.manage import pause_mailbox
from saath.mailboxes.actions.reading import note_trouble
from saath.mailboxes.keys import PendingConsent, open_secret
from saath.mailboxes.models import Mailbox, MailboxFolder
from saath.mailboxes.tests.conftest import Box
from saath.mailboxes.visit import VISITOR
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from tests.token_office import APPLICATION, TokenOffice, open_token_office

pytestmark = pytest.mark.django_db
ALL = "/settings/mailboxes/"


@pytest.fixture
def owner(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def office(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenOffice]:
    settings.MAIL_PROVIDERS = {"google": (APPLICATION.client_id, APPLICATION.client_secret)}
    with open_token_office() as opened:
        monkeypatch.setitem(oauth.PROVIDERS, "google", opened.provider)
        yield opened


def page_of(mailbox: Mailbox, place: str = "") -> str:
    return f"{ALL}{mailbox.public_id}/{place}"


def filled(desk: Desk, **changed: str) -> dict[str, str]:
    return {
        "account": str(desk.account.public_id), "user": "namaste@paanch.test", "password": "a secret of ours",
        "host": "imap.paanch.test", "port": "993", "security": "tls", "folders": "INBOX, Orders", "reads_sent": "on",
    } | changed  # fmt: skip


def onward(owner: Client, consent: str) -> str:
    """Follow the page that leads to the provider as a browser does: by its header, for a redirect ends at our forms' policy."""
    answer = owner.get(consent)
    assert (answer.status_code, "form-action 'self'" in answer["Content-Security-Policy"]) == (200, True)
    url = answer["Refresh"].removeprefix("0; url=")
    assert url.replace("&", "&amp;") in answer.text
    return url


def only() -> Mailbox:
    return Mailbox.objects.get()


@pytest.mark.parametrize("path", [ALL, f"{ALL}new/", f"{ALL}new/gmail/", f"{ALL}new/other/"])
def test_pages_open_to_who_may_change_the_settings(desk: Desk, path: str) -> None:
    for role, status in ((Role.OWNER, 200), (Role.MANAGER, 200), (Role.MEMBER, 403), (Role.READER, 403)):
        browser = browser_of(make_colleague(desk.shop, f"{role}@example.com", role), desk.shop)
        assert browser.get(path).status_code == status


def test_a_mailbox_is_added_with_its_folders_and_an_unreadable_password(desk: Desk, owner: Client) -> None:
    answer = owner.post(f"{ALL}new/other/", filled(desk))
    with store_scope(desk.store_id):
        mailbox = only()
        assert answer["Location"] == page_of(mailbox)
        assert sorted(MailboxFolder.objects.values_list("name", flat=True)) == ["INBOX", "Orders"]
        assert "a secret of ours" not in mailbox.secret
        page = owner.get(page_of(mailbox)).text
    assert "Connecting and counting" in page
    assert "a secret of ours" not in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"host": "http://imap.example.com"}, "name of the server only"), ({"port": "70000"}, "65535")],
)
def test_what_cannot_be_a_server_is_said_at_its_field(
    desk: Desk, owner: Client, changed: dict[str, str], words: str
) -> None:
    answer = owner.post(f"{ALL}new/other/", filled(desk, **changed))
    assert (answer.status_code, words in answer.text) == (422, True)
    with store_scope(desk.store_id):
        assert not Mailbox.objects.exists()


def test_the_same_mailbox_is_not_added_twice(desk: Desk, owner: Client) -> None:
    owner.post(f"{ALL}new/other/", filled(desk))
    assert "in the list already" in owner.post(f"{ALL}new/other/", filled(desk)).text


def test_the_count_is_shown_and_the_choice_begins_the_reading(box: Box, owner: Client) -> None:
    box.put(b"From: a@example.in\r\n\r\nold", at=now() - timedelta(days=20))
    box.put(b"From: b@example.in\r\n\r\nnewer", at=now() - timedelta(days=2))
    box.visit()
    page = owner.get(page_of(box.mailbox)).text
    assert "2 mails are there" in page
    assert "Import 1 mail of the last 7 days" in page
    assert "Import 2 mails of the last 30 days" in page
    assert owner.post(page_of(box.mailbox, "choose/"), {"since": "12"}).status_code == 400
    owner.post(page_of(box.mailbox, "choose/"), {"since": "30"})
    assert "Importing: 0 of 0" in owner.get(page_of(box.mailbox)).text
    box.visit()
    assert "New mail comes in." in owner.get(page_of(box.mailbox)).text
    assert len(box.ledger()) == 2


def test_an_empty_mailbox_leaves_nothing_to_choose(box: Box, owner: Client) -> None:
    box.visit()
    page = owner.get(page_of(box.mailbox)).text
    assert ("The mailbox is empty" in page, 'type="radio"' in page) == (True, False)
    owner.post(page_of(box.mailbox, "choose/"), {"since": "new"})
    assert "New mail comes in." in owner.get(page_of(box.mailbox)).text


def test_trouble_is_said_in_words_with_what_the_server_said(box: Box, owner: Client) -> None:
    with store_scope(box.desk.store_id):
        trouble = ImapTrouble(
            Trouble.PASSWORD, "[AUTHENTICATIONFAILED] Application-specific password required"
        )
        note_trouble(VISITOR, box.mailbox, trouble=trouble)
    page = owner.get(page_of(box.mailbox)).text
    assert "User or password was refused." in page
    assert "Application-specific password required" in page
    owner.post(page_of(box.mailbox, "password/"), {"password": "another"})
    assert "User or password was refused." not in owner.get(page_of(box.mailbox)).text


def test_gmail_is_opened_by_an_app_password_and_says_where_to_make_one(desk: Desk, owner: Client) -> None:
    link = "https://myaccount.google.com/apppasswords"
    page = owner.get(f"{ALL}new/gmail/").text
    assert ("App password" in page, link in page) == (True, True)
    assert "Mail in it is for" not in page  # the shop has one address, so nobody is asked
    added = owner.post(f"{ALL}new/gmail/", filled(desk, host="imap.gmail.com"))
    with store_scope(desk.store_id):
        note_trouble(VISITOR, only(), trouble=ImapTrouble(Trouble.PASSWORD))
    refused = owner.get(added["Location"]).text
    assert link in refused
    assert (refused.count('id="id_password"'), refused.count('id="place_password"')) == (1, 1)
    assert "every 3s" not in refused  # nothing swaps a password away while it is entered


def test_it_is_paused_resumed_gone_through_again_and_removed(box: Box, owner: Client) -> None:
    box.begin()
    owner.post(page_of(box.mailbox, "pause/"))
    assert "Paused." in owner.get(ALL).text
    owner.post(page_of(box.mailbox, "resume/"))
    owner.post(page_of(box.mailbox, "sent/"), {"wanted": "yes"})
    assert owner.post(page_of(box.mailbox, "again/"), {"since": "never"}).status_code == 422
    owner.post(page_of(box.mailbox, "again/"), {"since": "2026-01-31"})
    owner.post(page_of(box.mailbox, "try/"))
    with store_scope(box.desk.store_id):
        mailbox = only()
        assert (mailbox.state, mailbox.reads_sent) == (Mailbox.State.WATCHING, True)
        assert MailboxFolder.objects.get().is_looking_back
    owner.post(page_of(box.mailbox, "remove/"))
    with store_scope(box.desk.store_id):
        assert not Mailbox.objects.exists()


def test_a_mailbox_of_another_shop_is_not_there(box: Box) -> None:
    other = make_shop("khadi", "Khadi Ghar")
    stranger = browser_of(make_colleague(other, "asha@example.com", Role.OWNER), other)
    assert stranger.get(page_of(box.mailbox)).status_code == 404
    for place in ("choose/", "again/", "try/", "sent/", "password/", "pause/", "resume/", "remove/"):
        answer = stranger.post(page_of(box.mailbox, place), {"since": "new", "password": "x"})
        assert answer.status_code in (404, 422)
    with store_scope(box.desk.store_id):
        assert only().state == Mailbox.State.CONNECTING


def test_consent_goes_to_the_provider_and_comes_back_with_a_code(
    desk: Desk, owner: Client, office: TokenOffice
) -> None:
    added = owner.post(f"{ALL}new/gmail/", filled(desk, host="imap.gmail.com"))
    there = onward(owner, added["Location"])
    assert there.startswith(office.provider.authorize_url)
    code, state = office.consent(there)
    back = owner.get(f"{ALL}consent/", {"code": code, "state": state})
    with store_scope(desk.store_id):
        mailbox = only()
        assert back["Location"] == page_of(mailbox)
        secret = open_secret(mailbox)
        assert isinstance(secret, PendingConsent)
        assert secret.code == code
        assert mailbox.sign_in == Mailbox.SignIn.GOOGLE
    assert owner.get(f"{ALL}consent/", {"code": code, "state": state}).status_code == 400


def test_a_state_of_somebody_else_or_none_gives_nothing(
    desk: Desk, owner: Client, office: TokenOffice
) -> None:
    added = owner.post(f"{ALL}new/gmail/", filled(desk, host="imap.gmail.com"))
    state = parse_qs(urlsplit(onward(owner, added["Location"])).query)["state"][0]
    other = browser_of(make_colleague(desk.shop, "arjun@example.com", Role.MANAGER), desk.shop)
    assert other.get(f"{ALL}consent/", {"code": "theirs", "state": state}).status_code == 400
    assert owner.get(f"{ALL}consent/", {"code": "x", "state": f"{state}x"}).status_code == 400
    with store_scope(desk.store_id):
        assert only().secret == ""


def test_an_owner_who_says_no_at_the_provider_changes_nothing(
    desk: Desk, owner: Client, office: TokenOffice
) -> None:
    added = owner.post(f"{ALL}new/gmail/", filled(desk, host="imap.gmail.com"))
    state = parse_qs(urlsplit(onward(owner, added["Location"])).query)["state"][0]
    page = owner.get(f"{ALL}consent/", {"error": "access_denied", "state": state}, follow=True).text
    assert "gave no access" in page
    with store_scope(desk.store_id):
        assert only().secret == ""


def test_the_list_counts_only_what_is_read(box: Box, owner: Client) -> None:
    assert "Saath reads 1 mailbox" in owner.get(ALL).text
    with store_scope(box.desk.store_id):
        pause_mailbox(TEST, box.mailbox)
    assert "Saath reads no mailbox at the moment" in owner.get(ALL).text


def test_a_closed_port_is_not_quoted_as_the_servers_word(box: Box, owner: Client) -> None:
    for trouble, quoted in ((Trouble.CLOSED, False), (Trouble.PASSWORD, True)):
        with store_scope(box.desk.store_id):
            note_trouble(VISITOR, box.fresh(), trouble=ImapTrouble(trouble, "what was found"))
        page = owner.get(page_of(box.mailbox)).text
        assert ("what was found" in page, "The server said:" in page) == (True, quoted)


def test_pausing_keeps_what_was_said_of_trouble_away(box: Box, owner: Client) -> None:
    with store_scope(box.desk.store_id):
        note_trouble(VISITOR, box.mailbox, trouble=ImapTrouble(Trouble.CLOSED))
        pause_mailbox(box.desk.actor if "store.settings" in box.desk.actor.verbs else VISITOR, box.mailbox)
    assert "does not take calls" not in owner.get(ALL).text


def placed(box: Box, **changed: str) -> dict[str, str]:
    return {
        "host": box.mailbox.host,
        "port": str(box.mailbox.port),
        "security": "tls",
        "password": "",
    } | changed


def test_port_and_protection_are_changed_and_the_password_is_kept(box: Box, owner: Client) -> None:
    before = box.fresh_in_store()
    answer = owner.post(page_of(box.mailbox, "place/"), placed(box, port="143", security="starttls"))
    assert answer.status_code == 302
    after = box.fresh_in_store()
    assert (after.port, after.security, after.secret) == (143, "starttls", before.secret)
    assert after.version > before.version


def test_another_server_is_not_told_the_password_that_is_kept(box: Box, owner: Client) -> None:
    place = page_of(box.mailbox, "place/")
    answer = owner.post(place, placed(box, host="imap.other.example"))
    assert (answer.status_code, "needs the password anew" in answer.text) == (422, True)
    assert box.fresh_in_store().host == "localhost"
    owner.post(place, placed(box, host="IMAP.other.example", password="another"))
    after = box.fresh_in_store()
    assert (after.host, open_secret(after), after.last_success_at) == ("imap.other.example", "another", None)


def test_a_mailbox_of_a_providers_sign_in_stays_at_its_provider(
    desk: Desk, owner: Client, office: TokenOffice
) -> None:
    data = filled(desk, host="imap.evil.example", port="1993")
    owner.post(f"{ALL}new/gmail/", data)
    with store_scope(desk.store_id):
        mailbox = Mailbox.objects.get()
    assert (mailbox.host, mailbox.port) == ("imap.gmail.com", 993)
    moved = {"host": "imap.evil.example", "port": "993", "security": "tls", "password": "x"}
    assert owner.post(page_of(mailbox, "place/"), moved).status_code == 422
    assert "Server and port" not in owner.get(page_of(mailbox)).text


def test_who_may_not_change_the_settings_moves_no_mailbox(box: Box) -> None:
    other = make_shop("khadi", "Khadi Ghar")
    stranger = browser_of(make_colleague(other, "asha@example.com", Role.OWNER), other)
    colleague = browser_of(make_colleague(box.desk.shop, "ravi@example.com", Role.MEMBER), box.desk.shop)
    data = placed(box, host="imap.other.example", password="x")
    for browser, status in ((stranger, 404), (colleague, 403)):
        assert browser.post(page_of(box.mailbox, "place/"), data).status_code == status
    assert box.fresh_in_store().host == "localhost"
