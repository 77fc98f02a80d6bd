"""By the shop's own fields, of conversations and of their customers: a filter for each, known when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.models import ConversationValue
from saath.core.clock import now
from saath.fields.kinds import About, Kind
from saath.fields.models import CustomerValue, Field, Value
from saath.fields.rules import NO, YES
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

PREFIX: Final = "field-"
KNOWN, UNKNOWN = "known", "unknown"
PAST, TODAY, WEEK = "past", "today", "week"


def field_filters(actor: Actor) -> list[Filter]:
    """Return a filter for each field that is in use, in their order; one statement."""
    fields = Field.objects.filter(deleted_at=None, held_at=None).order_by("about", "place", "id")
    return [filter_of(field) for field in fields]


def filter_of(field: Field) -> Filter:
    """Return the filter of one field."""
    key = f"{PREFIX}{field.public_id.hex}"
    return Filter(key, field.name, partial(_choices, field), partial(_condition, field))


def _choices(field: Field, actor: Actor) -> Sequence[Choice]:
    return [*_values(field), Choice(KNOWN, _("Known")), Choice(UNKNOWN, _("Not known yet"))]


def _values(field: Field) -> Sequence[Choice]:
    match field.kind:
        case Kind.YES_NO:
            return [Choice(YES, _("Yes")), Choice(NO, _("No"))]
        case Kind.DATE:
            return [
                Choice(PAST, _("Is over")),
                Choice(TODAY, _("Today")),
                Choice(WEEK, _("In the next 7 days")),
            ]
    return [Choice(str(each["key"]), str(each["name"])) for each in field.choices()]


def _condition(field: Field, actor: Actor, value: str) -> Q:
    known = _rows(field).exclude(value="")
    if value == UNKNOWN:
        return ~Q(Exists(known))
    return Q(Exists(known if value == KNOWN else _with(known, field, value)))


def _rows(field: Field) -> QuerySet[Value]:
    """Return the value of a field by what it belongs to, found by the index that keeps it once."""
    if field.about == About.CUSTOMER:
        return CustomerValue.objects.filter(customer=OuterRef("customer_id"), field=field)
    return ConversationValue.objects.filter(conversation=OuterRef("pk"), field=field)


def _with(rows: QuerySet[Value], field: Field, value: str) -> QuerySet[Value]:
    match field.kind:
        case Kind.SEVERAL:
            # Keys of options are ten random letters and digits: none is part of another.
            return rows.filter(value__contains=value)
        case Kind.DATE:
            today = now().astimezone(Store.objects.get(pk=current_store_id()).zone).date()
            first, last = {
                PAST: ("", today - timedelta(days=1)),
                TODAY: (today.isoformat(), today),
                WEEK: (today.isoformat(), today + timedelta(days=7)),
            }[value]
            return rows.filter(value__gte=first, value__lte=last.isoformat())
    return rows.filter(value=value)
