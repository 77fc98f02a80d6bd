"""How much is known of a customer, what is missing, and who should ask for it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WHOLE = 100


class Known(TextChoices):
    """What can be known of a customer."""

    NAME = "name", pgettext_lazy("what is known of a customer", "Name")
    LANGUAGE = "language", pgettext_lazy("what is known of a customer", "Language")
    MAIL = "mail", pgettext_lazy("what is known of a customer", "Mail address")
    TELEPHONE = "telephone", pgettext_lazy("what is known of a customer", "Telephone number")
    PLACE = "place", pgettext_lazy("what is known of a customer", "Where parcels go")
    REACH = "reach", pgettext_lazy("what is known of a customer", "How they like to be reached")
    ASKED = "asked", pgettext_lazy("what is known of a customer", "Whether they want offers")


# How much of a hundred each is worth: what finds and reaches somebody is worth most.
WORTH: dict[Known, int] = {
    Known.NAME: 25,
    Known.MAIL: 20,
    Known.TELEPHONE: 20,
    Known.LANGUAGE: 10,
    Known.PLACE: 10,
    Known.ASKED: 10,
    Known.REACH: 5,
}
# Nobody asks for these in passing: they come with an order, or from whoever sells.
_WITH_AN_ORDER = {Known.TELEPHONE, Known.PLACE}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known, and who should ask for it."""

    what: Known
    asks: str | Promise


def quality_of(known: Collection[Known]) -> int:
    """Return how much is known, of a hundred."""
    return sum(worth for what, worth in WORTH.items() if what in known)


def quality_at_first(*, name: str, namespace: str, key: str) -> int:
    """Return how much is known of somebody who has just been met by one identity."""
    by = {"email": Known.MAIL, "phone": Known.TELEPHONE}.get(namespace)
    return quality_of({*([Known.NAME] if name else ()), *([by] if by and key else ())})


def missing_from(known: Collection[Known], *, has_ordered: bool) -> list[Missing]:
    """Return what is not known, what is worth most first, with who should ask for it."""
    return [Missing(what, _who_asks(what, has_ordered)) for what in WORTH if what not in known]


def _who_asks(what: Known, has_ordered: bool) -> str | Promise:
    if what == Known.ASKED:
        return _("Whoever ends a conversation well: ask once, and not while something is wrong.")
    if what in _WITH_AN_ORDER:
        if has_ordered:
            return _("Whoever answers them next: their order came without it.")
        return _("Nobody now: it comes with their first order.")
    return _("Whoever answers them next.")
