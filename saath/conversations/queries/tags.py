"""The store's own words for conversations."""

from __future__ import annotations

from collections.abc import Sequence

from saath.conversations.models import Tag
from saath.tenancy.actor import Actor


def list_tags(actor: Actor) -> Sequence[Tag]:
    """Return all tags of the store by name; raises `Forbidden`."""
    actor.require("conversation.read")
    return list(Tag.objects.order_by("key"))
