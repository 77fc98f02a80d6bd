"""Knowing a customer elsewhere too."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer, Identity
from saath.customers.queries import find_identity
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


class Anothers(Conflict):
    """The address is another customer's: the two may be one."""

    def __init__(self, customer: Customer, address: str) -> None:
        super().__init__(
            _("%(address)s is another customer's.") % {"address": address},
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Look at their conversations first: they may be one person, or two."),
        )
        self.customer = customer


@action
def know_by(
    actor: Actor, customer: Customer, *, namespace: str, key: str, address: str, is_proved: bool = False
) -> Identity:
    """Write down another way in which a customer reaches us, and return it.

    What somebody only says is not proved: nothing is sent there before they have written from it. Raises `Forbidden`,
    `Anothers` where it is another customer's.
    """
    actor.require("customer.edit")
    known = find_identity(namespace=namespace, key=key)
    if known is not None and known.customer_id == customer.pk:
        return known
    if known is not None:
        raise Anothers(known.customer, address)
    proved_at = now() if is_proved else None
    identity = insert_row(
        Identity(customer=customer, namespace=namespace, key=key, address=address, proved_at=proved_at)
    )
    weigh(customer.pk)
    emit(actor, CUSTOMER_CHANGED, subject=customer, refs={"identity": identity}, changed=["identities"])
    return identity


@action
def forget_identity(actor: Actor, identity: Identity) -> None:
    """Take back that a customer is known there. Raises `Forbidden`, `Conflict` once anybody wrote from or to it."""
    actor.require("customer.edit")
    customer = identity.customer
    try:
        identity.delete()
    except ProtectedError as error:
        raise Conflict(
            _("Somebody has written from there, or was written to."),
            what_is_safe=_("Nothing was changed."),
            what_to_do="",
        ) from error
    weigh(customer.pk)
    emit(actor, CUSTOMER_CHANGED, subject=customer, changed=["identities"])
