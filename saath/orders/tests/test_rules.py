"""What follows from what is known of an order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.orders.data import PaymentData, RefundData, ScanData, ShipmentData
from saath.orders.rules import Counted, counts_for, is_all_shipped, method_of, order_state, parcel_state
from saath.orders.states import Method, Moved, Paid, State
from saath.orders.tests.builders import NOON, order_data


def scan(state: Moved, hours: float) -> ScanData:
    return ScanData(NOON + timedelta(hours=hours), state)


def stands(*parcels: Moved, is_cancelled: bool = False, is_all_shipped: bool = True) -> State:
    return order_state(parcels, is_cancelled=is_cancelled, is_confirmed=True, is_all_shipped=is_all_shipped)


def test_a_parcel_stands_where_the_newest_scan_says_in_whatever_order_they_came() -> None:
    scans = [scan(Moved.ATTEMPTED, 5), scan(Moved.PICKED_UP, 1), scan(Moved.OUT_FOR_DELIVERY, 4)]
    assert parcel_state(scans) == parcel_state(scans[::-1]) == Moved.ATTEMPTED


def test_of_two_scans_of_one_moment_the_one_further_along_counts() -> None:
    assert parcel_state([scan(Moved.DELIVERED, 1), scan(Moved.OUT_FOR_DELIVERY, 1)]) == Moved.DELIVERED


def test_a_parcel_of_which_nobody_said_anything_has_a_label() -> None:
    assert parcel_state([]) == Moved.LABEL


@pytest.mark.parametrize(
    ("parcels", "state"),
    [
        ((), State.CONFIRMED),
        ((Moved.LABEL,), State.PACKED),
        ((Moved.EXCEPTION,), State.SHIPPED),
        ((Moved.DELIVERED, Moved.ATTEMPTED), State.ATTEMPTED),
        ((Moved.DELIVERED, Moved.IN_TRANSIT), State.SHIPPED),
        ((Moved.RTO_IN_TRANSIT,), State.RETURNING),
        ((Moved.RTO_DELIVERED,), State.RETURNED),
        ((Moved.DELIVERED, Moved.CANCELLED), State.DELIVERED),
        ((Moved.LOST, Moved.DELIVERED), State.LOST),
    ],
)
def test_an_order_stands_where_the_customer_would_ask_first(parcels: tuple[Moved, ...], state: State) -> None:
    assert stands(*parcels) == state


def test_an_order_of_which_something_was_not_sent_is_not_delivered() -> None:
    assert stands(Moved.DELIVERED, is_all_shipped=False) == State.PACKED


def test_what_was_cancelled_is_cancelled_unless_it_is_on_its_way() -> None:
    assert stands(is_cancelled=True) == State.CANCELLED
    assert stands(Moved.LABEL, is_cancelled=True) == State.CANCELLED
    assert stands(Moved.RTO_IN_TRANSIT, is_cancelled=True) == State.RETURNING


def test_pieces_that_were_given_back_need_not_be_sent() -> None:
    parcel = ShipmentData("S1", lines=(("L2", 2),))
    refund = RefundData("R1", 149_700, NOON, lines=(("L1", 1),))
    assert not is_all_shipped(order_data(shipments=(parcel,)))
    assert is_all_shipped(order_data(shipments=(parcel,), refunds=(refund,)))
    assert is_all_shipped(order_data(shipments=(ShipmentData("S1"),)))


def test_the_way_to_pay_is_the_one_that_did_not_fail() -> None:
    failed = PaymentData("1", Method.CARD, Paid.FAILED, 500)
    assert method_of([failed, PaymentData("2", Method.COD, Paid.PENDING, 400)]) == Method.COD
    assert method_of([failed]) == Method.CARD
    assert method_of([]) is None


def test_what_was_cancelled_or_came_back_was_not_spent() -> None:
    def counts(*, is_cancelled: bool = False, is_returned: bool = False) -> Counted:
        return counts_for(
            is_cancelled=is_cancelled, is_returned=is_returned, total_minor=1000, refunded_minor=300
        )

    assert counts() == Counted(1, 700, 300)
    assert counts(is_cancelled=True) == Counted(0, 0, 300, cancelled=1)
    assert counts(is_returned=True) == Counted(1, 0, 300, returned=1)
