"""Asking as durable work. Safe to repeat: an order that comes again is the order that is there."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.errors import RetryLater
from saath.orders.models import Connection
from saath.orders.polling.couriers import ask_about_parcels
from saath.orders.polling.due import due_connections, stores_with_couriers
from saath.orders.polling.goods import bring_goods, shops_with_goods
from saath.orders.polling.round import go_round
from saath.tenancy.scope import store_scope

TURN_SECONDS = 1.0


def key_of(connection_id: int) -> str:
    """Return the name of a connection's round: there is one at a time."""
    return f"ask platform:{connection_id}"


@task()
def ask_every_platform() -> None:
    """Queue a round for each shop platform that is due; one that is under way is not begun twice."""
    for due in due_connections(now()):
        with store_scope(due.store_id):
            enqueue(ask_platform, due.pk, key=key_of(due.pk))


@task()
def ask_platform(connection_id: int) -> None:
    """Go one round; while there is more to be read, go on after others had their turn."""
    rows = Connection.objects.filter(pk=connection_id, is_active=True).exclude(credentials_sealed="")
    connection = rows.first()
    if connection is not None and go_round(connection):
        raise RetryLater(TURN_SECONDS)


@task()
def ask_every_courier() -> None:
    """Queue for each shop with couriers the question where its parcels are."""
    for store_id in stores_with_couriers():
        with store_scope(store_id):
            enqueue(ask_couriers, key="ask couriers")


@task()
def ask_couriers() -> None:
    """Ask where the parcels of the shop are of which nobody said anything."""
    ask_about_parcels()


@task()
def ask_every_shop_for_goods() -> None:
    """Queue for each shop platform the question what is sold there now."""
    for shop in shops_with_goods():
        with store_scope(shop.store_id):
            enqueue(ask_for_goods, shop.pk, key=f"ask for goods:{shop.pk}")


@task()
def ask_for_goods(connection_id: int) -> None:
    """Bring in what a shop sells; while there is more to be read, go on after others had their turn."""
    connection = (
        Connection.objects.filter(pk=connection_id, is_active=True).exclude(credentials_sealed="").first()
    )
    if connection is not None and bring_goods(connection):
        raise RetryLater(TURN_SECONDS)
