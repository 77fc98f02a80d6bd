"""By how long a customer has waited for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.core.clock import now
from saath.tenancy.actor import Actor

LONGER_THAN = {
    "15m": (timedelta(minutes=15), _("Longer than 15 minutes")),
    "1h": (timedelta(hours=1), _("Longer than an hour")),
    "4h": (timedelta(hours=4), _("Longer than 4 hours")),
    "1d": (timedelta(days=1), _("Longer than a day")),
    "3d": (timedelta(days=3), _("Longer than 3 days")),
}


def _choices(actor: Actor) -> Sequence[Choice]:
    return [Choice(value, label) for value, (_length, label) in LONGER_THAN.items()]


def _condition(actor: Actor, value: str) -> Q:
    return Q(waiting_since__lt=now() - LONGER_THAN[value][0])


WAITING = Filter("waiting", _("Waits"), _choices, _condition)
