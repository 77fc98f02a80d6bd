"""Who wants to be forgotten goes out of what platforms and couriers delivered."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, F, Value, When

from saath.orders.models import Received
from saath.orders.reasons import Reason
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

State = Received.State
# What was not read yet, or failed, or waits, is not read any more: there is nothing in it.
_UNREAD = (State.RECEIVED, State.WAITING, State.FAILED)


@action
def blank_deliveries(actor: Actor, rows: Collection[int]) -> int:
    """Delete what some deliveries say and of whom, and return how many; give at most a few hundred. Raises `Forbidden`.

    The rows stay until their time is over, for by their keys the same news is known again and not taken in anew. What a
    person has to do still says for whom.
    """
    actor.require("store.settings")
    said = Received.objects.filter(pk__in=rows).exclude(state=State.ASKED)
    return said.update(
        body=b"",
        headers={},
        about="",
        detail="",
        waits_for="",
        tells_of="",
        try_at=None,
        reason=Reason.FORGOTTEN,
        state=Case(When(state__in=_UNREAD, then=Value(State.IGNORED)), default=F("state")),
    )
