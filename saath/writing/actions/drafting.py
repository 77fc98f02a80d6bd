"""Saved replies in drafts: kept with the words, done when these leave, not when they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from saath.conversations.models import Draft, Message
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.writing.actions._drafted import remember
from saath.writing.actions._performing import note_uses
from saath.writing.inserted import Inserted, inserted_in
from saath.writing.models import InsertedInDraft

Kept = TypeVar("Kept", Draft, Draft | None)


@action
def keep_with_saved(actor: Actor, inserted: Sequence[Inserted], *, keep: Callable[[], Kept]) -> Kept:
    """Keep words by `keep`, and remember which saved replies are in them now, in the place of those that were.

    Of a note nothing is remembered: it does nothing along. Raises what `keep` raises.
    """
    draft = keep()
    if draft is not None and draft.kind == Draft.Kind.REPLY:
        remember(draft.public_id, {each.saved.reply.pk: each.language for each in inserted})
    return draft


@action
def use_what_was_inserted(actor: Actor, draft: Draft, *, message: Message) -> None:
    """Note the uses in an answer that leaves now, and do what goes with them. Raises `Forbidden`, `BadInput`."""
    note_uses(actor, message, inserted_in(actor, draft.public_id))
    InsertedInDraft.objects.filter(draft_id=draft.public_id).delete()
