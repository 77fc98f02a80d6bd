"""A shop says when people may pay at the door."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.errors import BadInput
from saath.orders.events import CASH_RULED
from saath.orders.models import CashRule
from saath.orders.reckoning.cash import Terms, are_beginnings
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

MOST_BEGINNINGS = 500


@action
def set_cash_rule(actor: Actor, *, terms: Terms) -> CashRule:
    """Say when people may pay at the door. Raises `Forbidden`, `BadInput` for what begins no pincode."""
    actor.require("store.settings")
    if not are_beginnings(terms.not_at) or len(terms.not_at) > MOST_BEGINNINGS:
        raise BadInput(
            _("Write pincodes, or how they begin, with commas between them: 79, 194101."), field="not_at"
        )
    values = {
        "is_offered": terms.is_offered,
        "most_minor": terms.most_minor,
        "not_at": list(terms.not_at),
        "most_refused": terms.most_refused,
    }
    rule, _is_new = CashRule.objects.update_or_create(defaults=values)
    emit(actor, CASH_RULED, subject=rule, changed=list(values))
    detail = {"changed": ["cash on delivery"]}
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, store_id=current_store_id(), detail=detail)
    return rule
