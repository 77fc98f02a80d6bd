"""Durable work of customers."""

from __future__ import annotations

from django_tasks import task

from saath.customers.actions.settle import settle
from saath.customers.models import CustomerMove
from saath.tenancy.actor import Actor

SETTLING = Actor.system("customers were put together or taken apart")


@task()
def settle_move(move_id: int) -> None:
    """Let what was being filed while a customer's identities moved be where they are now."""
    move = CustomerMove.objects.select_related("source", "target__merged_into").filter(pk=move_id).first()
    if move is not None:
        settle(SETTLING, move)
