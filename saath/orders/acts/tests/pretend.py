"""A platform for tests that are not about its wire: it does what it is asked, or fails as it is told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar

from saath.orders.acts.commands import Able, Cancel, Command, Kind, Outcome, Refund
from saath.orders.connectors.base import Credentials, GoodsPage, NotThere, Page
from saath.orders.data import OrderData, RefundData
from saath.orders.tests.builders import NOON


@dataclass
class Books:
    """What the platform holds: its orders as they are, and what was done under which key."""

    orders: dict[str, OrderData] = field(default_factory=dict)
    done: list[Command] = field(default_factory=list)
    before: Callable[[Command], None] | None = None
    after: Callable[[Command], None] | None = None


class Pretend:
    """Both what answers and what does; one for all connections of a test."""

    CONNECTOR = "csv"
    ABLE: ClassVar[Able] = Able(frozenset(Kind), cancel_pays_back=True)
    books: ClassVar[Books] = Books()

    def __init__(self, account: str, credentials: Credentials) -> None:
        self.account = account

    def check(self) -> str:
        """Return what the shop is called there."""
        return "Pretend"

    def orders_since(self, since: object, cursor: str = "") -> Page:
        """Return all orders."""
        return Page(tuple(self.books.orders.values()))

    def order(self, key: str) -> OrderData:
        """Return an order as it is."""
        if key not in self.books.orders:
            raise NotThere("404 no such order")
        return self.books.orders[key]

    def products_since(self, since: object, cursor: str = "") -> GoodsPage:
        """Sell nothing."""
        return GoodsPage(())

    def register_hooks(self, url: str, secret: str) -> None:
        """Deliver nothing."""

    def perform(self, command: Command) -> Outcome:
        """Do it, each time that it is asked: who asks twice gets it twice."""
        if self.books.before:
            self.books.before(command)
        self.books.done.append(command)
        self._write(command)
        if self.books.after:
            self.books.after(command)
        return Outcome(f"R-{len(self.books.done)}")

    def find(self, command: Command) -> Outcome | None:
        """Return what was done under the key of a command."""
        is_there = any(each.key == command.key for each in self.books.done)
        return Outcome(f"R-{command.mark}") if is_there else None

    def _write(self, command: Command) -> None:
        order = self.books.orders[command.order_key]
        at = order.updated_at + timedelta(minutes=1)
        if isinstance(command, Refund):
            refund = RefundData(command.key, command.amount_minor, at, command.note, lines=command.lines)
            order = replace(order, refunds=(*order.refunds, refund))
        if isinstance(command, Cancel):
            order = replace(order, cancelled_at=NOON)
        self.books.orders[command.order_key] = replace(order, updated_at=at)
