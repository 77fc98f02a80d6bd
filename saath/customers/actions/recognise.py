"""From an address on the wire to a customer."""

from __future__ import annotations

from saath.core.clock import now
from saath.customers.events import CUSTOMER_CHANGED, CUSTOMER_MET
from saath.customers.models import Customer, Identity
from saath.customers.quality import WORTH, Known, quality_at_first
from saath.customers.queries import find_identity
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def recognise(
    actor: Actor,
    *,
    namespace: str,
    key: str,
    address: str,
    name: str = "",
    is_proved: bool = False,
    customer: Customer | None = None,
    is_history: bool = False,
) -> Identity:
    """Return the identity that `key` names, meeting a new customer where nobody had it yet.

    `is_proved` says that the channel vouches for who speaks now; the first time is kept. A new identity is that of
    `customer` where one is given. Of somebody out of a history that is brought nobody is told.

    Who writes without an address is somebody new each time: an empty key is nobody's, and that of who was erased.
    """
    known = find_identity(namespace=namespace, key=key)
    if known is not None:
        return _proved(_with_name(known, name)) if is_proved else _with_name(known, name)
    is_new = customer is None
    if customer is None:
        quality = quality_at_first(name=name, namespace=namespace, key=key)
        customer = insert_row(Customer(name=name, quality=quality))
    identity = insert_row(
        Identity(
            customer=customer,
            namespace=namespace,
            key=key,
            address=address,
            name=name,
            proved_at=now() if is_proved else None,
        )
    )
    if is_new and not is_history:
        emit(actor, CUSTOMER_MET, subject=customer, refs={"identity": identity})
    elif not is_new:
        weigh(customer.pk)
        emit(actor, CUSTOMER_CHANGED, subject=customer, refs={"identity": identity}, changed=["identities"])
    return identity


def _proved(identity: Identity) -> Identity:
    if identity.proved_at is None:
        identity.proved_at = now()
        identity.save(update_fields=["proved_at"])
    return identity


def _with_name(identity: Identity, name: str) -> Identity:
    """Take a name over where none was known; one that a person entered is never overwritten by the wire."""
    if name and not identity.name:
        identity.name = name
        identity.save(update_fields=["name"])
    if name and not identity.customer.name:
        identity.customer.name = name
        identity.customer.quality += WORTH[Known.NAME]
        identity.customer.save(update_fields=["name", "quality"])
    return identity
