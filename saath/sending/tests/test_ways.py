"""Ways out: tried before they are used, used for real answers, and said to be broken where they are."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPAuthenticationError
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_httpserver import HTTPServer

from saath.channels.email.smtp_out import Security
from saath.conversations.accounts import message_of_return_path
from saath.conversations.actions.reply import reply
from saath.conversations.intake import account_for
from saath.conversations.models import Delivery, Message
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.sending.models import Outlet, WayOut
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from tests.installation import free_ports
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db
ALL = "/settings/sending/"


def page_of(desk: Desk, place: str) -> str:
    return f"{ALL}{desk.account.public_id}/{place}/"


def of_way(place: str) -> str:
    return f"{ALL}ways/{only().public_id}/{place}/"


def only() -> WayOut:
    return WayOut.objects.get()


def add(desk: Desk, owner: Client, port: int, **changed: str) -> None:
    """Enter a server the way an owner does, and let its test mail go."""
    filled = {
        "host": "localhost",
        "port": str(port),
        "security": "starttls",
        "user": "shop",
        "secret": "a secret of ours",
    }
    answer = owner.post(page_of(desk, "server"), filled | changed)
    assert answer.status_code == 302, answer.text
    work()


def answer(desk: Desk) -> None:
    """Let a customer write and an answer leave."""
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    with time_machine.travel(now() + timedelta(seconds=django_settings.UNDO_SECONDS + 1)):
        work()


@pytest.fixture
def open_post(post: PostOffice, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    """A server that wants no user: our own test server offers no sign-in."""
    monkeypatch.setattr("smtplib.SMTP.login", lambda *_: (235, b"ok"))
    return post


def port_of(post: PostOffice) -> int:
    return urlsplit(post.url).port or 0


@pytest.mark.parametrize("path", ["", "server", "mailgun", "brevo"])
def test_pages_open_to_who_may_change_the_settings(desk: Desk, path: str) -> None:
    url = page_of(desk, path) if path else ALL
    for role, status in ((Role.OWNER, 200), (Role.MANAGER, 200), (Role.MEMBER, 403), (Role.READER, 403)):
        browser = browser_of(make_colleague(desk.shop, f"{role}@example.com", role), desk.shop)
        assert browser.get(url).status_code == status


def test_a_new_way_sends_its_owner_a_test_mail_and_is_not_used_before_that_is_chosen(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, port_of(open_post))
    (received,) = open_post.received
    assert received.recipients == ("rukmini@example.com",)
    assert (received.mail["From"].addresses[0].addr_spec, received.mail["Auto-Submitted"]) == (
        "namaste@paanch.test",
        "auto-generated",
    )
    with store_scope(desk.store_id):
        assert only().state == WayOut.State.WORKS
        assert "a secret of ours" not in only().secret
        assert not Outlet.objects.exists()
        page = owner.get(ALL).text
        assert "The server took the test mail." in page
        owner.post(of_way("use"))
        assert Outlet.objects.get().way == only()
        assert owner.post(of_way("remove")).status_code == 409
        owner.post(page_of(desk, "installation"))
        owner.post(of_way("remove"))
        assert not WayOut.objects.exists()


def test_answers_leave_on_the_way_that_was_chosen_with_a_return_path_that_names_them(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, port_of(open_post))
    with store_scope(desk.store_id):
        owner.post(of_way("use"))
    answer(desk)
    sent = open_post.received[-1]
    assert sent.recipients == ("sunita@example.in",)
    with store_scope(desk.store_id):
        message = Message.objects.get(direction=Message.Direction.OUT)
        assert message_of_return_path(sent.mail_from) == message.public_id
        assert sent.mail["Content-Language"] == message.language
    assert account_for(sent.mail_from)


@pytest.mark.parametrize("command", ["MAIL", "DATA"])
def test_a_server_that_wants_the_plain_return_path_gets_it(
    desk: Desk, owner: Client, open_post: PostOffice, command: str
) -> None:
    open_post.refuses_tags_at = command
    add(desk, owner, port_of(open_post))
    with store_scope(desk.store_id):
        assert only().state == WayOut.State.WORKS
        owner.post(of_way("use"))
    answer(desk)
    assert [each.mail_from for each in open_post.received] == ["namaste@paanch.test"] * 2


def test_a_closed_port_is_said_in_words_and_a_later_try_mends_it(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, free_ports(1))
    with store_scope(desk.store_id):
        page = owner.get(ALL).text
        assert "The server cannot be reached." in page
        assert owner.post(of_way("use")).status_code == 409
        WayOut.objects.update(port=port_of(open_post))
        owner.post(of_way("try"))
        work()
        assert only().state == WayOut.State.WORKS


def test_a_private_server_is_not_called(
    desk: Desk, owner: Client, settings: Settings, post: PostOffice
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    add(desk, owner, port_of(post))
    assert "private network" in owner.get(ALL).text
    assert not post.received


@pytest.mark.parametrize(
    "host", ["http://smtp.x.in", "mail\u2100.x.in", "[1.2.3.4]", "smtp.x.in?check=no", "a@b.in"]
)
def test_what_cannot_be_a_server_is_said_at_its_field(desk: Desk, owner: Client, host: str) -> None:
    filled = {
        "host": host,
        "port": "587",
        "security": "tls",
        "user": "u",
        "secret": "a secret of ours",
    }
    answer = owner.post(page_of(desk, "server"), filled)
    assert (answer.status_code, "name of the server only" in answer.text) == (422, True)
    assert "a secret of ours" not in answer.text


def test_mailgun_takes_a_key_and_says_when_it_is_refused(
    desk: Desk, owner: Client, settings: Settings, httpserver: HTTPServer
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    httpserver.expect_request("/v3/paanch.test/messages.mime").respond_with_json(
        {"message": "Invalid private key"}, status=401
    )
    with store_scope(desk.store_id):
        owner.post(page_of(desk, "mailgun"), {"region": "eu", "user": "paanch.test", "secret": "key-1"})
        assert only().host == "api.eu.mailgun.net"
        WayOut.objects.update(host="localhost", port=httpserver.port)
        work()
        page = owner.get(ALL).text
    assert "The sign-in was refused." in page
    assert "Invalid private key" in page
    assert "key-1" not in page


def test_answers_that_a_server_does_not_take_are_counted(desk: Desk, owner: Client) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
        Delivery.objects.update(state=Delivery.State.QUEUED, reason="535 not accepted")
    page = owner.get(ALL).text
    assert "1 answer waits" in page
    assert "535 not accepted" in page


def test_ways_of_another_shop_are_not_there(desk: Desk, owner: Client, open_post: PostOffice) -> None:
    add(desk, owner, port_of(open_post))
    other = make_shop("khadi", "Khadi Ghar")
    stranger = browser_of(make_colleague(other, "asha@example.com", Role.OWNER), other)
    with store_scope(desk.store_id):
        urls = [of_way(place) for place in ("try", "use", "secret", "place", "remove")]
    urls += [page_of(desk, place) for place in ("server", "mailgun", "brevo", "installation")]
    for url in urls:
        assert stranger.post(url, {"secret": "x"}).status_code == 404
    assert "localhost" not in stranger.get(ALL).text
    with store_scope(desk.store_id):
        assert only().state == WayOut.State.WORKS


def test_the_page_asks_no_more_for_many_ways(
    desk: Desk, owner: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    owner.get(ALL)
    with store_scope(desk.store_id):
        for number in range(5):
            WayOut.objects.create(
                account=desk.account, kind=WayOut.Kind.SMTP, host=f"h{number}.example", port=587,
                security=Security.TLS, user="u", state=WayOut.State.WORKS,
            )  # fmt: skip
    with django_assert_max_num_queries(10):
        owner.get(ALL)


def test_another_port_is_tried_with_the_password_that_is_kept(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, free_ports(1))
    with store_scope(desk.store_id):
        assert "Server and port" in owner.get(ALL).text
        place, secret = of_way("place"), only().secret
        data = {"host": "localhost", "port": str(port_of(open_post)), "security": "starttls", "secret": ""}
        assert owner.post(place, data).status_code == 302
        work()
        assert (only().state, only().secret) == (WayOut.State.WORKS, secret)


def test_another_server_is_not_told_the_password_that_is_kept(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, port_of(open_post))
    data = {"host": "smtp.other.example", "port": "587", "security": "tls", "secret": ""}
    with store_scope(desk.store_id):
        place, secret = of_way("place"), only().secret
        answer = owner.post(place, data)
        assert (answer.status_code, "needs the password anew" in answer.text) == (422, True)
        assert only().host == "localhost"
        assert owner.post(place, data | {"secret": "another"}).status_code == 302
        assert (only().host, only().secret != secret) == ("smtp.other.example", True)


def test_answers_leave_by_the_proved_server_until_a_new_one_took_its_test_mail(
    desk: Desk, owner: Client, open_post: PostOffice
) -> None:
    add(desk, owner, port_of(open_post))
    moved = {"host": "localhost", "port": str(free_ports(1)), "security": "starttls", "secret": ""}
    with store_scope(desk.store_id):
        owner.post(of_way("use"))
        owner.post(of_way("place"), moved)
        work()
        page = owner.get(ALL).text
    assert "The server cannot be reached." in page
    assert "Answers leave as before until a test mail goes well." in page
    answer(desk)
    with store_scope(desk.store_id):
        assert Delivery.objects.get().state == Delivery.State.SENT
        owner.post(of_way("place"), moved | {"port": str(port_of(open_post))})
        work()
        assert (only().state, only().former_host, only().former_secret) == (WayOut.State.WORKS, "", "")
    assert "as before" not in owner.get(ALL).text


def test_a_mistyped_new_password_keeps_no_answer_back(
    desk: Desk, owner: Client, open_post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_in(_: object, _user: str, password: str) -> tuple[int, bytes]:
        if password != "a secret of ours":
            raise SMTPAuthenticationError(535, b"no")
        return 235, b"ok"

    monkeypatch.setattr("smtplib.SMTP.login", sign_in)
    add(desk, owner, port_of(open_post))
    with store_scope(desk.store_id):
        owner.post(of_way("use"))
        owner.post(of_way("secret"), {"secret": "mistyped"})
        work()
        assert only().state == WayOut.State.FAILS
    answer(desk)
    with store_scope(desk.store_id):
        assert Delivery.objects.get().state == Delivery.State.SENT


def test_a_reply_to_the_name_that_brevo_gave_an_answer_finds_its_conversation(
    desk: Desk, owner: Client, settings: Settings, httpserver: HTTPServer
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    httpserver.expect_request("/v3/smtp/email").respond_with_json(
        {"messageId": "<7@smtp-relay.mailin.fr>"}, status=201
    )
    assert "confirmed there as a sender" in owner.get(page_of(desk, "brevo")).text
    with store_scope(desk.store_id):
        owner.post(page_of(desk, "brevo"), {"secret": "a secret of ours"})
        assert (only().host, only().user) == ("api.brevo.com", "namaste@paanch.test")
        WayOut.objects.update(host="localhost", port=httpserver.port)
    work()
    with store_scope(desk.store_id):
        assert only().state == WayOut.State.WORKS
        assert "a secret of ours" not in only().secret
        assert '<span lang="en">Brevo</span>' in owner.get(ALL).text
        owner.post(of_way("use"))
    answer(desk)
    arrive(mail("Theek hai", subject="another one", answers="<7@smtp-relay.mailin.fr>"))
    with store_scope(desk.store_id):
        assert only_conversation().message_count == 3
