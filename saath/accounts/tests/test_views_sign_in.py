"""The door: password, code, lock-out, reset."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern

from saath.accounts import urls
from saath.accounts.actions.people import create_person
from saath.accounts.jobs import mail_reset_link
from saath.accounts.models import AuditEntry, AuditKind, Person
from saath.jobs.models import Job
from saath.stores.tests.builders import (
    PASSWORD,
    TEST,
    Shop,
    browser_of,
    make_colleague,
    make_person,
    make_shop,
)

pytestmark = pytest.mark.django_db
DOOR = "/sign-in/"


@pytest.fixture(autouse=True)
def _no_tries_so_far() -> None:
    cache.clear()


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def person(shop: Shop) -> Person:
    return make_colleague(shop, "Meera@Example.com").person


@pytest.fixture
def browser(shop: Shop) -> Client:
    return browser_of(None, shop)


def sign_in(browser: Client, login: str = "meera@example.com", password: str = PASSWORD) -> int:
    return browser.post(DOOR, {"login": login, "password": password}).status_code


def prove(browser: Client) -> None:
    assert browser.post("/confirm/", {"password": PASSWORD}).status_code == HTTPStatus.FOUND


def kinds() -> set[str]:
    return set(AuditEntry.objects.values_list("kind", flat=True))


@pytest.mark.parametrize("login", ["meera@example.com", "MEERA@EXAMPLE.COM", "Meera@Example.com"])
def test_every_spelling_of_the_address_signs_in(person: Person, browser: Client, login: str) -> None:
    assert sign_in(browser, login) == HTTPStatus.FOUND
    assert browser.get("/settings/you/").status_code == HTTPStatus.OK
    assert AuditEntry.objects.get(kind=AuditKind.SIGNED_IN).person == person


def test_stranger_and_wrong_password_read_the_same(person: Person, browser: Client) -> None:
    def answer(login: str) -> str:
        page = browser.post(DOOR, {"login": login, "password": "something else"}).text
        page = re.sub(r'[A-Za-z0-9]{64}|data-now="[0-9]+"', "", page)
        return page.replace(login, "…")

    assert answer("meera@example.com") == answer("nobody@example.com")


@pytest.mark.parametrize("login", ["meera@example.com", "nobody@example.com"])
def test_sixth_try_is_refused_for_known_and_unknown_alike(
    person: Person, browser: Client, login: str
) -> None:
    for _try in range(5):
        assert sign_in(browser, login, "wrong") == HTTPStatus.OK
    assert "That was a lot of tries" in browser.post(DOOR, {"login": login, "password": PASSWORD}).text
    assert browser.get("/settings/you/").status_code == HTTPStatus.FOUND
    assert {AuditKind.SIGN_IN_FAILED, AuditKind.SIGN_IN_BLOCKED} <= kinds()


def test_other_spellings_count_towards_the_same_limit(person: Person, browser: Client) -> None:
    for login in (
        "meera@example.com",
        "Meera@example.com",
        "MEERA@example.com",
        "meera@EXAMPLE.com",
        "mEera@example.com",
    ):
        sign_in(browser, login, "wrong")
    assert (
        "That was a lot of tries"
        in browser.post(DOOR, {"login": "meera@example.com", "password": PASSWORD}).text
    )


def test_many_tries_from_one_address_end_with_429(browser: Client) -> None:
    answers = [sign_in(browser, f"nobody{number}@example.com", "wrong") for number in range(31)]
    assert answers[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_closed_account_does_not_sign_in(person: Person, browser: Client) -> None:
    Person.objects.update(is_active=False)
    assert browser.post(DOOR, {"login": person.email, "password": PASSWORD})["Location"] == "/sign-in/closed/"
    assert browser.get("/settings/you/").status_code == HTTPStatus.FOUND


def test_nobody_signs_up_by_themselves(browser: Client) -> None:
    assert browser.get("/signup/").status_code == HTTPStatus.NOT_FOUND
    assert not [
        pattern
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern) and "signup" in str(pattern.name)
    ]


def test_reset_goes_to_a_job_for_known_and_unknown_alike(person: Person, browser: Client) -> None:
    for address in ("meera@example.com", "nobody@example.com"):
        answer = browser.post("/password/reset/", {"email": address})
        assert answer["Location"] == "/password/reset/sent/"
    jobs = Job.objects.filter(task__endswith="mail_reset_link").order_by("id")
    assert [job.args[0] for job in jobs] == [person.pk, 0]
    assert mail.outbox == []


def test_link_of_the_mail_sets_a_new_password_once(person: Person, browser: Client, shop: Shop) -> None:
    old_device = browser_of(person, shop)
    mail_reset_link.call(person.pk, f"http://{shop.host}/")
    assert mail.outbox[0].to == ["Meera@Example.com"]
    path = re.search(rf"http://{shop.host}(/\S+)", str(mail.outbox[0].body))[1]  # type: ignore[index]
    form = browser.get(path)["Location"]
    assert browser.post(form, {"password1": "a new long password"})["Location"] == "/password/reset/done/"
    done = browser.get("/password/reset/done/").text
    assert "Your new password works" in done
    assert "Your password is changed" not in done + browser.get("/login/").text
    assert sign_in(browser, password="a new long password") == HTTPStatus.FOUND
    assert old_device.get("/settings/you/").status_code == HTTPStatus.FOUND
    assert "no longer works" in browser_of(None, shop).get(path).text
    assert AuditKind.PASSWORD_RESET in kinds()


def test_weak_new_password_is_refused(person: Person, shop: Shop) -> None:
    browser = browser_of(person, shop)
    answer = browser.post("/settings/you/password/", {"oldpassword": PASSWORD, "password1": "password12"})
    assert answer.status_code == HTTPStatus.OK
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_changed_password_ends_the_other_devices(person: Person, shop: Shop) -> None:
    here, elsewhere = browser_of(person, shop), browser_of(person, shop)
    here.post("/settings/you/password/", {"oldpassword": PASSWORD, "password1": "a new long password"})
    assert here.get("/settings/you/").status_code == HTTPStatus.OK
    assert elsewhere.get("/settings/you/").status_code == HTTPStatus.FOUND
    assert AuditKind.PASSWORD_CHANGED in kinds()


def test_app_asks_for_a_code_after_the_password(
    person: Person, shop: Shop, django_capture_on_commit_callbacks: Any
) -> None:
    browser = browser_of(None, shop)
    sign_in(browser)
    prove(browser)
    page = browser.get("/settings/you/app/")
    secret = page.context["form"].secret
    assert "<svg" in page.text
    code = code_of(secret)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post("/settings/you/app/", {"code": code})["Location"] == "/settings/you/codes/"
    codes = browser.get("/settings/you/codes/")
    assert codes.status_code == HTTPStatus.OK
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    assert {AuditKind.FACTOR_ADDED, AuditKind.SECRET_SEEN} <= kinds()
    again = browser_of(None, shop)
    assert again.post(DOOR, {"login": person.email, "password": PASSWORD})["Location"] == "/sign-in/code/"
    assert again.get("/settings/you/").status_code == HTTPStatus.FOUND
    assert again.post("/sign-in/code/", {"code": "000000"}).status_code == HTTPStatus.OK
    recovery = codes.context["unused_codes"][0]
    assert again.post("/sign-in/code/", {"code": recovery})["Location"] == "/"
    assert again.get("/settings/you/").status_code == HTTPStatus.OK


def test_what_protects_the_sign_in_asks_for_the_password_again(person: Person, shop: Shop) -> None:
    answer = browser_of(person, shop).get("/settings/you/app/")
    assert answer["Location"].startswith("/confirm/")


def test_profile_is_saved_and_the_page_speaks_the_new_language(person: Person, shop: Shop) -> None:
    browser = browser_of(person, shop)
    answer = browser.post(
        "/settings/you/", {"name": "मीरा जोशी", "language": "hi", "theme": "dark", "address_form": "feminine"}
    )
    assert answer.cookies["saath_theme"].value == "dark"
    assert '<html lang="hi"' in browser.get("/settings/you/").text


def test_single_letters_are_switched_off_in_every_browser_that_one_signs_in_with(
    person: Person, shop: Shop
) -> None:
    here, elsewhere = browser_of(person, shop), browser_of(None, shop)
    profile = {"name": "Meera Joshi", "language": "en", "theme": "dark", "address_form": ""}
    assert here.post("/settings/you/", profile).cookies["saath_keys"].value == "off"
    sign_in(elsewhere)
    assert (elsewhere.cookies["saath_keys"].value, elsewhere.cookies["saath_theme"].value) == ("off", "dark")
    again = here.post("/settings/you/", {**profile, "has_letter_keys": "on"})
    assert again.cookies["saath_keys"].value == ""


def test_other_devices_are_signed_out_from_the_list(person: Person, shop: Shop) -> None:
    here, elsewhere = browser_of(None, shop), browser_of(None, shop)
    sign_in(here)
    sign_in(elsewhere)
    here.post("/settings/you/sessions/")
    assert AuditKind.SESSIONS_ENDED in kinds()
    assert here.get("/settings/you/").status_code == HTTPStatus.OK
    assert elsewhere.get("/settings/you/").status_code == HTTPStatus.FOUND


def test_every_page_of_ones_own_opens(person: Person, shop: Shop) -> None:
    browser = browser_of(None, shop)
    sign_in(browser)
    prove(browser)
    for path in ("", "password/", "app/", "passkeys/", "passkeys/add/", "sessions/"):
        page = browser.get(f"/settings/you/{path}")
        assert page.status_code == HTTPStatus.OK, path
        assert page.text.count("<h1") == page.text.count('id="navigation"') == 1, path


def test_two_people_do_not_share_an_address(person: Person) -> None:
    with pytest.raises(Exception, match="already has an account"):
        create_person(TEST, email="meera@EXAMPLE.com", name="Other")
    assert make_person("m.eera@example.com").pk != person.pk


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
