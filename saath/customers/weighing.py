"""How much is known of customers is kept beside them. Other rooms say what they know, from `config/wiring.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from django.db.models import Exists, OuterRef

from saath.customers.consent import Purpose
from saath.customers.models import Consent, Customer, Identity
from saath.customers.quality import Known, quality_of

BATCH = 500

# Returns what a room knows of customers, by their ids.
Source = Callable[[Collection[int]], Mapping[int, Collection[Known]]]
_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Let more be known; what is there already is asked once."""
    _sources.extend(each for each in sources if each not in _sources)


def known_of_each(ids: Collection[int]) -> dict[int, set[Known]]:
    """Return what is known of customers, by their ids: a statement, and one for each source."""
    theirs = Identity.objects.filter(customer=OuterRef("pk")).exclude(key="")
    asked = Consent.objects.filter(customer=OuterRef("pk"), purpose=Purpose.MARKETING, is_present=True)
    rows = Customer.objects.filter(pk__in=ids).annotate(
        has_mail=Exists(theirs.filter(namespace="email")),
        has_telephone=Exists(theirs.filter(namespace="phone")),
        was_asked=Exists(asked),
    )
    columns = ("name", "language", "has_mail", "has_telephone", "reach", "was_asked")
    kinds = (Known.NAME, Known.LANGUAGE, Known.MAIL, Known.TELEPHONE, Known.REACH, Known.ASKED)
    found = {
        pk: {kind for kind, value in zip(kinds, values, strict=True) if value}
        for pk, *values in rows.values_list("pk", *columns)
    }
    for source in _sources:
        for pk, more in source(list(found)).items():
            found[pk].update(more)
    return found


def weigh(*ids: int) -> None:
    """Keep how much is known of customers, in the caller's transaction."""
    if not ids:
        return
    weighed: dict[int, list[int]] = defaultdict(list)
    for pk, known in known_of_each(ids).items():
        weighed[quality_of(known)].append(pk)
    for quality, these in weighed.items():
        Customer.objects.filter(pk__in=these).exclude(quality=quality).update(quality=quality)
