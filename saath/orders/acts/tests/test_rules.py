"""What is given back adds up to the paisa, and what does not fit is refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saath.core.errors import BadInput, Conflict
from saath.orders.acts.commands import Able, Kind
from saath.orders.acts.rules import (
    SETTLES,
    limit_where_none_is_set,
    may_be_sent_again,
    needs_second,
    planned,
)
from saath.orders.acts.shares import LineFacts, OrderFacts, share_of, shipping_left
from saath.orders.acts.wishes import Wish, wish_from
from saath.orders.data import AddressData
from saath.orders.tests.builders import NOON

TODAY = date(2026, 11, 20)
ALL = Able(frozenset(Kind), cancel_pays_back=True)
SHEET = LineFacts("L1", "Neelambari bedsheet", 1, 149_700)
PILLOWS = LineFacts("L2", "Sukoon pillow", 2, 70_000)
ORDER = OrderFacts("INR", 298_600, 298_600, 0, 8_900, (SHEET, PILLOWS))


def plan(wish: Wish, facts: OrderFacts = ORDER, able: Able = ALL) -> int:
    return planned(wish, facts, able, today=TODAY).amount_minor


def refund(*lines: tuple[str, int], shipping: bool = False) -> Wish:
    return Wish(Kind.REFUND, lines=lines, with_shipping=shipping)


def test_the_whole_is_what_was_paid() -> None:
    assert plan(Wish(Kind.REFUND, is_whole=True)) == 298_600


def test_a_line_is_given_back_without_shipping_and_with_it() -> None:
    assert plan(refund(("L2", 1))) == 70_000
    assert plan(refund(("L2", 1), shipping=True)) == 78_900


def test_a_discount_on_the_order_and_tax_on_top_are_shared() -> None:
    cheaper = replace(ORDER, total_minor=269_600, paid_minor=269_600)
    share = share_of(cheaper, [("L1", 1)])
    assert (share.goods_minor, share.discount_minor, share.total_minor) == (149_700, 14_986, 134_714)
    taxed = replace(
        ORDER,
        total_minor=312_600,
        paid_minor=312_600,
        lines=(replace(SHEET, tax_minor=10_000), replace(PILLOWS, tax_minor=4_000)),
    )
    assert share_of(taxed, [("L2", 1)]).tax_minor == 2_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 7), st.integers(0, 99_999)), min_size=1, max_size=4),
    st.integers(-5_000, 20_000),
    st.integers(0, 9_900),
)
def test_piece_after_piece_adds_up_to_the_whole(
    lines: list[tuple[int, int]], rest: int, shipping: int
) -> None:
    facts = [
        LineFacts(f"L{n}", "x", count, unit, tax_minor=unit // 10) for n, (count, unit) in enumerate(lines)
    ]
    goods = sum(line.base_minor for line in facts)
    rest = max(rest, -goods)
    total = goods + (rest if goods else 0) + shipping
    order = OrderFacts("INR", total, total, 0, shipping, facts)
    given_back = 0
    for n, line in enumerate(facts):
        for gone in range(line.quantity):
            so_far = [replace(each, gone=gone) if each is line else each for each in facts]
            given_back += share_of(replace(order, lines=so_far), [(line.key, 1)]).total_minor
        facts[n] = replace(line, gone=0)
    assert given_back + shipping == total
    assert shipping_left(order) == shipping


def test_no_more_goes_back_than_came() -> None:
    with pytest.raises(Conflict, match="Nothing was paid"):
        plan(refund(("L1", 1)), replace(ORDER, paid_minor=0))
    with pytest.raises(Conflict, match="given back already"):
        plan(refund(("L1", 1)), replace(ORDER, refunded_minor=298_600))
    with pytest.raises(Conflict, match="went back meanwhile"):
        plan(refund(("L1", 1)), replace(ORDER, refunded_minor=200_000))
    gone = replace(ORDER, refunded_minor=140_000, lines=(SHEET, replace(PILLOWS, gone=2)))
    with pytest.raises(Conflict, match="not left"):
        plan(refund(("L2", 1)), gone)
    assert plan(Wish(Kind.REFUND, is_whole=True), gone) == 158_600


@pytest.mark.parametrize("lines", [(), (("L9", 1),), (("L2", 3),), (("L2", -1),), (("L2", 1), ("L2", 1))])
def test_pieces_that_are_not_there_are_refused(lines: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises((BadInput, Conflict)):
        plan(refund(*lines))


def test_what_is_on_its_way_is_neither_cancelled_nor_sent_elsewhere() -> None:
    address = AddressData("Sunita", ("12 Vijay Nagar",), "Indore", "MP", "452010", "IN")
    elsewhere = Wish(Kind.ADDRESS, address=address)
    assert (plan(Wish(Kind.CANCEL)), plan(elsewhere)) == (298_600, 0)
    for wish in (Wish(Kind.CANCEL), elsewhere):
        with pytest.raises(Conflict, match="on its way"):
            plan(wish, replace(ORDER, is_sent=True))
        with pytest.raises(Conflict, match="cancelled already"):
            plan(wish, replace(ORDER, is_cancelled=True))
    with pytest.raises(BadInput):
        plan(Wish(Kind.ADDRESS, address=replace(address, pincode="")))
    with pytest.raises(Conflict, match="not left the shop"):
        plan(Wish(Kind.RETURN, is_whole=True))


def test_what_is_in_a_return_does_not_come_back_twice() -> None:
    sent = replace(ORDER, is_sent=True, lines=(replace(SHEET, gone=1), replace(PILLOWS, coming=1, gone=1)))
    whole = Wish(Kind.RETURN, is_whole=True)
    assert planned(whole, sent, ALL, today=TODAY).lines == (("L2", 1),)
    with pytest.raises(Conflict, match="not left"):
        plan(Wish(Kind.RETURN, lines=(("L2", 2),)), sent)
    with pytest.raises(Conflict, match="in a return already"):
        plan(whole, replace(sent, lines=(replace(PILLOWS, coming=2),)))
    with pytest.raises(BadInput, match="whole address of the label"):
        plan(replace(whole, label="label.pdf"), sent)


def test_what_a_platform_cannot_do_is_said() -> None:
    with pytest.raises(Conflict, match="cannot do this"):
        plan(Wish(Kind.RETURN, is_whole=True), able=Able(frozenset({Kind.REFUND})))
    with pytest.raises(Conflict, match="Ask the courier"):
        plan(Wish(Kind.RETURN), able=Able(instead={Kind.RETURN: "Ask the courier."}))
    assert plan(Wish(Kind.CANCEL), able=Able(frozenset({Kind.CANCEL}))) == 0


def test_a_coupon_has_an_amount_and_an_end() -> None:
    assert plan(Wish(Kind.COUPON, amount_minor=20_000, until=TODAY)) == 20_000
    for amount, until in (
        (0, TODAY),
        (20_000, None),
        (20_000, TODAY - timedelta(1)),
        (1, TODAY + timedelta(900)),
    ):
        with pytest.raises(BadInput):
            plan(Wish(Kind.COUPON, amount_minor=amount, until=until))


def test_a_second_person_agrees_above_the_limit() -> None:
    assert [needs_second(500, limit) for limit in (None, 500, 499, 0)] == [False, False, True, True]
    assert not needs_second(0, 0)
    assert [needs_second(200, 500, given) for given in (300, 301, 900)] == [False, True, True]
    assert not needs_second(0, 500, 900)
    assert not needs_second(200, None, 900)
    assert (limit_where_none_is_set("owner"), limit_where_none_is_set("member")) == (None, 0)


def test_what_may_still_arrive_is_not_sent_again() -> None:
    later = NOON + SETTLES
    assert not may_be_sent_again(sent_at=NOON, looked_at=None, at=later)
    assert not may_be_sent_again(sent_at=NOON, looked_at=NOON + timedelta(minutes=1), at=later)
    assert may_be_sent_again(sent_at=NOON, looked_at=later, at=later)


def test_a_wish_is_kept_as_it_was() -> None:
    wish = Wish(Kind.COUPON, (("L1", 1),), address=AddressData(lines=("a", "b")), amount_minor=3, until=TODAY)
    assert wish_from(wish.as_json()) == wish
