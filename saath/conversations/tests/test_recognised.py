"""Every row that leads to an identity or a customer is moved when somebody turns out to be known, or stays for a reason."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey

from saath.conversations.recognising import ALONG
from saath.customers.models import Customer, Identity
from saath.customers.movers import Belonging, Follower, belongings, followers

# What `take_over` moves, and what the chat moves around it.
MOVES_WITH_IDENTITY = {
    "conversations.Acknowledgement.identity",
    "conversations.Conversation.identity",
    "conversations.Conversation.last_identity",
    "conversations.Draft.goes_to",
    "conversations.Message.identity",
    "conversations.Message.goes_to",
    "chats.Contact.identity",
    "chats.Visitor.identity",
    "orders.Offer.identity",
}
# Orders are placed by an account, an address or a number, which nobody takes over: only visitors of the chat are.
STAYS_WITH_IDENTITY = {"orders.Order.identity"}
# What leads to a customer and stays when they are put together or taken apart, and why.
STAYS_WITH_CUSTOMER = {
    "customers.Identity.customer": "moved by the merge itself, before all else",
    "customers.Customer.merged_into": "says who was put together with whom",
    "customers.CustomerMove.source": "says who was put together with whom",
    "customers.CustomerMove.target": "says who was put together with whom",
    "customers.Suggestion.one": "is read for whoever they are part of by now",
    "customers.Suggestion.other": "is read for whoever they are part of by now",
}


def leading_to(model: type[Identity] | type[Customer]) -> set[str]:
    """Return the fields of all models that lead to a model."""
    return {
        f"{each._meta.label}.{field.name}"
        for each in apps.get_models()
        for field in each._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is model
    }


def test_nothing_that_leads_to_an_identity_is_left_behind() -> None:
    along = {f"{model._meta.label}.identity" for model in ALONG}
    assert leading_to(Identity) == MOVES_WITH_IDENTITY | STAYS_WITH_IDENTITY | along


def test_nothing_that_leads_to_a_customer_is_left_behind() -> None:
    movers: list[Follower | Belonging] = [*followers(), *belongings().values()]
    moved = [field for mover in movers for field in mover.fields]
    assert len(moved) == len(set(moved))
    assert leading_to(Customer) == {*moved, *STAYS_WITH_CUSTOMER}
