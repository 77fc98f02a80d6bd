"""Saved replies in answers that leave later: done when the answer leaves, not when it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from saath.conversations.models import Draft, Message
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.writing.actions._performing import note_uses
from saath.writing.inserted import Inserted, inserted_in
from saath.writing.models import InsertedLater


@action
def schedule_with_saved(
    actor: Actor, inserted: Sequence[Inserted], *, schedule: Callable[[], Draft]
) -> Draft:
    """Let an answer wait by `schedule`, and remember which saved replies are in it. Raises what `schedule` raises."""
    draft = schedule()
    InsertedLater.objects.filter(draft_id=draft.public_id).delete()
    InsertedLater.objects.bulk_create(
        InsertedLater(draft_id=draft.public_id, reply=each.saved.reply, language=each.language)
        for each in inserted
    )
    return draft


@action
def use_what_was_inserted(actor: Actor, draft: Draft, *, message: Message) -> None:
    """Note the uses in an answer that leaves now, and do what goes with them. Raises `Forbidden`, `BadInput`."""
    note_uses(actor, message, inserted_in(actor, draft))
    InsertedLater.objects.filter(draft_id=draft.public_id).delete()
