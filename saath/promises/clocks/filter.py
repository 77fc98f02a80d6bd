"""By how a promise stands: at risk, or missed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.promises.models import Clock
from saath.tenancy.actor import Actor

AT_RISK, MISSED = "at_risk", "missed"


def _choices(actor: Actor) -> Sequence[Choice]:
    return [Choice(AT_RISK, _("At risk")), Choice(MISSED, _("Missed"))]


def _condition(actor: Actor, value: str) -> Q:
    running = Clock.objects.filter(
        conversation=OuterRef("pk"), outcome="", running_since__isnull=False, warned_at__isnull=False
    )
    return Q(Exists(running.filter(missed_at__isnull=value == AT_RISK)))


PROMISE = Filter("promise", _("Promise"), _choices, _condition)
