"""An address that a visitor has typed in."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.customers.models import Identity
from saath.tenancy.models import StoreOwned
from saath.tenancy.retention import Retention


class Contact(StoreOwned):
    """Where a visitor wants the answers that they miss. Anybody can type any address: it is theirs from `confirmed_at` on.

    It is that of who they were when they gave it: on a shared device the next person has none of it.
    `conversation` is the one in which they gave it, None before there is one. `asked_at` is when they gave it last.
    """

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=320)
    key = models.CharField(max_length=320)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now, editable=False)

    retention = Retention(
        purpose="answer by mail who left the chat", keep_for=timedelta(days=400), erasure="delete"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "identity", "key"], name="contact_once")]

    def __str__(self) -> str:
        return f"contact {self.public_id}"
