"""How much is known of customers is kept beside them. Other rooms say what they know, from `config/wiring.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from saath.customers.consent import Purpose
from saath.customers.models import Consent, Customer, Identity
from saath.customers.quality import Known, quality_of
from saath.tenancy.given import GivenNumbers
from saath.tenancy.many_rows import known_row, update_rows
from saath.tenancy.prepared import Prepared

BATCH = 500
# What is known of a customer by each of these columns.
COLUMNS = ("name", "language", "has_mail", "has_telephone", "reach", "was_asked")
KINDS = (Known.NAME, Known.LANGUAGE, Known.MAIL, Known.TELEPHONE, Known.REACH, Known.ASKED)

# Returns what a room knows of customers, by their ids.
Source = Callable[[Collection[int]], Mapping[int, Collection[Known]]]
_sources: list[Source] = []


def _of_each() -> QuerySet[Customer, Any]:
    theirs = Identity.objects.filter(customer=OuterRef("pk")).exclude(key="")
    asked = Consent.objects.filter(customer=OuterRef("pk"), purpose=Purpose.MARKETING, is_present=True)
    rows = Customer.objects.filter(pk__any_of=GivenNumbers("ids")).annotate(
        has_mail=Exists(theirs.filter(namespace="email")),
        has_telephone=Exists(theirs.filter(namespace="phone")),
        was_asked=Exists(asked),
    )
    return rows.values_list("pk", "quality", *COLUMNS)


OF_EACH = Prepared(_of_each)


def register(*sources: Source) -> None:
    """Let more be known; what is there already is asked once."""
    _sources.extend(each for each in sources if each not in _sources)


def weigh(*ids: int) -> None:
    """Keep how much is known of customers, in the caller's transaction: two statements, and one for each source."""
    if not ids:
        return
    kept, known = _known_of_each(ids)
    weighed = {pk: quality_of(known[pk]) for pk in kept}
    changed = [pk for pk, quality in weighed.items() if quality != kept[pk]]
    update_rows([known_row(Customer, id=pk, quality=weighed[pk]) for pk in changed], "quality")


def _known_of_each(ids: Collection[int]) -> tuple[dict[int, int], dict[int, set[Known]]]:
    """Return how much was known of each of some customers when they were weighed last, and what is known now."""
    kept: dict[int, int] = {}
    known: dict[int, set[Known]] = {}
    for pk, quality, *values in OF_EACH.rows(ids=ids):
        kept[pk] = quality
        known[pk] = {kind for kind, value in zip(KINDS, values, strict=True) if value}
    for source in _sources:
        for pk, more in source(list(known)).items():
            known[pk].update(more)
    return kept, known
