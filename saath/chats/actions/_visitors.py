"""Visitors, held by whoever changes who they are or what they gave: a part of the actions that do."""

from __future__ import annotations

from saath.chats.models import Visitor


def held_visitor(visitor: Visitor) -> Visitor:
    """Return a visitor as who they are by now, held until the transaction ends."""
    rows = Visitor.objects.select_for_update(of=("self",)).select_related("identity__customer")
    return rows.get(pk=visitor.pk)
