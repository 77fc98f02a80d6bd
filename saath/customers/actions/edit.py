"""Changes that a person makes to a customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.merging import merge
from saath.customers.models import Customer
from saath.customers.models.customer import ASKED
from saath.customers.preferences import checked
from saath.customers.weighing import weigh
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@dataclass(frozen=True, slots=True)
class Edited:
    """A customer as they are now, and the fields that were left alone because somebody else had changed them."""

    customer: Customer
    conflicts: tuple[str, ...] = ()


@action
def edit_customer(
    actor: Actor, customer: Customer, *, wanted: Mapping[str, str], was: Mapping[str, str] | None = None
) -> Edited:
    """Set what is known of a customer and how they like it, merged with what others changed since `was`.

    `wanted` names fields of `preferences.KNOWN`; "" is not known. Raises `Forbidden`, `BadInput` for a text that is too long
    and for a choice that there is not.
    """
    actor.require("customer.edit")
    wanted = checked(wanted)
    fresh = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    now = {field: str(getattr(fresh, field)) for field in wanted}
    merged = merge(was=was or {}, wanted=wanted, now=now)
    if merged.to_write:
        _write(actor, fresh, merged.to_write)
    return Edited(fresh, merged.conflicts)


def _write(actor: Actor, customer: Customer, values: Mapping[str, str]) -> None:
    for field, value in values.items():
        setattr(customer, field, value)
    if "language" in values:
        customer.language_evidence = ASKED
    customer.save(update_fields=[*values, "language_evidence"])
    weigh(customer.pk)
    emit(actor, CUSTOMER_CHANGED, subject=customer, changed=list(values))
