"""The page of exports is its owner's alone."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk, work
from saath.exports.models import ExportRun
from saath.exports.tests.conftest import OWNER
from saath.stores.models import Member
from saath.stores.tests.builders import browser_of, make_shop
from saath.tenancy.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/settings/exports/"
STILL = 'hx-trigger="every 2s"'


def test_an_owner_asks_sees_it_come_and_fetches_it(desk: Desk, owner: Actor) -> None:
    browser = browser_of(Member.objects.get(person__email=OWNER), desk.shop)
    assert browser.post(f"{PAGE}new/").status_code == 302
    assert STILL in browser.get(PAGE).text
    work()
    run = ExportRun.objects.get()
    page = browser.get(PAGE)
    assert f"{PAGE}{run.public_id}/file/" in page.text
    assert STILL not in page.text
    to_file = browser.get(f"{PAGE}{run.public_id}/file/")
    assert to_file.status_code == 302
    assert to_file.headers["Location"].startswith("http://files.paanch.test/f/")
    assert browser.post(f"{PAGE}{run.public_id}/remove/").status_code == 302
    assert browser.get(f"{PAGE}{run.public_id}/file/").status_code == 404


@pytest.mark.parametrize("who", ["colleague", "of another shop", "nobody"])
def test_nobody_else_does(desk: Desk, owner: Actor, who: str) -> None:
    run = ExportRun.objects.create()
    member = desk.member if who == "colleague" else None
    shop = make_shop("other-shop") if who == "of another shop" else desk.shop
    if who == "of another shop":
        member = Member.objects.get(person__email=OWNER)
    browser = browser_of(member, shop)
    answers = [
        browser.get(PAGE),
        browser.post(f"{PAGE}new/"),
        browser.get(f"{PAGE}{run.public_id}/file/"),
        browser.post(f"{PAGE}{run.public_id}/remove/"),
    ]
    assert all(answer.status_code in (302, 403, 404) for answer in answers)
    assert not any(
        "settings/exports" in answer.headers.get("Location", "").partition("?")[0] for answer in answers
    )
    assert ExportRun.objects.count() == 1
