"""What is done each time that something happens."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from saath.core.clock import now
from saath.core.names import in_words
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class ChecklistQuerySet(StoreQuerySet["Checklist"]):
    """Filters of checklists."""

    def kept(self) -> Self:
        """Those that nobody has removed, in their order."""
        return self.filter(deleted_at=None).order_by("place", "id")


ChecklistManager = StoreManager.from_queryset(ChecklistQuerySet)


class Checklist(StoreOwned):
    """A list as the shop has written it; a conversation gets a copy, which later changes leave as it is.

    `names` are what it is called by language, `items` the names of each item by language. Where it `is_required`, a
    conversation that has it is solved only when everything on it is done.
    """

    names = models.JSONField(default=dict)
    items = models.JSONField(default=list)
    is_required = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[ChecklistManager[Checklist]] = ChecklistManager()
    retention = Retention(purpose="what the shop does each time", keep_for=None, erasure="keep")

    class Meta(StoreOwned.Meta):
        pass

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return in_words(self.names)

    @property
    def lines(self) -> list[str]:
        """Its items in the language of the page."""
        return [in_words(names) for names in self.items]
