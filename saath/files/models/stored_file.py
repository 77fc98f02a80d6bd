"""One file of a store."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q

from saath.core.clock import now
from saath.tenancy.models import StoreManager, StoreOwned, StoreQuerySet
from saath.tenancy.retention import Retention


class StoredFileQuerySet(StoreQuerySet["StoredFile"]):
    """Filters of files."""

    def live(self) -> Self:
        """Those that nobody deleted."""
        return self.filter(deleted_at=None)

    def unreferenced(self) -> Self:
        """Those that no row of any app points to."""
        return self.filter(*(~_referenced_by(relation) for relation in _relations()))


StoredFileManager = StoreManager.from_queryset(StoredFileQuerySet)


class StoredFile(StoreOwned):
    """Bytes that the store keeps, once however often they came.

    `name` is the one under which they came first; whoever refers to the file may know it by another.
    `picture` is our own re-encoding of a photo, the only form of it that a browser shows in place.
    """

    class Kind(models.TextChoices):
        ATTACHMENT = "attachment"
        PICTURE = "picture"
        RAW = "raw"
        HTML = "html"
        EXPORT = "export"

    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=Kind)
    picture = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="originals")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)
    deleted_at = models.DateTimeField(null=True, db_index=True)

    objects: ClassVar[StoredFileManager[StoredFile]] = StoredFileManager()
    retention = Retention(purpose="what was sent or made, as bytes", keep_for=None, erasure="delete")

    class Meta(StoreOwned.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "sha256", "kind"], name="file_same_bytes_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["store", "size"], condition=Q(deleted_at=None), name="file_room_taken")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


def _relations() -> list[ForeignObjectRel]:
    """Every foreign key to a file, those without a name on our side included."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]


def _referenced_by(relation: ForeignObjectRel) -> Exists:
    model = relation.related_model
    return Exists(model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
