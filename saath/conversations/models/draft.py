"""What a colleague writes and has not sent yet."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from saath.conversations.models.conversation import Conversation
from saath.conversations.models.switch import Switch
from saath.core.clock import now
from saath.customers.models import Identity
from saath.files.models import StoredFile
from saath.stores.models import Member
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class DraftQuerySet(StoreQuerySet["Draft"]):
    """Filters by what becomes of the words."""

    def unfinished(self) -> Self:
        """Keep what somebody still writes."""
        return self.filter(leaves_at=None, discarded_at=None)

    def leaving(self) -> Self:
        """Keep what leaves by itself at a time, or was held back when it came."""
        return self.exclude(leaves_at=None)


DraftManager = StoreManager.from_queryset(DraftQuerySet)


class Draft(StoreOwned):
    """Words of one colleague for one conversation: unfinished, or to leave by themselves at `leaves_at`.

    `earlier_text` is what another window of the same colleague had written when this text replaced it, `is_earlier_seen`
    that they have chosen this one over it; `window` wrote last. With `leaves_at`: `seen_message_id` is the conversation's
    newest message that its writer knew, `held` why it did not leave, `solve` with its `resolution` and `copies` go with it.
    `goes_to` is where the answer shall go instead of where the customer wrote last, `switch_reason` and `switch_words` why.
    """

    class Kind(models.TextChoices):
        REPLY = "reply"
        NOTE = "note"

    class Held(models.TextChoices):
        CUSTOMER_WROTE = "wrote"
        REFUSED = "refused"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    writer = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField(blank=True)
    earlier_text = models.TextField(blank=True)
    is_earlier_seen = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    window = models.CharField(max_length=40, blank=True)
    leaves_at = models.DateTimeField(null=True)
    seen_message_id = models.BigIntegerField(default=0)
    held = models.CharField(max_length=8, choices=Held, blank=True)
    solve = models.BooleanField(default=False)
    resolution = models.CharField(max_length=12, choices=Conversation.Resolution, blank=True)
    copies = models.JSONField(null=True)
    goes_to = models.ForeignKey(
        Identity, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    switch_reason = models.CharField(max_length=8, choices=Switch.Reason, blank=True)
    switch_words = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(default=now)
    discarded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[DraftManager[Draft]] = DraftManager()
    retention = Retention(
        purpose="words that are not sent yet",
        keep_for=timedelta(days=180),
        erasure="delete",
        dated_by="written_at",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "conversation", "writer", "kind"],
                condition=Q(leaves_at=None),
                name="draft_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class DraftFile(StoreOwned):
    """A file that is to go with a draft; it is kept as soon as it is chosen."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="what is to be sent along", keep_for=None, erasure="delete")

    class Meta:
        indexes = [models.Index(fields=["store", "draft"], name="draft_file_draft")]

    def __str__(self) -> str:
        return str(self.public_id)
