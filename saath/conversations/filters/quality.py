"""By how much is known of a customer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.customers.models import Customer
from saath.tenancy.actor import Actor

# Of a hundred: with less than half, a name or a way to reach them is missing.
_SCORES = {
    "little": (_("Little: less than 50 of 100"), Q(quality__lt=50)),
    "some": (_("Some: 50 to 79 of 100"), Q(quality__gte=50, quality__lt=80)),
    "much": (_("Much: 80 of 100 or more"), Q(quality__gte=80)),
}


def _choices(actor: Actor) -> Sequence[Choice]:
    return [Choice(key, label) for key, (label, _score) in _SCORES.items()]


def _condition(actor: Actor, value: str) -> Q:
    return Q(customer__in=Customer.objects.filter(_SCORES[value][1]).values("pk"))


QUALITY = Filter("quality", _("What is known of them"), _choices, _condition)
