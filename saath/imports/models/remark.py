"""What cannot be taken over of a file, or not whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.imports.models.bringing import KEPT_FOR, Bringing
from saath.imports.troubles import LONGEST_SAID, Trouble
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Remark(StoreRow):
    """One thing that is wrong: where, what, and what stands there. `is_of_file` says that looking at the file found it."""

    bringing = models.ForeignKey(Bringing, on_delete=models.CASCADE, related_name="+", db_index=False)
    where = models.CharField(max_length=200)
    trouble = models.CharField(max_length=20, choices=Trouble)
    said = models.CharField(max_length=LONGEST_SAID, blank=True)
    is_of_file = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="move in from another help desk", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreRow.Meta):
        indexes: ClassVar = [models.Index(fields=["store", "bringing", "id"], name="remark_of")]

    def __str__(self) -> str:
        return f"{self.where}: {self.trouble}"
