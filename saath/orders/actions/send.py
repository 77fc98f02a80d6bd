"""The shop's own programs tell of orders, products and customers: by keys of theirs, as a platform does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from saath.customers.actions.take import take_customers
from saath.customers.data import CustomerData
from saath.orders.actions.products import take_products
from saath.orders.actions.take import take_orders
from saath.orders.data import OrderData, Outcome, ProductData
from saath.orders.events import CONNECTION_MADE
from saath.orders.models import Connection, Order, Product
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

PLATFORM: Final = "api"
VERB = "order.act"
MOST = 1_000
ORDERS = Prepared(
    lambda: Order.objects.filter(connection=Given("connection"), key__any_of=GivenTexts("keys")).values_list(
        "key", "public_id"
    )
)
PRODUCTS = Prepared(
    lambda: Product.objects.filter(
        connection=Given("connection"), key__any_of=GivenTexts("keys")
    ).values_list("key", "public_id")
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one thing: the key by which it was sent, its id here, and whether it was news."""

    key: str
    public_id: UUID
    outcome: Outcome


@action
def send_orders(actor: Actor, *, told: Sequence[OrderData], is_history: bool = False) -> Sequence[Sent]:
    """Take orders of a program, at most a thousand, as those of a platform; what is older than what is known changes nothing.

    Raises `Forbidden`.
    """
    actor.require(VERB)
    source = _source(actor)
    taken = take_orders(actor, source, told=told, is_history=is_history)
    return _sent([data.key for data in told], dict(_ids(ORDERS, source, told)), taken.news)


@action
def send_products(actor: Actor, *, told: Sequence[ProductData]) -> Sequence[Sent]:
    """Take products of a program, at most a thousand, as those of a platform. Raises `Forbidden`."""
    actor.require(VERB)
    source = _source(actor)
    taken = take_products(actor, source, told=told)
    return _sent([data.key for data in told], dict(_ids(PRODUCTS, source, told)), taken.news)


@action
def send_customers(actor: Actor, *, told: Sequence[CustomerData]) -> Sequence[Sent]:
    """Take customers of a program, at most a thousand; who bought under the same key is one of them. Raises `Forbidden`."""
    actor.require("customer.edit")
    source = _source(actor)
    Connection.objects.select_for_update(no_key=True).get(pk=source.pk)
    taken = take_customers(actor, namespace=source.namespace, told=told)
    news = dict.fromkeys(taken.changed, Outcome.CHANGED) | dict.fromkeys(taken.new, Outcome.NEW)
    return _sent([data.key for data in told], taken.ids, news)


def _source(actor: Actor) -> Connection:
    """Return the connection of the shop's programs, made when the first of them tells of something."""
    source, is_new = Connection.objects.get_or_create(
        platform=PLATFORM, account="", defaults={"name": gettext("Your programs")}
    )
    if is_new:
        emit(actor, CONNECTION_MADE, subject=source)
    return source


def _ids(
    query: Prepared[tuple[str, UUID]], source: Connection, told: Sequence[OrderData] | Sequence[ProductData]
) -> Sequence[tuple[str, UUID]]:
    return query.rows(connection=source.pk, keys={data.key for data in told})


def _sent(keys: Sequence[str], ids: Mapping[str, UUID], news: Mapping[str, Outcome]) -> Sequence[Sent]:
    return [Sent(key, ids[key], news.get(key, Outcome.SAME)) for key in dict.fromkeys(keys)]
