"""A person has brought in what was there before the connection."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs import enqueue
from saath.orders.actions.asking import note_progress
from saath.orders.models import Connection
from saath.orders.polling.jobs import ask_platform, key_of
from saath.orders.polling.place import History, Place
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def bring_history(actor: Actor, connection: Connection) -> None:
    """Have all orders brought in that were there before; one that is under way goes on.

    Raises `Forbidden`, `Conflict` where nothing opens the platform.
    """
    actor.require("store.settings")
    if not (connection.is_active and connection.credentials_sealed):
        raise Conflict(_("Saath cannot ask this platform yet."), what_to_do=_("Enter its key first."))
    note_progress(actor, connection, change=_begun)
    enqueue(ask_platform, connection.pk, key=key_of(connection.pk))


def _begun(place: Place) -> Place:
    is_under_way = place.history is not None and not place.history.is_done
    return place if is_under_way else replace(place, history=History(until=now()))
