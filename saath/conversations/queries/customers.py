"""Customers as lists and pages show them: those who have written, or bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import visible_conversations
from saath.core.paging import open_cursor, page_of, seal_cursor
from saath.customers.models import Customer, CustomerTag, CustomerTagging, Identity
from saath.customers.tags import Tagged, tags_beside, tags_by
from saath.customers.together import find_named
from saath.orders.bought import buyers_named
from saath.orders.models import Order
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id

PAGE = 50


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in the list: by what they are known, and when they wrote or bought last."""

    customer: Customer
    identities: tuple[Identity, ...]
    tags: tuple[Tagged, ...]
    last_at: datetime

    @property
    def name(self) -> str:
        """Return how the desk names them."""
        known = (each.name or each.address for each in self.identities)
        return self.customer.name or next(known, "") or self.customer.reference


@dataclass(frozen=True, slots=True)
class CustomerList:
    """Some customers, and the cursor of the next ones, empty where there are none."""

    rows: tuple[CustomerRow, ...]
    next_cursor: str


def list_customers(
    actor: Actor,
    question: str = "",
    *,
    tag: CustomerTag | None = None,
    is_least_known_first: bool = False,
    cursor: str = "",
    limit: int = PAGE,
) -> CustomerList:
    """Return customers, whom we met last first or of whom least is known, or those whom `question` finds.

    `tag` leaves those who carry it. A question finds whom it names by reference, address, telephone or order, and those whose
    conversations hold every word of it. Two statements, with a question those of the search more. Raises `Forbidden`,
    `BadInput` for a cursor of another list.
    """
    actor.require("customer.read")
    if question:
        return _found(actor, question, tag, cursor)
    order = ("quality", "-id") if is_least_known_first else ("-id",)
    page = page_of(_listed(tag), cursor=cursor, limit=limit, order=order)
    return CustomerList(_rows(actor, page.rows), page.next_cursor)


def count_conversations(actor: Actor, customers: Sequence[Customer]) -> dict[int, int]:
    """Return how many conversations each of a few customers has, up to a hundred; a statement each. Raises `Forbidden`."""
    return {
        each.pk: len(
            visible_conversations(actor).filter(customer=each, merged_into=None).values_list("pk")[:100]
        )
        for each in customers
    }


def _listed(tag: CustomerTag | None = None) -> QuerySet[Customer]:
    """Return customers who have bought, or of whom there is a conversation that is no spam, with when they did last.

    What they did last is asked as a value: a planner would read all conversations and all orders to know whether there is one.
    """
    theirs = Conversation.objects.filter(customer=OuterRef("pk"), merged_into=None)
    said = theirs.exclude(state=Conversation.State.SPAM).order_by("-last_message_at")
    bought = Order.objects.filter(customer=OuterRef("pk")).newest_first()
    carries = Q(pk__in=CustomerTagging.objects.filter(tag=tag).values("customer")) if tag else Q()
    met = Customer.objects.filter(carries, merged_into=None).annotate(
        **tags_beside(),
        said_at=Subquery(said.values("last_message_at")[:1]),
        bought_at=Subquery(bought.values("placed_at")[:1]),
    )
    return met.filter(Q(said_at__isnull=False) | Q(bought_at__isnull=False))


def _found(actor: Actor, question: str, tag: CustomerTag | None, cursor: str) -> CustomerList:
    actor.require("conversation.read")
    store_id = current_store_id()
    listing = f"customers found:{store_id}"
    before = int(open_cursor(cursor, listing)[0]) if cursor else None
    page = index.find(store_id, question, before=before)
    with_them = Conversation.objects.filter(pk__in=page.conversation_ids).values_list("pk", "customer_id")
    customer_of = dict(with_them)
    ids = dict.fromkeys(customer_of[pk] for pk in page.conversation_ids if pk in customer_of)
    if before is None:
        ids = {**dict.fromkeys(_named(actor, question)), **ids}
    found = {each.pk: each for each in _listed(tag).filter(pk__in=list(ids))}
    next_cursor = "" if page.next is None else seal_cursor(listing, [page.next])
    return CustomerList(_rows(actor, [found[pk] for pk in ids if pk in found]), next_cursor)


def _named(actor: Actor, question: str) -> list[int]:
    """Return whom a reference, an address, a telephone or the number of an order names."""
    named = find_named(actor, question)
    buyers = buyers_named(actor, question) if actor.may("order.read") else ()
    return [*([named.pk] if named else ()), *buyers]


def _rows(actor: Actor, customers: Sequence[Customer]) -> tuple[CustomerRow, ...]:
    known: dict[int, list[Identity]] = {}
    identities = Identity.objects.filter(customer__in=customers).exclude(address="").order_by("id")
    for identity in identities:
        known.setdefault(identity.customer_id, []).append(identity)
    return tuple(
        CustomerRow(
            customer=each,
            identities=tuple(known.get(each.pk, ())),
            tags=tuple(tags_by(actor, each)),
            last_at=max(filter(None, (getattr(each, "said_at", None), getattr(each, "bought_at", None)))),
        )
        for each in customers
    )
