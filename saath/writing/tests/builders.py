"""Saved replies for tests, made the way they are made in life."""

from __future__ import annotations

from typing import Any

from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor
from saath.writing.actions.saved_replies import add_saved_reply
from saath.writing.content import Content
from saath.writing.models import SavedReply


def save_reply(
    name: str, en: str = "", *, actor: Actor = TEST, texts: dict[str, str] | None = None, **more: Any
) -> SavedReply:
    """Save a reply with English words, or with `texts` by language."""
    return add_saved_reply(actor, content=Content(name, texts if texts is not None else {"en": en}, **more))
