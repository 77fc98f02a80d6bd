"""No address answers odd input with a fault of ours: in paths, queries and every field of every form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import strategies as st

from saath.stores.tests.builders import browser_of
from tests.busy_shop import BusyShop, make_busy_shop
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import odd_text
from tests.guards.test_urls import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.wide]

FORM_FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
# Read by views without a form of Django's.
OTHER_FIELDS = (
    "after",
    "before",
    "q",
    "queue",
    "to",
    "text",
    "kind",
    "solve",
    "client_key",
    "name",
    "language",
    "next",
)
PAGES = (
    "/settings/you/",
    "/settings/team/",
    "/settings/shop/",
    "/settings/hours/",
    "/settings/you/password/",
    "/sign-in/",
    "/desk/now/",
)
HTMX = {"HX-Request": "true"}
ROUTES = sorted({address.route for address in addresses("staff")})


@dataclass(frozen=True)
class Asked:
    """One request: a route, what stands in its place for a name, and its fields."""

    route: str
    part: str
    fields: dict[str, str]
    is_post: bool
    is_htmx: bool
    has_file: bool


@pytest.fixture
def shop() -> BusyShop:
    return make_busy_shop()


def fields_of(shop: BusyShop) -> Iterator[str]:
    """Yield the names of all fields of the forms on the pages, and of those that scripts send."""
    browser, thread = browser_of(shop.owner, shop.desk.shop), f"/desk/now/{shop.names['conversation']}/"
    for page in (*PAGES, thread, f"{thread}customer/"):
        yield from FORM_FIELD.findall(browser.get(page).text)
    yield from OTHER_FIELDS


path_part = odd_text.map(lambda text: re.sub(r"[/?#\x00-\x20\ud800-\udfff]", "", text)[:200] or "x")


@st.composite
def requests(draw: st.DrawFn, fields: Sequence[str]) -> Asked:
    """Return one request to some address of the staff host."""
    return Asked(
        draw(st.sampled_from(ROUTES)),
        draw(path_part),
        draw(st.dictionaries(st.sampled_from(fields), odd_text, max_size=8)),
        is_post=draw(st.booleans()),
        is_htmx=draw(st.booleans()),
        has_file=draw(st.booleans()),
    )


@doses
def test_odd_input_is_no_fault_of_ours(shop: BusyShop, dose: int) -> None:
    fields = sorted(set(fields_of(shop)))

    def is_answered(asked: Asked) -> None:
        with transaction.atomic():
            status = ask(shop, asked)
            transaction.set_rollback(True)
        assert status < 500, (asked, status)

    holds_for(is_answered, requests(fields), dose=dose, examples=300)


def ask(shop: BusyShop, asked: Asked) -> int:
    """Ask as the owner, and return the status; a fault in a view is raised."""
    address, browser = shop.address(asked.route, asked.part), browser_of(shop.owner, shop.desk.shop)
    headers = HTMX if asked.is_htmx else {}
    if not asked.is_post:
        return browser.get(address, asked.fields, headers=headers).status_code
    sent: dict[str, object] = dict(asked.fields)
    if asked.has_file:
        sent["files"] = SimpleUploadedFile(asked.part, asked.part.encode())
    return browser.post(address, sent, headers=headers).status_code
