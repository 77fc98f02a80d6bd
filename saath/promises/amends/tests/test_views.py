"""The page of amends: decided by who leads, sent by who answers, seen by nobody else."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saath.conversations.tests.builders import Desk, make_desk
from saath.orders.tests.builders import make_platform, order_data, take
from saath.promises.amends.actions.make import doubt_amends
from saath.promises.amends.tests.test_making import LATE, decide, made, miss
from saath.promises.models import Amends, AmendsCode, AmendsSettings
from saath.promises.reminders.tests.builders import trusting, written
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE = "/settings/amends/"
GOOD = {
    "first_answer": "send", "next_answer": "off", "solution": "prepare", "update": "off", "gift": "codes",
    "case": "150", "month": "3000.50", "again_after_days": "60", "coupon_days": "30", "signed_by": "",
}  # fmt: skip


@pytest.fixture
def owner(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def prepared(desk: Desk) -> Amends:
    trusting(desk)
    decide(desk, mode="prepare")
    written()
    miss()
    return made(desk)[0]


def test_the_owner_decides_in_money_and_days(owner: Client, desk: Desk) -> None:
    signer = {"signed_by": str(desk.member.public_id)}
    assert owner.post(f"{PAGE}save/", {**GOOD, **signer}).status_code == 302
    with store_scope(desk.store_id):
        kept = AmendsSettings.objects.select_related("signed_by").get()
    assert (kept.case_minor, kept.month_minor, kept.first_answer) == (15_000, 300_050, "send")
    assert kept.signed_by == desk.member
    assert "₹0.00 of ₹3,000.50" in owner.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("first_answer", "always"),
        ("case", "-1"),
        ("again_after_days", "0"),
        ("signed_by", "nobody"),
        ("gift", "gold"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(owner: Client, desk: Desk, field: str, value: str) -> None:
    answer = owner.post(f"{PAGE}save/", {**GOOD, field: value})
    assert answer.status_code == 422
    assert f"id_{field}_error" in answer.content.decode()
    with store_scope(desk.store_id):
        assert not AmendsSettings.objects.exists()


def test_a_shop_whose_customers_pay_in_dollars_makes_amends_in_them(owner: Client, desk: Desk) -> None:
    page = owner.get(PAGE).content.decode()
    assert "₹0.00 of ₹5,000.00" in page
    assert 'name="currency"' not in page
    with store_scope(desk.store_id):
        take(make_platform(), order_data(currency="USD"))
    assert "$0.00 of $5,000.00" in owner.get(PAGE).content.decode()
    assert owner.post(f"{PAGE}save/", {**GOOD, "currency": "USD"}).status_code == 302
    with store_scope(desk.store_id):
        assert AmendsSettings.objects.get().currency == "USD"
    assert "$0.00 of $3,000.50" in owner.get(PAGE).content.decode()
    assert owner.post(f"{PAGE}save/", {**GOOD, "currency": "INR"}).status_code == 302
    assert "₹0.00 of ₹3,000.50" in owner.get(PAGE).content.decode()
    refused = owner.post(f"{PAGE}save/", {**GOOD, "currency": "JPY"})
    assert refused.status_code == 422
    assert "id_currency_error" in refused.content.decode()


def test_after_a_restore_the_page_says_so_until_it_is_saved(owner: Client, desk: Desk) -> None:
    decide(desk)
    with store_scope(desk.store_id):
        doubt_amends(TEST)
    assert "came out of a backup" in owner.get(PAGE).content.decode()
    assert owner.post(f"{PAGE}save/", GOOD).status_code == 302
    assert "came out of a backup" not in owner.get(PAGE).content.decode()


def test_codes_are_added_once_each(owner: Client, desk: Desk) -> None:
    assert owner.post(f"{PAGE}codes/", {"codes": "A-1\nA-2\r\n\nA-1"}).status_code == 302
    assert owner.post(f"{PAGE}codes/", {"codes": "A-2\nA-3"}).status_code == 302
    assert owner.post(f"{PAGE}codes/", {"codes": "two words"}).status_code == 422
    with store_scope(desk.store_id):
        assert AmendsCode.objects.count() == 3
    assert "3 codes are free" in owner.get(PAGE).content.decode()


def test_a_colleague_sends_what_is_prepared(desk: Desk, prepared: Amends) -> None:
    with time_machine.travel(LATE, tick=False):
        colleague = browser_of(desk.member, desk.shop)
        thread = reverse("desk:thread", args=["now", prepared.conversation.public_id])
        assert "An apology waits for you" in colleague.get(thread).content.decode()
        page = colleague.get(PAGE).content.decode()
        assert "Sunita Verma" in page
        assert f"{PAGE}{prepared.public_id}/send/" in page
        assert "Budget of a month" not in page
        assert colleague.post(f"{PAGE}save/", GOOD).status_code == 403
        assert colleague.post(f"{PAGE}codes/", {"codes": "A"}).status_code == 403
        assert colleague.post(f"{PAGE}{prepared.public_id}/send/").status_code == 302
        assert made(desk)[0].state == Amends.State.SENT
        colleague.post(f"{PAGE}{prepared.public_id}/drop/")
        assert made(desk)[0].state == Amends.State.SENT


def test_a_reader_sends_nothing_and_an_outsider_sees_nothing(desk: Desk, prepared: Amends) -> None:
    with time_machine.travel(LATE, tick=False):
        reader = browser_of(make_colleague(desk.shop, "reader@example.com", Role.READER), desk.shop)
        assert "/send/" not in reader.get(PAGE).content.decode()
        assert reader.post(f"{PAGE}{prepared.public_id}/send/").status_code == 403
        other = make_desk("elsewhere", "hello@elsewhere.test", "eve@example.com")
        stranger = browser_of(make_colleague(other.shop, "eve2@example.com", Role.OWNER), other.shop)
        assert "Sunita" not in stranger.get(PAGE).content.decode()
        assert stranger.post(f"{PAGE}{prepared.public_id}/drop/").status_code == 404
    assert made(desk)[0].state == Amends.State.PREPARED
