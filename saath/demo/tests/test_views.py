"""The mailbox page: who sees what left, and how the customer's answer finds its way back."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from saath.channels.email.mailbox_out import list_mails, mailbox_folder, put_mail
from saath.conversations.actions.reply import reply
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, said, work
from saath.core import clock
from saath.core.errors import NotFound
from saath.demo import post
from saath.demo.mailbox import get_left, list_left
from saath.demo.views import writing
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


@pytest.fixture
def desk() -> Desk:
    for path in mailbox_folder(settings.DATA_DIR).glob("*.eml"):
        path.unlink()
    found = make_desk()
    Domain.objects.create(store=found.shop.store, purpose="content", host="files.test")
    arrive(mail())
    with store_scope(found.store_id):
        reply(found.actor, only_conversation(), text="Kal tak pahunch jayega.", client_key="k1")
    with clock.at(clock.now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
        work()
    return found


@pytest.fixture
def owner(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "owns@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def outsider(desk: Desk) -> Client:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    return browser_of(other.member, desk.shop)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the SMTP server: what is handed in goes straight into the ledger."""

    def hand_in(handed: EmailMessage, *, sender: str, to: str) -> None:
        accept_mail(sender, [to], handed.as_bytes())
        work()

    monkeypatch.setattr(writing, "hand_in", hand_in)


def newest() -> str:
    """Return the key of the newest mail."""
    return list_mails(mailbox_folder(settings.DATA_DIR))[0].key


def test_what_left_is_shown_to_colleagues(desk: Desk, owner: Client) -> None:
    assert "Sunita Verma" in owner.get(reverse("demo:mails")).content.decode()
    page = owner.get(reverse("demo:mail", args=[newest()])).content.decode()
    assert "Kal tak pahunch jayega." in page


def test_an_outsider_sees_no_mail(desk: Desk, outsider: Client) -> None:
    for name, args in (("mails", []), ("new", []), ("mail", [newest()]), ("original", [newest()])):
        assert outsider.get(reverse(f"demo:{name}", args=args)).status_code in (302, 403, 404), name
    assert outsider.post(reverse("demo:answer", args=[newest()]), {"text": "x"}).status_code in (
        302,
        403,
        404,
    )


def test_another_shop_sees_nothing_of_ours(desk: Desk) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    with store_scope(other.store_id):
        assert list_left(other.actor) == []
        with pytest.raises(NotFound):
            get_left(other.actor, newest())


def test_letters_with_links_to_sign_in_are_for_the_owner_alone(desk: Desk, owner: Client) -> None:
    letter = b"From: saath@localhost\nTo: meera@example.com\nSubject: Reset\nMessage-ID: <a@b>\n\nlink"
    key = put_mail(mailbox_folder(settings.DATA_DIR), letter).provider_id
    page = reverse("demo:mail", args=[key])
    assert owner.get(page).status_code == 200
    assert browser_of(desk.member, desk.shop).get(page).status_code == 404


def test_the_customers_answer_comes_back_into_the_conversation(desk: Desk, owner: Client, door: None) -> None:
    answered = owner.post(reverse("demo:answer", args=[newest()]), {"text": "Dhanyavaad!"})
    assert answered.headers["Location"] == reverse("demo:mails")
    with store_scope(desk.store_id):
        assert [text for _direction, text in said(only_conversation())][-1] == "Dhanyavaad!"


def test_a_new_mail_opens_a_conversation(desk: Desk, owner: Client, door: None) -> None:
    letter = {"name": "रमेश यादव", "address": "ramesh@dak.example", "subject": "रिफ़ंड", "text": "कब आएगा?"}
    assert owner.post(reverse("demo:new"), letter).status_code == 302
    with store_scope(desk.store_id):
        assert Conversation.objects.get(subject="रिफ़ंड").customer.name == "रमेश यादव"


def test_a_closed_door_keeps_the_words(desk: Desk, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise post.DoorClosed()

    monkeypatch.setattr(writing, "hand_in", refuse)
    page = owner.post(reverse("demo:answer", args=[newest()]), {"text": "Words that took long"})
    assert "Words that took long" in page.content.decode()
    assert "nobody opens" in page.content.decode()


def test_nobody_listening_is_a_closed_door(settings: Settings) -> None:
    settings.SMTP_IN_HOST, settings.SMTP_IN_PORT = "127.0.0.1", 1
    with pytest.raises(post.DoorClosed):
        post.hand_in(mail(), sender="a@b.test", to="c@d.test")


def test_the_html_of_a_mail_is_shown_on_the_content_host_alone(desk: Desk, owner: Client) -> None:
    link = owner.get(reverse("demo:original", args=[newest()])).headers["Location"]
    assert link.startswith("http://files.test/mailbox/")
    page = Client(headers={"host": "files.test"}).get(link.removeprefix("http://files.test"))
    assert "Kal tak pahunch jayega." in page.content.decode()
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_there_is_no_mailbox_where_mail_really_leaves(desk: Desk, owner: Client, settings: Settings) -> None:
    settings.SMTP_OUT_URL = "smtp://mail.example:587"
    assert owner.get(reverse("demo:mails")).status_code == 404
    assert owner.get(reverse("demo:new")).status_code == 404
