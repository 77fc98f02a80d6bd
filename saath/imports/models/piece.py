"""What a file tells, kept from the look at it until it came in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from saath.core.clock import now
from saath.imports.models.bringing import KEPT_FOR, Bringing
from saath.tenancy.models import StoreRow
from saath.tenancy.retention import Retention


class Piece(StoreRow):
    """One person, agent, conversation, message or mail of a file, by the other desk's id; `parent` is its conversation's.

    `told` is a dataclass of `told` as JSON. Told twice, the later one stays.
    """

    class Kind(models.TextChoices):
        PERSON = "person"
        AGENT = "agent"
        CONVERSATION = "talk"
        MESSAGE = "message"
        FIELD = "field"
        MAIL = "mail"

    bringing = models.ForeignKey(Bringing, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=160)
    parent = models.CharField(max_length=160, blank=True)
    told = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(purpose="move in from another help desk", keep_for=KEPT_FOR, erasure="delete")

    class Meta(StoreRow.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["store", "bringing", "kind", "key"], name="piece_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["store", "bringing", "kind", "id"], name="piece_in_order"),
            models.Index(
                fields=["store", "bringing", "parent"], condition=~models.Q(parent=""), name="piece_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
