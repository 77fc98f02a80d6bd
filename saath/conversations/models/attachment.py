"""A file that came or went with a message."""

from __future__ import annotations

from django.db import models

from saath.conversations.models.message import Message
from saath.core.clock import now
from saath.files.models import StoredFile
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Attachment(StoreOwned):
    """A stored file under the name that its sender gave it; `content_id` ties an inline picture to its place in the HTML."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_id = models.CharField(max_length=255, blank=True)
    is_inline = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="what was sent along", keep_for=None, erasure="delete")

    class Meta:
        indexes = [models.Index(fields=["store", "message"], name="attachment_message")]

    def __str__(self) -> str:
        return str(self.public_id)
