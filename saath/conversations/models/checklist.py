"""What is to be done in a conversation, and what of it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.checklists.models import Checklist
from saath.conversations.models.conversation import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class PutChecklist(StoreOwned):
    """A checklist on a conversation, as the shop had written it then; or, where it `is_own`, what was added for it alone.

    `finished_event_id` is the event that tells that everything on it is done, 0 while something is open.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", db_index=False)
    checklist = models.ForeignKey(
        Checklist, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    names = models.JSONField(default=dict)
    is_own = models.BooleanField(default=False)
    is_required = models.BooleanField(default=False)
    finished_event_id = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    retention = Retention(purpose="do what is to be done", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        indexes: ClassVar = [
            models.Index(fields=["store", "conversation"], name="put_checklist_conversation")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.checklist_id}"


class ChecklistItem(StoreOwned):
    """One thing to be done: a row of its own, so that two people ticking at once lose nothing.

    `done_by` and `done_at` are those of the last tick, and stay when it is taken off again: putting it back brings them.
    """

    put = models.ForeignKey(PutChecklist, on_delete=models.CASCADE, related_name="items")
    names = models.JSONField(default=dict)
    place = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    done_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    retention = Retention(purpose="do what is to be done", keep_for=None, erasure="blank", blank=("names",))

    def __str__(self) -> str:
        return f"{self.put_id} {self.place}"
