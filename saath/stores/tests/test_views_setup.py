"""The first set-up: by its link only, step by step, once."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from saath.accounts.models import AuditEntry, AuditKind
from saath.promises.models import RoutingSettings
from saath.stores import first_run
from saath.stores.calendar import settings_of
from saath.stores.hosts import default_hosts
from saath.stores.mailboxes import opens_mailboxes
from saath.stores.models import Invitation, Member
from saath.stores.rules import Role
from saath.stores.shop_name import shop_name
from saath.stores.tests.builders import PASSWORD, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOST = "localhost:8000"
OK, SEE_OTHER, FORBIDDEN = HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.FORBIDDEN
SHOP = {
    "name": "पाँच तकिये",
    "language": "hi",
    "name_en": "Paanch Takiye",
    "colour": "#a3195b",
    "languages": ["hi", "gu"],
    "staff": HOST,
    "shopper": "127.0.0.1:8001",
    "content": "127.0.0.1:8002",
}
PROMISE = {"seconds": "900", "mon": "10-13, 15-20", "state": "KL"}
PEOPLE = {
    "name": "Meera Joshi",
    "email": "meera@example.com",
    "password": PASSWORD,
    "colleague-TOTAL_FORMS": "3",
    "colleague-INITIAL_FORMS": "0",
    "colleague-0-email": "arjun@example.com",
    "colleague-0-role": "manager",
    "colleague-1-role": "member",
    "colleague-2-role": "member",
}


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    monkeypatch.setattr("saath.stores.mailboxes._openers", [])

    def open_mailbox(actor: Actor, /, *, address: str, name: str) -> None:
        opened.append(f"{name} <{address}>")

    opens_mailboxes(open_mailbox)
    return opened


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": HOST})


def answer_all(browser: Client) -> str:
    browser.get(first_run.setup_path())
    browser.post("/setup/shop/", SHOP)
    browser.post("/setup/channels/", {"mailbox": "hello@paanchtakiye.example"})
    browser.post("/setup/promise/", PROMISE)
    return browser.post("/setup/people/", PEOPLE)["Location"]


def test_without_the_link_nothing_opens(browser: Client) -> None:
    first_run.setup_path()
    for path in ("/", "/setup/shop/", "/setup/people/", "/setup/a-guess/"):
        assert browser.get(path).status_code == FORBIDDEN, path


def test_link_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    first_run.setup_path()
    assert (tmp_path / "setup-link").stat().st_mode & 0o777 == 0o600


def test_four_answers_open_the_shop_and_sign_its_owner_in(browser: Client, opened: list[str]) -> None:
    assert answer_all(browser) == "/"
    store = Store.objects.get()
    assert (store.name, store.slug, store.language, store.colour) == ("पाँच तकिये", "shop", "hi", "#a3195b")
    assert dict(Domain.objects.values_list("purpose", "host")) == {
        "staff": HOST,
        "shopper": "127.0.0.1:8001",
        "content": "127.0.0.1:8002",
    }
    with store_scope(store.pk):
        owner = Member.objects.get()
        saved = settings_of(store.pk)
        invitation = Invitation.objects.get()
        assert RoutingSettings.objects.get().mode == RoutingSettings.Mode.ASSIGN
        assert [shop_name(store, code) for code in ("hi", "en", "gu")] == [
            "पाँच तकिये",
            "Paanch Takiye",
            "पाँच तकिये",
        ]
    assert (owner.role, owner.person.email) == (Role.OWNER, "meera@example.com")
    assert owner.person.check_password(PASSWORD)
    assert (saved.first_answer_target_seconds, saved.languages) == (900, ["hi", "gu"])
    assert saved.holiday_state == "KL"
    assert saved.hours == {"mon": [["10:00", "13:00"], ["15:00", "20:00"]]}
    assert (invitation.email, invitation.role) == ("arjun@example.com", Role.MANAGER)
    assert opened == ["पाँच तकिये <hello@paanchtakiye.example>"]
    assert browser.get("/settings/audit/").status_code == OK
    assert AuditEntry.objects.filter(kind=AuditKind.SHOP_OPENED, store=store, person=owner.person).exists()


def test_after_that_the_set_up_is_gone(browser: Client, opened: list[str]) -> None:
    path = first_run.setup_path()
    answer_all(browser)
    assert first_run.setup_path() == ""
    for gone in (path, "/setup/shop/"):
        assert browser.get(gone).status_code == HTTPStatus.NOT_FOUND
    assert Client(headers={"host": "other.test"}).get("/setup/shop/").status_code == HTTPStatus.NOT_FOUND


def test_each_step_is_saved_and_back_shows_it(browser: Client) -> None:
    browser.get(first_run.setup_path())
    assert browser.post("/setup/shop/", SHOP)["Location"] == "/setup/channels/"
    page = browser.get("/setup/channels/").text
    assert 'href="/setup/shop/"' in page
    assert 'value="पाँच तकिये"' in browser.get("/setup/shop/").text
    assert browser.get(first_run.setup_path())["Location"] == "/setup/channels/"


def test_last_step_without_the_others_goes_back_to_the_first(browser: Client) -> None:
    browser.get(first_run.setup_path())
    assert browser.post("/setup/people/", PEOPLE)["Location"] == "/setup/shop/"
    assert not Store.objects.exists()


@pytest.mark.parametrize(
    ("step", "answers", "field"),
    [
        ("shop", {**SHOP, "name": ""}, "id_name_error"),
        ("shop", {**SHOP, "colour": "#ffff00"}, "id_colour_error"),
        ("shop", {**SHOP, "shopper": "https://x"}, "id_shopper_error"),
        ("channels", {"mailbox": "no address"}, "id_mailbox_error"),
        ("promise", {**PROMISE, "tue": "all day"}, "id_tue_error"),
        ("people", {**PEOPLE, "password": "short"}, "id_password_error"),
        ("people", {**PEOPLE, "colleague-0-email": "arjun"}, "id_colleague-0-email_error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    browser: Client, step: str, answers: dict[str, object], field: str
) -> None:
    browser.get(first_run.setup_path())
    response = browser.post(f"/setup/{step}/", answers)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'id="{field}"' in response.text


def test_password_is_never_kept_in_the_clear(browser: Client) -> None:
    browser.get(first_run.setup_path())
    browser.post("/setup/people/", PEOPLE)
    assert PASSWORD not in str(dict(browser.session))


def test_set_up_of_an_installation_with_a_shop_has_no_link(browser: Client) -> None:
    make_shop()
    assert first_run.setup_path() == ""
    assert not first_run.fits("")


@pytest.mark.parametrize(
    ("staff", "shopper"),
    [
        ("localhost:9000", "127.0.0.1:9001"),
        ("127.0.0.1:9000", "localhost:9001"),
        ("desk.lan:9000", "help.desk.lan:9001"),
        ("192.0.2.7:80", "192.0.2.7:81"),
        ("desk.shop.in", "help.desk.shop.in"),
    ],
)
def test_hosts_are_suggested_from_the_one_that_was_called(staff: str, shopper: str) -> None:
    assert default_hosts(staff)["shopper"] == shopper


@pytest.mark.parametrize("shopper", ["localhost:8001", "LOCALHOST.:8001"])
def test_the_desk_shares_its_name_with_no_other_pages(browser: Client, shopper: str) -> None:
    browser.get(first_run.setup_path())
    response = browser.post("/setup/shop/", SHOP | {"shopper": shopper.lower()})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "name of its own" in response.content.decode()


@pytest.mark.parametrize(("out", "is_said"), [("mailbox:", True), ("smtp://mail.example.in:587", False)])
def test_it_is_said_while_no_mail_leaves(
    browser: Client, monkeypatch: pytest.MonkeyPatch, out: str, is_said: bool
) -> None:
    monkeypatch.setattr(settings, "SMTP_OUT_URL", out)
    browser.get(first_run.setup_path())
    browser.post("/setup/shop/", SHOP)
    page = browser.get("/setup/channels/").content.decode()
    assert ("no answer leaves this machine" in page) is is_said
