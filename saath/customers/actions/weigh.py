"""What is known of customers is weighed anew: once for those who were there before, and against what went wrong."""

from __future__ import annotations

from saath.customers.models import Customer
from saath.customers.weighing import BATCH, weigh
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def weigh_anew(actor: Actor, *, after_id: int) -> int | None:
    """Weigh a batch of customers; returns the last id of a full batch, None at the end."""
    rows = Customer.objects.filter(pk__gt=after_id, merged_into=None).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    weigh(*ids)
    return ids[-1] if len(ids) == BATCH else None
