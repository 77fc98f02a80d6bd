"""A figure is grouped where it is read, and never where a program reads it: in an id, a value, an address."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator
from html.parser import HTMLParser
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.utils import formats

from saath.tenancy.models import Domain
from tests.busy_shop import BusyShop, make_busy_shop
from tests.guards.test_urls import addresses
from tests.languages.test_pages import browser_of

pytestmark = pytest.mark.django_db
# Stands before every number that a template writes out as words.
MARK = "\ue000"
SHOPPERS = "shopper.test"
READ_BY_PEOPLE = {"title", "aria-label", "alt", "placeholder", "data-all-chosen"}


@pytest.fixture
def is_marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    plain = formats.number_format
    monkeypatch.setattr(formats, "number_format", lambda *args, **kwargs: MARK + plain(*args, **kwargs))
    forget_what_is_kept()
    yield
    forget_what_is_kept()


def forget_what_is_kept() -> None:
    """Let every part of a page be written anew."""
    kept = [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]
    for each in kept:
        if str(each.__module__).startswith("saath."):
            each.cache_clear()


def test_no_program_reads_a_grouped_figure(is_marked: None) -> None:
    shop = make_busy_shop()
    Domain.objects.create(store=shop.desk.shop.store, purpose="shopper", host=SHOPPERS)
    owner, customer = browser_of(shop, "owner", "en"), Client(headers={"host": SHOPPERS})
    pages = [marked_in(page) for page in html_pages(shop, owner, "staff")]
    pages += [marked_in(page) for page in html_pages(shop, customer, "shopper")]
    assert [each for page in pages for each in page.misplaced] == []
    assert sum(page.words for page in pages) > 20


def html_pages(shop: BusyShop, browser: Client, purpose: str) -> Iterator[str]:
    """Yield every page of a host."""
    cookies = browser.cookies.output(header="", sep=";")
    for route in sorted({address.route for address in addresses(purpose)}):
        with transaction.atomic():
            answer = browser.get(shop.address(route, "no-such"))
            transaction.set_rollback(True)
        browser.cookies = SimpleCookie(cookies)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            yield answer.text


class Marked(HTMLParser):
    """Where on a page the mark stands: in how many `words`, and `misplaced` in attributes that programs read."""

    def __init__(self) -> None:
        super().__init__()
        self.words = 0
        self.misplaced: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at what a program reads of an element."""
        self.misplaced += [
            f"{tag} {name}={value}"
            for name, value in attributes
            if MARK in (value or "") and name not in READ_BY_PEOPLE
        ]

    def handle_data(self, data: str) -> None:
        """Count the words that hold a figure."""
        self.words += data.count(MARK)


def marked_in(page: str) -> Marked:
    """Return where on a page the mark stands."""
    found = Marked()
    found.feed(page)
    return found
