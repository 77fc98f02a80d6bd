"""How much is known of customers is kept beside them. Other rooms say what they know, from `config/wiring.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When

from saath.customers.consent import Purpose
from saath.customers.models import Consent, Customer, Identity
from saath.customers.quality import Known, quality_of

BATCH = 500
# What is known of a customer by each of these columns.
COLUMNS = ("name", "language", "has_mail", "has_telephone", "reach", "was_asked")
KINDS = (Known.NAME, Known.LANGUAGE, Known.MAIL, Known.TELEPHONE, Known.REACH, Known.ASKED)

# Returns what a room knows of customers, by their ids.
Source = Callable[[Collection[int]], Mapping[int, Collection[Known]]]
_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Let more be known; what is there already is asked once."""
    _sources.extend(each for each in sources if each not in _sources)


def weigh(*ids: int) -> None:
    """Keep how much is known of customers, in the caller's transaction: two statements, and one for each source."""
    if not ids:
        return
    kept, known = _known_of_each(ids)
    weighed: dict[int, list[int]] = defaultdict(list)
    for pk, quality in kept.items():
        if quality_of(known[pk]) != quality:
            weighed[quality_of(known[pk])].append(pk)
    if weighed:
        anew = [When(pk__in=these, then=Value(quality)) for quality, these in weighed.items()]
        changed = [pk for these in weighed.values() for pk in these]
        Customer.objects.filter(pk__in=changed).update(
            quality=Case(*anew, default=F("quality"), output_field=IntegerField())
        )


def _known_of_each(ids: Collection[int]) -> tuple[dict[int, int], dict[int, set[Known]]]:
    """Return how much was known of each of some customers when they were weighed last, and what is known now."""
    theirs = Identity.objects.filter(customer=OuterRef("pk")).exclude(key="")
    asked = Consent.objects.filter(customer=OuterRef("pk"), purpose=Purpose.MARKETING, is_present=True)
    rows = Customer.objects.filter(pk__in=ids).annotate(
        has_mail=Exists(theirs.filter(namespace="email")),
        has_telephone=Exists(theirs.filter(namespace="phone")),
        was_asked=Exists(asked),
    )
    kept: dict[int, int] = {}
    known: dict[int, set[Known]] = {}
    for pk, quality, *values in rows.values_list("pk", "quality", *COLUMNS):
        kept[pk] = quality
        known[pk] = {kind for kind, value in zip(KINDS, values, strict=True) if value}
    for source in _sources:
        for pk, more in source(list(known)).items():
            known[pk].update(more)
    return kept, known
