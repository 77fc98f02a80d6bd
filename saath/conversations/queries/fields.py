"""What the shop's own fields know of a conversation, and what is still missing to solve it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from saath.conversations.models import Conversation, ConversationValue
from saath.fields.filling import Known
from saath.fields.kinds import About
from saath.fields.models import CustomerValue, Field, Value
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

AnyValue = TypeVar("AnyValue", bound=Value)
MISSING = Prepared(
    lambda: (
        Field.objects.in_use(About.CONVERSATION)
        .filter(is_required=True)
        .exclude(
            pk__in=ConversationValue.objects.filter(conversation=Given("conversation"))
            .exclude(value="")
            .values("field")
        )
    )
)


def _kept(values: QuerySet[AnyValue]) -> Subquery:
    """Return the value of each field with who changed it last, asked with the fields: it costs no statement of its own."""
    found = JSONObject(value="value", version="version", by="changed_by__display_name")
    return Subquery(values.filter(field=OuterRef("pk")).values_list(found)[:1])


BESIDE = Prepared(
    lambda: (
        Field.objects.filter(deleted_at=None, held_at=None)
        .annotate(
            of_conversation=_kept(ConversationValue.objects.filter(conversation=Given("conversation"))),
            of_customer=_kept(CustomerValue.objects.filter(customer=Given("customer"))),
        )
        .order_by("place", "id")
    )
)


@dataclass(frozen=True, slots=True)
class KnownBeside:
    """What is known of a conversation, and of its customer: each field in use with its value."""

    conversation: tuple[Known, ...]
    customer: tuple[Known, ...]


def known_beside(actor: Actor, conversation: Conversation) -> KnownBeside:
    """Return what is known of a conversation and its customer; one statement. Raises `Forbidden`."""
    actor.require("conversation.read")
    actor.require("customer.read")
    return known_in(conversation)


def known_in(conversation: Conversation) -> KnownBeside:
    """Return what is known of a conversation and its customer, to whoever was let to it already; one statement."""
    fields = BESIDE.rows(conversation=conversation.pk, customer=conversation.customer_id)
    return KnownBeside(
        tuple(_known(each, "of_conversation") for each in fields if each.about == About.CONVERSATION),
        tuple(_known(each, "of_customer") for each in fields if each.about == About.CUSTOMER),
    )


def _known(field: Field, found_as: str) -> Known:
    found = getattr(field, found_as)
    return Known(field, found["value"], found["by"] or "", found["version"]) if found else Known(field)


def values_in(conversation: Conversation) -> list[ConversationValue]:
    """Return the rows of what is known of a conversation, in the order of their fields, which are loaded; one statement."""
    rows = ConversationValue.objects.filter(conversation=conversation)
    return list(rows.select_related("field", "changed_by").order_by("field__place", "id"))


def missing_to_solve(conversation: Conversation) -> list[Field]:
    """Return the fields that are needed to solve a conversation and have no value; one statement."""
    return MISSING.rows(conversation=conversation.pk)
