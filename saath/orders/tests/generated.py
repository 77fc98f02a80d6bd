"""As many orders as wanted, the same each time: for tests of bulk and for measuring."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from saath.orders.data import (
    AddressData,
    BuyerData,
    LineData,
    OrderData,
    PaymentData,
    RefundData,
    ScanData,
    ShipmentData,
)
from saath.orders.states import Method, Moved, Paid

FIRST = datetime(2023, 1, 1, tzinfo=UTC)
THINGS = (
    "Neelambari bedsheet",
    "Sukoon pillow",
    "Razai",
    "સુતરાઉ ચાદર",
    "तकिये का गिलाफ़",
    "Door mat",
    "Jhoola",
)
# One line in ten, two in four, three in three, four in two: 2.7 lines an order.
HOW_MANY = (1, 2, 2, 2, 2, 3, 3, 3, 4, 4)
ENDS = (Moved.DELIVERED,) * 8 + (Moved.RTO_DELIVERED, Moved.IN_TRANSIT)


def generated(orders: int, *, customers: int = 0, seed: int = 7) -> Iterator[OrderData]:
    """Yield orders, oldest first, of so many customers: a third as many as orders where none is said."""
    dice = random.Random(seed)  # the same each time is what is wanted
    buyers = customers or max(orders // 3, 1)
    for number in range(orders):
        yield _order(dice, number, dice.randrange(buyers))


def _order(dice: random.Random, number: int, buyer: int) -> OrderData:
    placed = FIRST + timedelta(minutes=5 * number)
    lines = tuple(_line(dice, place) for place in range(dice.choice(HOW_MANY)))
    total = sum(line.unit_minor * line.quantity - line.discount_minor for line in lines)
    method = dice.choice((Method.COD, Method.COD, Method.UPI, Method.CARD))
    is_cancelled, is_refunded = dice.random() < 0.04, dice.random() < 0.06
    refund = RefundData("R", total // 4, placed + timedelta(days=9), lines=((lines[0].key, 1),))
    return OrderData(
        key=str(number),
        number=f"PT-{number}",
        placed_at=placed,
        updated_at=placed + timedelta(days=10),
        currency="INR",
        total_minor=total,
        buyer=BuyerData(str(buyer), f"Customer {buyer}", f"c{buyer}@example.in", f"98{buyer:08}"),
        address=AddressData(
            f"Customer {buyer}", ("12 Ring Road",), "Surat", "GJ", f"{395000 + buyer % 999}", "IN"
        ),
        lines=lines,
        payments=(PaymentData("P", method, Paid.PAID, total),),
        shipments=() if is_cancelled else (_parcel(dice, number, placed),),
        refunds=(refund,) if is_refunded else (),
        is_confirmed=True,
        cancelled_at=placed + timedelta(hours=3) if is_cancelled else None,
    )


def _line(dice: random.Random, place: int) -> LineData:
    thing = dice.randrange(len(THINGS))
    unit = dice.randrange(9_900, 299_900, 100)
    discount = dice.choice((0, 0, unit // 10))
    return LineData(
        str(place), THINGS[thing], dice.choice((1, 1, 2)), unit, sku=f"S{thing}", discount_minor=discount
    )


def _parcel(dice: random.Random, number: int, placed: datetime) -> ShipmentData:
    picked_up = ScanData(placed + timedelta(days=1), Moved.PICKED_UP, "Picked up", "Surat")
    end = ScanData(placed + timedelta(days=dice.randrange(2, 8)), dice.choice(ENDS), "", "Indore")
    return ShipmentData("S", "Raftaar", f"RF{number:08}", scans=(picked_up, end))
