"""Customers: the list, one of them, what is known of them, and what the shop's own programs send."""

from __future__ import annotations

from datetime import UTC
from uuid import UUID

from ninja import Query, Router

from saath.api.gate import require_scope
from saath.api.many import Many
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Ref
from saath.api.shapes.conversations import Conversation, conversation_shape
from saath.api.shapes.customers import (
    CustomerChange,
    CustomerInput,
    CustomersAsked,
    CustomerShape,
    CustomersInput,
    TagInput,
    customer_shape,
)
from saath.api.shapes.orders import Order, order_shape
from saath.api.shapes.sent_orders import SentThings, sent_shape
from saath.api.writing import Single
from saath.conversations.queries.conversations import visible_conversations
from saath.conversations.queries.customers import list_customers
from saath.conversations.queries.whole import list_whole_conversations
from saath.core.errors import Conflict
from saath.customers.actions.edit import edit_customer
from saath.customers.actions.tags import tag_customer as put_tag
from saath.customers.actions.tags import untag_customer as take_tag
from saath.customers.data import CustomerData
from saath.customers.models import Customer
from saath.customers.queries import identities_of
from saath.customers.tags import all_tags, get_customer_tag, tags_beside, tags_by
from saath.customers.together import get_customer as find_customer
from saath.orders.actions.send import send_customers as take_from_program
from saath.orders.listing import list_orders
from saath.tenancy.actor import Actor

router = Router(tags=["customers"])
READ, WRITE = "customers:read", "customers:write"
INCLUDED = 30
CONVERSATIONS = "conversations:read"
INCLUDES = {"conversations": CONVERSATIONS, "orders": "orders:read"}


def shown_customer(request: ApiRequest, public_id: UUID) -> CustomerShape:
    """Return a customer as they are now, with what is to be included."""
    actor, included = request.actor, request.included
    found = find_customer(actor, public_id, beside=tags_beside())
    return customer_shape(
        found,
        identities_of(actor, found),
        tags_by(actor, found),
        conversations=_conversations(actor, found) if "conversations" in included else None,
        orders=_orders(actor, found) if "orders" in included else None,
    )


CUSTOMER = Single(hold=find_customer, show=lambda request, held: shown_customer(request, held.public_id))


@reads(router, "/customers", Page[CustomerShape], scope=READ)
def list_all_customers(request: ApiRequest, asked: Query[CustomersAsked]) -> Page[CustomerShape]:
    """List customers who have written or bought.

    `q` looks through what was said, so it asks for conversations:read as well.
    """
    if asked.q.strip():
        require_scope(request, CONVERSATIONS)
    found = list_customers(
        request.actor,
        asked.q.strip(),
        tag=get_customer_tag(request.actor, asked.tag) if asked.tag else None,
        is_least_known_first=asked.sort == "least_known",
        cursor=asked.cursor,
        limit=asked.limit,
    )
    items = [customer_shape(each.customer, each.identities, each.tags) for each in found.rows]
    return Page(items=items, next_cursor=found.next_cursor or None)


@reads(router, "/customers/{uuid:id}", CustomerShape, scope=READ, includes=INCLUDES)
def get_customer(request: ApiRequest, id: UUID) -> CustomerShape:
    """Get a customer.

    One who was put together with another is there still, with `merged_into_id`.
    """
    return shown_customer(request, id)


@writes(router, "PATCH", "/customers/{uuid:id}", CustomerShape, scope=WRITE, single=CUSTOMER)
def change_customer(request: ApiRequest, id: UUID, body: CustomerChange) -> CustomerShape:
    """Change what is known of a customer and how they like it."""
    wanted = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    edited = edit_customer(request.actor, find_customer(request.actor, id), wanted=wanted)
    if edited.conflicts:
        raise Conflict()
    return shown_customer(request, id)


@writes(router, "POST", "/customers/bulk", SentThings, scope=WRITE, many=Many("customers", CustomerInput))
def send_customers(request: ApiRequest, body: CustomersInput) -> SentThings:
    """Send up to 1,000 customers, each by your own `external_id`.

    Who is not known by it yet is known by their mail address, else by their number, else new. All are kept or none, unless
    `partial`; `application/x-ndjson` is taken as with orders. What is older than what you told before changes nothing.
    """
    told = [
        CustomerData(
            each.external_id,
            each.updated_at.astimezone(UTC),
            each.name,
            each.email,
            each.phone,
            each.language,
            tuple(each.tags),
        )
        for each in body.customers
    ]
    return sent_shape(take_from_program(request.actor, told=told))


@reads(router, "/customer-tags", Page[Ref], scope=READ)
def list_customer_tags(request: ApiRequest) -> Page[Ref]:
    """List the shop's tags of customers by name, the first sixty."""
    items = [Ref(id=each.public_id, name=each.name) for each in all_tags(request.actor)]
    return Page(items=items, next_cursor=None)


@writes(router, "POST", "/customers/{uuid:id}/tags", CustomerShape, scope=WRITE, single=CUSTOMER)
def tag_customer(request: ApiRequest, id: UUID, body: TagInput) -> CustomerShape:
    """Put a tag on a customer, making it where it is new."""
    put_tag(request.actor, find_customer(request.actor, id), name=body.name)
    return shown_customer(request, id)


@writes(
    router, "DELETE", "/customers/{uuid:id}/tags/{uuid:tag_id}", CustomerShape, scope=WRITE, single=CUSTOMER
)
def untag_customer(request: ApiRequest, id: UUID, tag_id: UUID) -> CustomerShape:
    """Take a tag off a customer."""
    tag = get_customer_tag(request.actor, tag_id)
    take_tag(request.actor, find_customer(request.actor, id), tag=tag)
    return shown_customer(request, id)


def _conversations(actor: Actor, customer: Customer) -> list[Conversation]:
    theirs = visible_conversations(actor).filter(customer=customer, merged_into=None)
    newest = list(theirs.order_by("-last_message_at").values_list("pk", flat=True)[:INCLUDED])
    return [conversation_shape(each) for each in list_whole_conversations(actor, newest)]


def _orders(actor: Actor, customer: Customer) -> list[Order]:
    return [order_shape(each) for each in list_orders(actor, customer=customer, limit=INCLUDED).rows]
