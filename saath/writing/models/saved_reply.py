"""A reply that is written once and used often."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from saath.checklists.models import Checklist
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.stores.models import Member
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention
from saath.writing.deeds import Assigns, Becomes, Deeds


class SavedReplyQuerySet(StoreQuerySet["SavedReply"]):
    """Filters of saved replies."""

    def kept(self) -> Self:
        """Those that nobody has taken away."""
        return self.filter(deleted_at=None)

    def for_member(self, member_id: int | None) -> Self:
        """Those that everybody uses, and the member's own."""
        return self.filter(Q(owner=None) | Q(owner=member_id))


SavedReplyManager = StoreManager.from_queryset(SavedReplyQuerySet)


class SavedReply(StoreOwned):
    """One reply in several languages, with what is done along with it; one without words is a macro.

    `key` is the name case-folded, by which it exists once among those of everybody, or of its `owner`. `folder` is a
    path of at most two names, "Refunds/UPI". `language` is the one that its other versions follow. The figures are
    folded from its uses by a job, and written by nobody else: how often it was `sent`, how often `unedited`, and of
    how many it is `judged` by now whether they `solved` the matter (see `rules.outcome_of`).
    """

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    folder = models.CharField(max_length=122, blank=True)
    owner = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=7, default="en")
    tags_on = models.JSONField(default=list)
    tags_off = models.JSONField(default=list)
    becomes = models.CharField(
        max_length=8, choices=[(each.value, each.name) for each in Becomes], blank=True
    )
    assigns = models.CharField(
        max_length=9, choices=[(each.value, each.name) for each in Assigns], blank=True
    )
    priority = models.CharField(max_length=6, choices=Conversation.Priority, blank=True)
    colleague = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    checklist = models.ForeignKey(Checklist, on_delete=models.SET_NULL, null=True, related_name="+")
    sent = models.PositiveIntegerField(default=0)
    unedited = models.PositiveIntegerField(default=0)
    judged = models.PositiveIntegerField(default=0)
    solved = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=now)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[SavedReplyManager[SavedReply]] = SavedReplyManager()
    retention = Retention(purpose="the shop's words to its customers", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store", "key"],
                condition=Q(owner=None, deleted_at=None),
                name="saved_reply_once_for_all",
            ),
            models.UniqueConstraint(
                fields=["store", "owner", "key"],
                condition=Q(owner__isnull=False, deleted_at=None),
                name="saved_reply_once_for_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def deeds(self) -> Deeds:
        """What is done along with it; a colleague who has left gets nothing any more, nor is a removed checklist put on.

        Needs `colleague` and `checklist` loaded.
        """
        to = self.colleague
        gives = Assigns(self.assigns)
        if gives is Assigns.COLLEAGUE and (to is None or not to.is_active):
            gives = Assigns.UNCHANGED
        name = to.display_name if to is not None and gives is Assigns.COLLEAGUE else ""
        listed = self.checklist.name if self.checklist and self.checklist.deleted_at is None else ""
        return Deeds(
            tuple(self.tags_on),
            tuple(self.tags_off),
            Becomes(self.becomes),
            gives,
            name,
            listed,
            self.priority,
        )
