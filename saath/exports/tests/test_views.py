"""The page of exports is its owner's alone."""

from __future__ import annotations

from io import BytesIO

import pytest

from saath.conversations.tests.builders import Desk, work
from saath.core.clock import at
from saath.exports.models import ExportRun, ShopImport
from saath.exports.tests.builders import OWNER, make_export, new_shop, octets_of, take_shop_away
from saath.stores.models import Member
from saath.stores.tests.builders import Shop, browser_of, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]
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


def test_a_file_is_offered_until_its_last_moment_and_not_until_the_sweep(desk: Desk, owner: Actor) -> None:
    run = make_export(owner)
    browser = browser_of(Member.objects.get(person__email=OWNER), desk.shop)
    assert run.file_until is not None
    with at(run.file_until):
        page = browser.get(PAGE).text
        assert f"{PAGE}{run.public_id}/file/" not in page
        assert f"{PAGE}{run.public_id}/remove/" not in page
        assert "Its file was deleted." in page
        assert browser.get(f"{PAGE}{run.public_id}/file/").status_code == 404
    assert browser.get(f"{PAGE}{run.public_id}/file/").status_code == 302


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


def test_an_owner_brings_an_export_in(desk: Desk, owner: Actor) -> None:
    octets = octets_of(make_export(owner))
    take_shop_away()
    with new_shop():
        shop = Shop(Store.objects.get(), "new-home.test")
        browser = browser_of(Member.objects.get(), shop)
        assert f"{PAGE}in/" in browser.get(PAGE).text
        sent = browser.post(f"{PAGE}in/", {"file": BytesIO(octets)})
        page = sent.headers["Location"]
        assert STILL in browser.get(page).text
        work()
        looked = browser.get(page).text
        assert "Paanch Takiye" in looked
        assert f"{page}go/" in looked
        assert browser.post(f"{page}go/").status_code == 302
        work()
        assert "Everything is in." in browser.get(page).text
        assert browser.post(f"{PAGE}in/", {"file": BytesIO(octets)}).status_code == 422
        assert browser.post(f"{page}go/").status_code == 422


def test_what_is_no_export_is_refused_in_words(owner: Actor) -> None:
    take_shop_away()
    with new_shop():
        browser = browser_of(Member.objects.get(), Shop(Store.objects.get(), "new-home.test"))
        page = browser.post(f"{PAGE}in/", {"file": BytesIO(b"no export")}).headers["Location"]
        work()
        assert "This is no export of Saath" in browser.get(page).text
        assert f'href="{PAGE}in/"' in browser.get(PAGE).text
        assert browser.post(f"{PAGE}in/").status_code == 422


@pytest.mark.parametrize("who", ["colleague", "nobody"])
def test_nobody_else_brings_one(desk: Desk, owner: Actor, who: str) -> None:
    bringing = ShopImport.objects.create(sha256="x", state=ShopImport.State.CHECKED)
    browser = browser_of(desk.member if who == "colleague" else None, desk.shop)
    page = f"{PAGE}in/{bringing.public_id}/"
    answers = [
        browser.get(f"{PAGE}in/"),
        browser.get(page),
        browser.post(f"{page}go/"),
        browser.post(f"{page}drop/"),
    ]
    assert all(answer.status_code in (302, 403, 404) for answer in answers)
    bringing.refresh_from_db()
    assert bringing.state == ShopImport.State.CHECKED
