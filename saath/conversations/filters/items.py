"""By whether something on a checklist is still open."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.tenancy.actor import Actor

OPEN, DONE, NONE = "open", "done", "none"
_CONDITIONS = {
    OPEN: Q(items_done__lt=F("items_total")),
    DONE: Q(items_total__gt=0, items_done=F("items_total")),
    NONE: Q(items_total=0),
}


def _choices(actor: Actor) -> Sequence[Choice]:
    return [
        Choice(OPEN, _("Has open items")),
        Choice(DONE, _("Everything is done")),
        Choice(NONE, _("None")),
    ]


def _condition(actor: Actor, value: str) -> Q:
    return _CONDITIONS[value]


ITEMS = Filter("items", _("Checklist"), _choices, _condition)
