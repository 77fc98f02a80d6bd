"""Changes that a person makes to a customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import storable
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.merging import merge
from saath.customers.models import Customer
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Edited:
    """A customer as they are now, and the fields that were left alone because somebody else had changed them."""

    customer: Customer
    conflicts: tuple[str, ...] = ()


@action
def edit_customer(
    actor: Actor, customer: Customer, *, name: str, language: str, was: Mapping[str, str] | None = None
) -> Edited:
    """Set the name and the language to write in ("" for not known), merged with what others changed since `was`.

    Raises `Forbidden`, `BadInput` for a name of over 200 characters and a language that we do not speak.
    """
    actor.require("customer.edit")
    wanted = {"name": _checked_name(name), "language": language}
    if language not in ("", *CODES):
        raise BadInput(field="language")
    fresh = Customer.objects.select_for_update().get(pk=customer.pk)
    now = {field: str(getattr(fresh, field)) for field in wanted}
    merged = merge(was=was or {}, wanted=wanted, now=now)
    if merged.to_write:
        _write(actor, fresh, merged.to_write)
    return Edited(fresh, merged.conflicts)


def _checked_name(name: str) -> str:
    name = " ".join(storable(name).split())
    if len(name) > LONGEST_NAME:
        raise BadInput(_("That name is too long."), field="name")
    return name


def _write(actor: Actor, customer: Customer, values: Mapping[str, str]) -> None:
    for field, value in values.items():
        setattr(customer, field, value)
    if "language" in values:
        customer.language_evidence = "staff"
    customer.save(update_fields=[*values, "language_evidence"])
    emit(actor, CUSTOMER_CHANGED, subject=customer, changed=list(values))
