"""What is known of a customer."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer
from saath.fields.filling import Filled, fill, found_words, put_back
from saath.fields.kinds import About
from saath.fields.models import CustomerValue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "customer.edit"


@action
def fill_customer(
    actor: Actor,
    customer: Customer,
    *,
    values: Mapping[UUID, str],
    was: Mapping[UUID, str] | None = None,
) -> Filled:
    """Write what is known of a customer by field, merged with what others changed since `was`.

    Raises `Forbidden`, `BadInput`, whose `field` is the public id of the field.
    """
    actor.require(VERB)
    Customer.objects.select_for_update().get(pk=customer.pk)
    filled = fill(
        actor,
        About.CUSTOMER,
        _rows(customer),
        new=lambda field: CustomerValue(customer=customer, field=field, version=0),
        values=values,
        was=was,
    )
    if filled.written:
        _tell(actor, customer)
    return filled


@action
def unfill_customer(actor: Actor, customer: Customer, *, versions: Mapping[UUID, int]) -> None:
    """Undo the changes that made these versions of values, by field; raises `Forbidden`, `Conflict`."""
    actor.require(VERB)
    Customer.objects.select_for_update().get(pk=customer.pk)
    put_back(actor, _rows(customer), versions)
    _tell(actor, customer)


def _rows(customer: Customer) -> list[CustomerValue]:
    rows = CustomerValue.objects.filter(customer=customer).select_related("field", "changed_by")
    return list(rows.order_by("field__place", "id"))


def _tell(actor: Actor, customer: Customer) -> None:
    Customer.objects.filter(pk=customer.pk).update(field_words=found_words(_rows(customer)))
    emit(actor, CUSTOMER_CHANGED, subject=customer, changed=["fields"])
