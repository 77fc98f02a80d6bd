"""How much is known of a customer is kept with every change, equal to what weighing anew says."""

from __future__ import annotations

import pytest

from saath.customers.actions.consent import withdraw_consent
from saath.customers.actions.edit import edit_customer
from saath.customers.actions.recognise import recognise
from saath.customers.actions.weigh import weigh_anew
from saath.customers.models import Customer
from saath.customers.quality import WHOLE, WORTH, Known, missing_from, quality_at_first, quality_of
from saath.orders.data import AddressData, BuyerData
from saath.orders.tests.builders import make_platform, order_data, take
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.scope import store_scope


def test_all_that_can_be_known_is_a_hundred_and_nothing_is_none() -> None:
    assert quality_of(Known) == WHOLE
    assert quality_of(()) == 0
    assert set(WORTH) == set(Known)


def test_what_is_missing_says_who_asks_and_nobody_asks_before_an_order_for_where_it_goes() -> None:
    before = {each.what: str(each.asks) for each in missing_from({Known.NAME}, has_ordered=False)}
    after = {each.what: str(each.asks) for each in missing_from({Known.NAME}, has_ordered=True)}
    assert Known.NAME not in before
    assert before[Known.PLACE].startswith("Nobody now")
    assert after[Known.PLACE].startswith("Whoever answers")
    assert next(iter(before)) == Known.MAIL


def test_who_has_just_been_met_is_worth_a_name_and_a_way() -> None:
    assert quality_at_first(name="Sunita", namespace="email", key="s@example.in") == 45
    assert quality_at_first(name="", namespace="chat", key="visitor:1") == 0


@pytest.mark.django_db
def test_every_change_keeps_it_and_weighing_anew_changes_nothing() -> None:
    def kept() -> int:
        now, before = Customer.objects.get(), Customer.objects.get().quality
        weigh_anew(TEST, after_id=0)
        now.refresh_from_db()
        assert now.quality == before
        return before

    with store_scope(make_shop().store.pk):
        recognise(TEST, namespace="email", key="s@example.in", address="s@example.in")
        assert kept() == 20
        edit_customer(TEST, Customer.objects.get(), wanted={"language": "hi", "reach": "phone"})
        assert kept() == 35
        buyer = BuyerData("", "Sunita Verma", "s@example.in", "98250 12345")
        take(make_platform(), order_data(buyer=buyer, address=AddressData(pincode="452010")))
        assert kept() == 65
        withdraw_consent(TEST, Customer.objects.get(), purpose="marketing", channel="sms")
        assert kept() == 75
