"""Changes that a person makes to a customer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import storable
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Customer
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def edit_customer(actor: Actor, customer: Customer, *, name: str, language: str) -> Customer:
    """Set the name and the language to write in ("" for not known).

    Raises `Forbidden`, `BadInput` for a name of over 200 characters and a language that we do not speak.
    """
    actor.require("customer.edit")
    name = " ".join(storable(name).split())
    if len(name) > 200:
        raise BadInput(_("That name is too long."), field="name")
    if language not in ("", *CODES):
        raise BadInput(field="language")
    changed = [
        field
        for field, value in (("name", name), ("language", language))
        if getattr(customer, field) != value
    ]
    if changed:
        customer.name, customer.language = name, language
        customer.language_evidence = "staff" if "language" in changed else customer.language_evidence
        customer.save(update_fields=["name", "language", "language_evidence"])
        emit(actor, CUSTOMER_CHANGED, subject=customer, changed=changed)
    return customer
