"""After customers were put together or taken apart."""

from __future__ import annotations

from saath.customers.actions._moving import Kind, carry, held_both
from saath.customers.models import Customer, CustomerMove, Identity
from saath.customers.movers import Shift, followers
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def settle(actor: Actor, move: CustomerMove) -> None:
    """Let what was being filed while identities moved be where they are now; said again, it changes nothing."""
    source, target = held_both(move.source, _survivor(move.target))
    if move.kind == Kind.MERGE and source.merged_into_id == target.pk == move.target_id:
        carry(move, source, target)
    for one, other in ((source, target), (target, source)):
        theirs = list(Identity.objects.filter(customer=other).values_list("pk", flat=True))
        for each in followers():
            each.follow(Shift(one, other, theirs))


def _survivor(customer: Customer) -> Customer:
    return customer.merged_into or customer
