"""Who sees which event: every declared kind is tried against every view."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from saath.timeline.happening import Happening, View, may_see
from saath.timeline.kinds import EventKind, declared_kinds

SHOP, OTHER_SHOP = 1, 2
CUSTOMER = uuid4()
PUBLIC_KIND = EventKind("test.shop_closed", "public")
CUSTOMER_KIND = EventKind("test.answer_sent", "customer")


def happening(kind: EventKind, customer: UUID = CUSTOMER) -> Happening:
    refs = {"customer": str(customer)}
    return Happening(1, SHOP, kind.name, kind.audience, "message", uuid4(), refs, [], "system", None)


def test_visitor_sees_of_all_declared_kinds_only_the_public_ones() -> None:
    visitor = View(SHOP, "public")
    seen = {kind.name for kind in declared_kinds().values() if may_see(visitor, happening(kind))}
    assert seen == {kind.name for kind in declared_kinds().values() if kind.audience == "public"}


def test_customer_sees_of_all_declared_kinds_the_public_ones_and_their_own() -> None:
    customer = View(SHOP, "customer", CUSTOMER)
    seen = {kind.name for kind in declared_kinds().values() if may_see(customer, happening(kind))}
    assert seen == {kind.name for kind in declared_kinds().values() if kind.audience != "staff"}


def test_customer_does_not_see_what_happens_to_another() -> None:
    assert not may_see(View(SHOP, "customer", CUSTOMER), happening(CUSTOMER_KIND, uuid4()))
    assert not may_see(View(SHOP, "customer"), happening(CUSTOMER_KIND))


def test_staff_sees_every_declared_kind_of_their_shop_and_none_of_another() -> None:
    for kind in declared_kinds().values():
        assert may_see(View(SHOP, "staff"), happening(kind))
        assert not may_see(View(OTHER_SHOP, "staff"), happening(kind))


@pytest.mark.parametrize("audience", ["customer", "public"])
def test_row_that_claims_a_wider_audience_than_its_kind_stays_with_the_staff(audience: str) -> None:
    staff_kind = EventKind("test.note_written")
    claimed = replace(happening(staff_kind), audience=audience)
    assert not may_see(View(SHOP, "public"), claimed)
    assert not may_see(View(SHOP, "customer", CUSTOMER), claimed)
