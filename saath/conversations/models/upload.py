"""A file that a program put in, to be named in what it writes next."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.conversations.models.draft import DraftFile
from saath.core.clock import now
from saath.files.models import StoredFile
from saath.stores.models import Member
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Upload(StoreOwned):
    """A stored file and how its sender named it; it may be named in any number of answers, notes and drafts of `member`."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=now, editable=False)

    # A day longer than it may be named: whoever names it in its last minute finds its bytes.
    retention = Retention(
        purpose="what is to be sent along",
        keep_for=timedelta(days=2),
        erasure="delete",
        dated_by="created_at",
    )

    class Meta:
        indexes = [models.Index(fields=["store", "created_at"], name="upload_age")]

    def __str__(self) -> str:
        return str(self.public_id)


# What an answer takes along that is kept already.
Enclosable = DraftFile | Upload
