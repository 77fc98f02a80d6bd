"""By the shop's own fields, of conversations and of their customers: a filter for each, known when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Final

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.models import ConversationValue
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.fields.kinds import About, Kind
from saath.fields.models import CustomerValue, Field, Value
from saath.fields.rules import LONGEST_TEXT, NO, YES, Shape, canonical
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

PREFIX: Final = "field-"
KNOWN, UNKNOWN = "known", "unknown"
PAST, TODAY, WEEK = "past", "today", "week"
LEAST, MOST, HOLDS = "-from", "-to", "-has"
WRITTEN = (Kind.TEXT, Kind.LONG, Kind.LINK)
INPUTS = {Kind.NUMBER: "text", Kind.DATE: "date"}


def field_filters(actor: Actor) -> list[Filter]:
    """Return the filters of each field that is in use, in their order; one statement."""
    fields = Field.objects.filter(deleted_at=None, held_at=None).order_by("about", "place", "id")
    return [each for field in fields for each in filters_of(field)]


def filters_of(field: Field) -> Iterator[Filter]:
    """Return the filters of one field: by a value, by both ends of a range, or by what words hold."""
    key = f"{PREFIX}{field.public_id.hex}"
    yield Filter(key, field.name, partial(_choices, field), partial(_condition, field))
    if field.kind in INPUTS:
        reads, field_input = partial(_read_end, field), INPUTS[Kind(field.kind)]
        for end, label in ((LEAST, _("%(field)s, from")), (MOST, _("%(field)s, to"))):
            condition = partial(_condition_of_end, field, "gte" if end == LEAST else "lte")
            yield Filter(key + end, label % {"field": field.name}, _none, condition, reads, field_input)
    if field.kind in WRITTEN:
        label = _("%(field)s contains") % {"field": field.name}
        yield Filter(key + HOLDS, label, _none, partial(_condition_of_words, field), _read_words, "text")


def _none(actor: Actor) -> Sequence[Choice]:
    return ()


def _read_end(field: Field, written: str) -> Choice | None:
    """Return an end of a range, whatever bounds the field itself has; None for what is no number, or no day."""
    try:
        value = canonical(Shape(Kind(field.kind)), written)
    except BadInput:
        return None
    return Choice(value, field.said(value)) if value else None


def _read_words(written: str) -> Choice | None:
    words = canonical(Shape(Kind.TEXT), written[:LONGEST_TEXT])
    return Choice(words, words) if words else None


def _condition_of_end(field: Field, side: str, actor: Actor, value: str) -> Q:
    known = _rows(field).exclude(value="")
    if field.kind == Kind.DATE:
        return Q(Exists(known.filter(**{f"value__{side}": value})))
    # Only what belongs to the field is read as a number, in whichever order a database looks at its conditions.
    own = Case(When(Q(field=field) & ~Q(value=""), then=F("value")))
    numbers = known.alias(number=Cast(own, DecimalField(max_digits=20, decimal_places=4)))
    return Q(Exists(numbers.filter(**{f"number__{side}": Decimal(value)})))


def _condition_of_words(field: Field, actor: Actor, words: str) -> Q:
    return Q(Exists(_rows(field).filter(value__icontains=words)))


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
