"""Every page of every host, asked for and sent an empty form, by each kind of visitor, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client

from saath.accounts.models import Person
from saath.core.languages import CODES
from saath.stores import first_run
from saath.stores.tests.builders import PASSWORD
from saath.tenancy.models import Domain
from tests.busy_shop import BusyShop, make_busy_shop
from tests.guards.test_urls import addresses
from tests.languages.page import untranslated

pytestmark = pytest.mark.django_db

LATIN = "en"
VISITORS = ("owner", "reader", "stranger")
IN_EVERY_RUN = {("owner", "gu"), ("stranger", "hi")}
WALKS = [
    pytest.param(who, code, marks=() if (who, code) in IN_EVERY_RUN else pytest.mark.languages)
    for who in VISITORS
    for code in CODES
]
# Of the shop and of a colleague, as the builders write them.
NAMES = ("Paanch Takiye", "Meera")
NO_PAGE = "no-such-page/"


@pytest.fixture
def shop() -> BusyShop:
    shop = make_busy_shop()
    for purpose in ("shopper", "content"):
        Domain.objects.create(store=shop.desk.shop.store, purpose=purpose, host=f"{purpose}.test")
    return shop


@pytest.mark.parametrize(("who", "code"), WALKS)
def test_every_page_speaks_the_language_of_its_reader(shop: BusyShop, who: str, code: str) -> None:
    browser = browser_of(shop, who, code)
    found = [
        fault for route in routes("staff") for fault in faults(browser, shop.address(route, "no-such"), code)
    ]
    assert found == []


@pytest.mark.parametrize("code", [pytest.param(code, marks=pytest.mark.languages) for code in CODES])
@pytest.mark.parametrize("purpose", ["shopper", "content"])
def test_every_page_of_other_hosts_speaks_the_language_of_its_reader(
    shop: BusyShop, purpose: str, code: str
) -> None:
    browser = Client(headers={"host": f"{purpose}.test", "accept-language": code})
    found = [
        fault for route in routes(purpose) for fault in faults(browser, shop.address(route, "no-such"), code)
    ]
    assert found == []


@pytest.mark.parametrize("code", [pytest.param(code, marks=pytest.mark.languages) for code in CODES])
def test_the_first_set_up_speaks_the_language_of_its_reader(code: str) -> None:
    browser = Client(headers={"host": "localhost:8000", "accept-language": code})
    paths = [
        "/",
        "/setup/no-such/",
        first_run.setup_path(),
        *(f"/{route}" for route in routes("first_run") if "<" not in route),
    ]
    assert [fault for path in paths for fault in faults(browser, path, code)] == []


def routes(purpose: str) -> list[str]:
    """Return every route of a host, and one that it does not know."""
    return [*sorted({address.route for address in addresses(purpose)}), NO_PAGE]


def browser_of(shop: BusyShop, who: str, code: str) -> Client:
    """Return the browser of a visitor who has just proved who they are, if anybody."""
    browser = Client(headers={"host": shop.desk.shop.host, "accept-language": code})
    if who != "stranger":
        person = getattr(shop, who).person
        Person.objects.filter(pk=person.pk).update(language=code)
        login = {"login": person.email, "password": PASSWORD}
        assert browser.post("/sign-in/", login).status_code == 302
    return browser


def faults(browser: Client, address: str, code: str) -> Iterator[str]:
    """Yield what is not translated where a page is asked for, and where it is sent an empty form."""
    cookies = browser.cookies.output(header="", sep=";")
    for ask in ("get", "post"):
        with transaction.atomic():
            answer = getattr(browser, ask)(address)
            transaction.set_rollback(True)
        browser.cookies = SimpleCookie(cookies)
        assert answer.status_code < 500, address
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.content:
            assert f'<html lang="{code}"' in answer.text or "<html" not in answer.text, address
            if code != LATIN:
                yield from (f"{ask} {address}: {text}" for text in untranslated(answer.text, code, *NAMES))


def test_sees_what_is_not_translated() -> None:
    page = """<html lang="hi"><body><p>नमस्ते Order 7KM-4Q2X</p><button aria-label="Close">×</button><p lang="en">Hello</p>
    <kbd>Enter</kbd><p>a@b.in, Saath</p><p>EDH-NPSKને</p><script>let x</script></body></html>"""
    assert untranslated(page, "hi") == ["नमस्ते Order 7KM-4Q2X", "Close"]
