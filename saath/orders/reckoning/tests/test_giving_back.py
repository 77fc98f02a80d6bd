"""What goes back for some pieces of an order: parts that add up to the paisa, whatever comes back first."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from saath.core.money import Money
from saath.orders.reckoning.giving_back import Bought, Sold, give_back

SHEET = Bought("L1", 1, 149_700, 149_700)
PILLOWS = Bought("L2", 3, 210_000, 200_000)


def sold(**changes: object) -> Sold:
    told = {"currency": "INR", "lines": (SHEET, PILLOWS), "total_minor": 349_700, "paid_minor": 349_700}
    return Sold(**{**told, **changes})  # type: ignore[arg-type]


def rupees(minor: int) -> Money:
    return Money(minor, "INR")


def test_the_whole_order_is_the_total() -> None:
    given_back = give_back(
        sold(total_minor=354_600, shipping_minor=4_900, paid_minor=354_600),
        {"L1": 1, "L2": 3},
        with_shipping=True,
    )
    assert given_back.amount == rupees(354_600)
    assert given_back.shipping == rupees(4_900)


def test_a_discount_on_the_order_is_shared_by_what_the_lines_cost() -> None:
    parts = give_back(sold(total_minor=314_730), {"L1": 1, "L2": 3}).parts
    assert [part.paid.minor for part in parts] == [134_730, 180_000]
    assert [part.reduction.minor for part in parts] == [14_970, 30_000]


def test_pieces_of_a_line_share_what_does_not_divide() -> None:
    one = Bought("L", 3, 10_000, 10_000)
    amounts = [
        give_back(Sold("INR", (Bought("L", 3, 10_000, 10_000, back=back),), 10_000, 0, 10_000), {"L": 1})
        for back in range(one.quantity)
    ]
    assert [each.amount.minor for each in amounts] == [3_333, 3_333, 3_334]


def test_no_more_goes_back_than_was_paid_and_is_left() -> None:
    assert give_back(sold(paid_minor=0), {"L1": 1}).amount == rupees(0)
    cut = give_back(sold(refunded_minor=300_000), {"L1": 1})
    assert (cut.amount, cut.is_cut) == (rupees(49_700), True)


def test_what_came_back_already_is_not_given_back_again() -> None:
    lines = (SHEET, Bought("L2", 3, 210_000, 200_000, back=3))
    assert give_back(sold(lines=lines), {"L2": 3}).parts == []


LINES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 500_000), st.integers(0, 50_000), st.integers(0, 50_000)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.integers(0, 2_000_000), st.integers(0, 20_000), st.randoms(use_true_random=False))
def test_pieces_that_come_back_one_by_one_add_up_to_the_total(
    lines: list[tuple[int, int, int, int]], goods: int, shipping: int, chance: object
) -> None:
    back = [0] * len(lines)
    pieces = [place for place, line in enumerate(lines) for _piece in range(line[0])]
    chance.shuffle(pieces)  # type: ignore[attr-defined]
    total, given_back = goods + shipping, 0
    for place in pieces:
        bought = [
            Bought(str(at), many, gross, max(gross - off, 0), tax, back[at])
            for at, (many, gross, off, tax) in enumerate(lines)
        ]
        order = Sold("INR", bought, total, shipping, total, given_back)
        given_back += give_back(order, {str(place): 1}).amount.minor
        back[place] += 1
    assert given_back + shipping == total
