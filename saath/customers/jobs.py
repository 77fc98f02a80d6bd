"""Durable work of customers."""

from __future__ import annotations

from django_tasks import task

from saath.customers.actions.settle import settle
from saath.customers.actions.weigh import weigh_anew
from saath.customers.models import CustomerMove
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

WEIGHING = Actor.system("weighing what is known of customers")
SETTLING = Actor.system("customers were put together or taken apart")


@task()
def settle_move(move_id: int) -> None:
    """Let what was being filed while a customer's identities moved be where they are now."""
    move = CustomerMove.objects.select_related("source", "target__merged_into").filter(pk=move_id).first()
    if move is not None:
        settle(SETTLING, move)


@task()
def weigh_every_store() -> None:
    """Queue for every store the weighing of its customers anew: of those who were there before it was kept, too."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(weigh_store, 0, key=f"weigh customers:{store_id}")


@task()
def weigh_store(after_id: int) -> None:
    """Weigh one batch of customers, and queue the next."""
    last = weigh_anew(WEIGHING, after_id=after_id)
    if last is not None:
        enqueue(weigh_store, last)
