"""Addresses to which machines write no more, until a person says that they may."""

from __future__ import annotations

from saath.conversations.events import ADDRESS_ALLOWED, ADDRESS_SUPPRESSED
from saath.conversations.models import Message, Suppression
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def suppress_address(
    actor: Actor, *, namespace: str, key: str, address: str, reason: str, status: str, message: Message
) -> None:
    """Let no machine write to an address any more; one that is on the list stays there for its first reason."""
    row = Suppression(
        namespace=namespace,
        key=key[:320],
        address=address[:320],
        reason=reason,
        status=status[:12],
        message=message,
    )
    if key and insert_unless_there(row):
        emit(actor, ADDRESS_SUPPRESSED, subject=row, refs={"message": message})


@action
def allow_address(actor: Actor, suppression: Suppression) -> None:
    """Let machines write to the address again; raises `Forbidden`."""
    actor.require("conversation.reply")
    emit(actor, ADDRESS_ALLOWED, subject=suppression)
    suppression.delete()
