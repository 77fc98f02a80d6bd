"""A person has the way from outside tried, and what came of it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import Conflict
from saath.orders.events import CONNECTION_TESTED
from saath.orders.models import Connection
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def begin_self_test(actor: Actor, connection: Connection) -> None:
    """Have a signed delivery sent through the address that the platform uses. Raises `Forbidden`, `Conflict`."""
    actor.require("store.settings")
    fresh = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    if not fresh.secrets_sealed:
        raise Conflict(_("There is no secret yet to sign with."), what_to_do=_("Enter it first."))
    fresh.self_test = {"asked_at": now().isoformat()}
    fresh.save(update_fields=["self_test"])
    emit(actor, CONNECTION_TESTED, subject=fresh)


@action
def note_self_test(actor: Actor, connection: Connection, *, found: Mapping[str, Any]) -> None:
    """Write down what came of it so far: `key` names the delivery, `outcome` how it was answered."""
    fresh = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    fresh.self_test = {**fresh.self_test, **found}
    fresh.save(update_fields=["self_test"])
