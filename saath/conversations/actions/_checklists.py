"""Counting what is done of a conversation's checklists: parts of actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from saath.conversations.events import CHECKLIST_FINISHED
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.tenancy.actor import Actor
from saath.tenancy.rows import update_row
from saath.timeline.emit import emit_row


def count_items(conversation: Conversation) -> None:
    """Bring the counts of a conversation up to its checklists. The caller saves."""
    theirs = ChecklistItem.objects.filter(put__conversation=conversation, put__deleted_at=None)
    found = theirs.filter(deleted_at=None).aggregate(total=Count("pk"), done=Count("pk", Q(is_done=True)))
    conversation.items_done, conversation.items_total = found["done"], found["total"]


def as_they_are_now(actor: Actor, conversation: Conversation, changed: Iterable[PutChecklist]) -> None:
    """Count the items of a conversation, held, after some of its checklists changed, and tell which are finished now."""
    for put in changed:
        _finish(actor, conversation, put)
    count_items(conversation)
    conversation.version += 1
    update_row(conversation, "items_done", "items_total", "version")


def _finish(actor: Actor, conversation: Conversation, put: PutChecklist) -> None:
    """Tell that everything on a checklist is done, once, or remember that it is not."""
    there = ChecklistItem.objects.filter(put=put, deleted_at=None)
    found = there.aggregate(open=Count("pk", Q(is_done=False)), done=Count("pk", Q(is_done=True)))
    is_finished = bool(found["done"]) and not found["open"]
    told = PutChecklist.objects.filter(pk=put.pk)
    if not is_finished:
        told.exclude(finished_event_id=0).update(finished_event_id=0)
    elif told.filter(finished_event_id=0, deleted_at=None).exists():
        event = emit_row(actor, CHECKLIST_FINISHED, subject=conversation, refs={"checklist": put})
        told.update(finished_event_id=event.pk)
