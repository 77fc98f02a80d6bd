"""Which streams are asked of what happened: those that may see it, and not every visitor's."""

from __future__ import annotations

from uuid import UUID, uuid4

from saath.timeline.happening import Happening, View
from saath.timeline.live.batch import Batch
from saath.timeline.live.streams import Streams
from saath.timeline.live.subscription import Subscription

SHOP, OTHER_SHOP = 1, 2
USHA, RAVI = uuid4(), uuid4()


def happened(audience: str, customer: UUID | None = None) -> Batch:
    refs = {"customer": str(customer)} if customer else {}
    row = Happening(1, SHOP, "test.happened", audience, "conversation", uuid4(), refs, [], "system", None, "")
    return Batch("c1", [row])


def opened() -> tuple[Streams, dict[str, Subscription]]:
    views = {
        "staff": View(SHOP, "staff"),
        "public": View(SHOP, "public"),
        "usha": View(SHOP, "customer", USHA),
        "ushas phone": View(SHOP, "customer", USHA),
        "ravi": View(SHOP, "customer", RAVI),
        "elsewhere": View(OTHER_SHOP, "customer", USHA),
    }
    streams, found = Streams(), {name: Subscription(view, "c0") for name, view in views.items()}
    for each in found.values():
        streams.add(each)
    return streams, found


def names(asked: object, found: dict[str, Subscription]) -> set[str]:
    return {name for name, each in found.items() if each in list(asked)}  # type: ignore[call-overload]


def test_one_customers_event_asks_theirs_and_the_staffs() -> None:
    streams, found = opened()
    asked = streams.concerned(happened("customer", USHA), SHOP)
    assert names(asked, found) == {"staff", "public", "usha", "ushas phone"}


def test_what_is_for_the_staff_asks_no_customers() -> None:
    streams, found = opened()
    assert names(streams.concerned(happened("staff", USHA), SHOP), found) == {"staff", "public"}


def test_what_is_public_asks_everybody_of_the_shop() -> None:
    streams, found = opened()
    everybody = set(found) - {"elsewhere"}
    assert names(streams.concerned(happened("public"), SHOP), found) == everybody


def test_who_left_is_asked_no_more() -> None:
    streams, found = opened()
    assert len(streams) == len(found) == len(list(streams))
    for each in found.values():
        streams.remove(each)
    assert not streams
    assert streams.of_store(SHOP) == streams.of_staff(SHOP) == streams.of_customer(SHOP, str(USHA)) == []
