"""By where the order stands that a conversation is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.filters import Choice, Filter
from saath.conversations.queries.chip import about_order
from saath.core.clock import now
from saath.orders.states import State
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

LATE, ANY = "late", "any"
_STATES = {
    "not_shipped": (_("Not yet dispatched"), (State.PLACED, State.CONFIRMED, State.PACKED)),
    "shipped": (_("On its way"), (State.SHIPPED, State.OUT_FOR_DELIVERY)),
    "attempted": (_("Delivery attempted"), (State.ATTEMPTED,)),
    "returning": (_("Coming back"), (State.RETURNING, State.RETURNED)),
    "delivered": (_("Delivered"), (State.DELIVERED,)),
}


def _choices(actor: Actor) -> Sequence[Choice]:
    states = [Choice(key, label) for key, (label, _these) in _STATES.items()]
    return [Choice(LATE, _("Late, or will be")), *states, Choice(ANY, _("Whatever its state"))]


def _condition(actor: Actor, value: str) -> Q:
    if value == LATE:
        today = now().astimezone(Store.objects.get(pk=current_store_id()).zone).date()
        return about_order(Q(watch_on__lte=today))
    return about_order(Q() if value == ANY else Q(state__in=_STATES[value][1]))


ORDER = Filter("order", _("Order"), _choices, _condition)
