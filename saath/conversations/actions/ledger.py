"""How a thing in the intake ledger ends: always in a named state."""

from __future__ import annotations

from saath.conversations.events import INTAKE_FAILED
from saath.conversations.models import IntakeItem
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = IntakeItem.State


@action
def ignore_item(actor: Actor, item: IntakeItem, *, rule: str) -> None:
    """Say that a thing is no message to us, and by which rule."""
    _settle(item, State.IGNORED, rule=rule)


@action
def fail_item(actor: Actor, item: IntakeItem, *, error: str) -> None:
    """Say that a thing could not be read. It stays, is tried again, and the owner is told."""
    _settle(item, State.FAILED, error=error[:200])
    emit(actor, INTAKE_FAILED, subject=item)


def _settle(item: IntakeItem, state: str, *, rule: str = "", error: str = "") -> None:
    item.state, item.rule, item.error = state, rule, error
    item.save(update_fields=["state", "rule", "error"])
