"""The owner says how much each role may spend on an order alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.errors import BadInput
from saath.orders.events import ACT_LIMITS_SET
from saath.orders.models import ActLimit
from saath.stores.rules import Role
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

HIGHEST_MINOR = 10**12


@action
def set_limits(actor: Actor, *, currency: str, limits: Mapping[Role, int | None]) -> None:
    """Set how much each role may spend alone in a currency, in minor units; None is without limit.

    Raises `Forbidden`, `BadInput` for what is no amount.
    """
    actor.require("order.limits")
    for role, amount in limits.items():
        if amount is not None and not 0 <= amount <= HIGHEST_MINOR:
            raise BadInput(_("Write an amount, 0 for none, or leave it empty for any."), field=role)
        values = {"amount_minor": amount}
        limit, _is_new = ActLimit.objects.update_or_create(role=role, currency=currency, defaults=values)
        emit(actor, ACT_LIMITS_SET, subject=limit, changed=["amount"])
    record_audit(
        actor,
        kind=AuditKind.SETTINGS_CHANGED,
        store_id=current_store_id(),
        detail={"changed": [f"limit {role} {currency}" for role in limits]},
    )
