"""A shop with an order at a platform that can be asked to do things, and colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from saath.core.secrets import encrypt
from saath.orders.actions.acts import ask_act
from saath.orders.acts.commands import Kind
from saath.orders.acts.planning import plan_for
from saath.orders.acts.tests.pretend import Books, Pretend
from saath.orders.acts.wishes import Wish
from saath.orders.connectors import registry
from saath.orders.data import OrderData
from saath.orders.models import Connection, Order, OrderAct
from saath.orders.tests.builders import make_platform, order_data, take
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, actor_with, make_colleague, make_shop
from saath.tenancy.scope import store_scope

WHOLE = Wish(Kind.REFUND, is_whole=True)


@dataclass
class Counter:
    """A shop's counter: who stands behind it, and the order in hand."""

    shop: Shop
    connection: Connection
    owner: Member
    manager: Member
    member: Member
    books: Books

    @property
    def order(self) -> Order:
        """Return the order as it is by now."""
        return Order.objects.select_related("connection").get()

    def tell(self, data: OrderData) -> None:
        """Let the platform have an order, and tell of it."""
        self.books.orders[data.key] = data
        take(self.connection, data)

    def ask(
        self, wish: Wish = WHOLE, *, by: Member | None = None, key: UUID | None = None, **changes: Any
    ) -> OrderAct:
        """Ask for something as the form does: what the summary says is agreed to."""
        said: dict[str, Any] = {"reason": "Torn", "key": key or uuid4(), **changes}
        if "seen_minor" not in said:
            said["seen_minor"] = plan_for(self.order, wish).amount_minor
        return ask_act(actor_with(by or self.owner), self.order, wish=wish, **said)


@pytest.fixture
def counter(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """Stand in a shop with an order of two things, paid by UPI."""
    here = f"{Pretend.__module__}.Pretend"
    monkeypatch.setitem(registry.PLATFORMS, "csv", here)
    monkeypatch.setitem(registry.DOERS, "csv", here)
    Pretend.books = Books()
    shop = make_shop()
    with store_scope(shop.store.pk):
        connection = make_platform()
        connection.credentials_sealed = encrypt("{}")
        connection.save(update_fields=["credentials_sealed"])
        made = Counter(
            shop,
            connection,
            make_colleague(shop, "owner@example.com", Role.OWNER),
            make_colleague(shop, "manager@example.com", Role.MANAGER),
            make_colleague(shop, "member@example.com", Role.MEMBER),
            Pretend.books,
        )
        made.tell(order_data())
        yield made


def states() -> list[str]:
    """Return where all that was asked for stands, in the order it was asked."""
    return list(OrderAct.objects.order_by("pk").values_list("state", flat=True))
