"""Tags on customers."""

from __future__ import annotations

from saath.customers.events import CUSTOMER_TAGGED
from saath.customers.models import Customer, CustomerTag, CustomerTagging
from saath.customers.tags import key_of_tag, plain_tag
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "customer.edit"


@action
def tag_customer(actor: Actor, customer: Customer, *, name: str) -> CustomerTag:
    """Put a tag on a customer, or on whom they are part of, making the tag where it is new; raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    name = plain_tag(name)
    held = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    customer_id = held.merged_into_id or held.pk
    tag, _made = CustomerTag.objects.get_or_create(key=key_of_tag(name), defaults={"name": name})
    _row, is_new = CustomerTagging.objects.get_or_create(customer_id=customer_id, tag=tag)
    if is_new:
        emit(actor, CUSTOMER_TAGGED, subject=held, refs={"tag": tag}, changed=["tags"])
    return tag


@action
def untag_customer(actor: Actor, customer: Customer, *, tag: CustomerTag) -> None:
    """Take a tag off a customer; raises `Forbidden`."""
    actor.require(VERB)
    held = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    gone, _by_model = CustomerTagging.objects.filter(
        customer_id=held.merged_into_id or held.pk, tag=tag
    ).delete()
    if gone:
        emit(actor, CUSTOMER_TAGGED, subject=held, refs={"tag": tag}, changed=["tags"])
