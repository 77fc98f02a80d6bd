"""What follows from what is known of an order: where it stands, what was paid, what it counts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from saath.orders.data import OrderData, PaymentData, ScanData
from saath.orders.states import Method, Moved, Paid, State

# Of two scans of one minute the later in this list is the newer one.
_ALONG_THE_WAY = tuple(Moved)
_ON_THE_WAY = {Moved.PICKED_UP, Moved.IN_TRANSIT, Moved.AVAILABLE, Moved.EXCEPTION}
_AT_THE_SHOP = {Moved.LABEL, Moved.CANCELLED}
_BACK = {Moved.RTO_STARTED, Moved.RTO_IN_TRANSIT, Moved.RTO_DELIVERED}
# What a customer would ask about first, of parcels that stand differently.
_MOST_URGENT = (
    State.LOST,
    State.ATTEMPTED,
    State.OUT_FOR_DELIVERY,
    State.SHIPPED,
    State.RETURNING,
    State.PACKED,
    State.RETURNED,
    State.DELIVERED,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one order adds to the figures of its customer, in minor units of its currency."""

    orders: int = 0
    spent_minor: int = 0
    refunded_minor: int = 0
    cancelled: int = 0
    returned: int = 0

    def __sub__(self, other: Counted) -> Counted:
        return Counted(
            self.orders - other.orders,
            self.spent_minor - other.spent_minor,
            self.refunded_minor - other.refunded_minor,
            self.cancelled - other.cancelled,
            self.returned - other.returned,
        )

    def __add__(self, other: Counted) -> Counted:
        return self - (Counted() - other)


NOTHING = Counted()


def parcel_state(scans: Iterable[ScanData]) -> Moved:
    """Return where a parcel stands by all that was said of it, in whatever order it came; only a label where nothing was."""
    newest = max(scans, key=_newness, default=None)
    return newest.state if newest is not None else Moved.LABEL


def delivered_at(scans: Iterable[ScanData]) -> datetime | None:
    """Return when a parcel was handed over, None where it was not."""
    return min((scan.at for scan in scans if scan.state == Moved.DELIVERED), default=None)


def picked_up_at(scans: Iterable[ScanData]) -> datetime | None:
    """Return when a parcel left the shop, None where it has not."""
    return min((scan.at for scan in scans if scan.state not in _AT_THE_SHOP), default=None)


def order_state(
    parcels: Sequence[Moved], *, is_cancelled: bool, is_confirmed: bool, is_all_shipped: bool
) -> State:
    """Return where an order stands by its parcels; of several, by the one that the customer would ask about first."""
    moving = [_state_by(parcel) for parcel in parcels if parcel != Moved.CANCELLED]
    if is_cancelled and not any(
        state in (State.SHIPPED, State.RETURNING, State.RETURNED) for state in moving
    ):
        return State.CANCELLED
    if not moving:
        return State.CONFIRMED if is_confirmed else State.PLACED
    urgent = next(state for state in _MOST_URGENT if state in moving)
    if urgent == State.DELIVERED and not is_all_shipped:
        return State.PACKED
    return urgent


def paid_minor(payments: Iterable[PaymentData]) -> int:
    """Return what has come in."""
    return sum(payment.amount_minor for payment in payments if payment.state == Paid.PAID)


def method_of(payments: Sequence[PaymentData]) -> Method | None:
    """Return by which way most of an order is paid, or is to be; what failed counts only where nothing else is."""
    wanted = [payment for payment in payments if payment.state != Paid.FAILED] or payments
    largest = max(wanted, key=lambda payment: payment.amount_minor, default=None)
    return largest.method if largest is not None else None


def counts_for(*, is_cancelled: bool, is_returned: bool, total_minor: int, refunded_minor: int) -> Counted:
    """Return what an order counts for. What was cancelled, or came back, was not spent; what was given back is no more."""
    if is_cancelled:
        return Counted(refunded_minor=refunded_minor, cancelled=1)
    spent = 0 if is_returned else total_minor - refunded_minor
    return Counted(1, spent, refunded_minor, returned=int(is_returned))


def pieces_of(data: OrderData) -> int:
    """Return how many pieces were ordered."""
    return sum(line.quantity for line in data.lines)


def is_all_shipped(data: OrderData) -> bool:
    """Tell whether every piece is in a parcel; a parcel that does not say what is in it has all."""
    sent = data.shipments
    if any(not shipment.lines for shipment in sent):
        return bool(sent)
    given_back = sum(count for refund in data.refunds for _key, count in refund.lines)
    packed = sum(count for shipment in sent for _key, count in shipment.lines)
    return packed + given_back >= pieces_of(data)


def _newness(scan: ScanData) -> tuple[datetime, int]:
    return scan.at, _ALONG_THE_WAY.index(scan.state)


def _state_by(parcel: Moved) -> State:
    if parcel in _ON_THE_WAY:
        return State.SHIPPED
    if parcel == Moved.RTO_DELIVERED:
        return State.RETURNED
    if parcel in _BACK:
        return State.RETURNING
    return _SAME[parcel]


_SAME = {
    Moved.LABEL: State.PACKED,
    Moved.OUT_FOR_DELIVERY: State.OUT_FOR_DELIVERY,
    Moved.ATTEMPTED: State.ATTEMPTED,
    Moved.DELIVERED: State.DELIVERED,
    Moved.LOST: State.LOST,
}
