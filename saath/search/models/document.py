"""One message in the index."""

from __future__ import annotations

from django.db import models

from saath.tenancy.retention import Retention


class Document(models.Model):
    """Which message, of which conversation, was indexed by which version of the folding.

    Its tokens are where the database searches them: a column of this table on PostgreSQL, the
    full-text table `search_tokens` on SQLite. Global, without row-level security, which would turn the
    full-text index off: it is read through `saath.search.index` only, where the store comes first.
    """

    message_id = models.BigIntegerField(primary_key=True)
    store_id = models.BigIntegerField()
    conversation_id = models.BigIntegerField()
    folding_version = models.PositiveSmallIntegerField()

    retention = Retention(purpose="find what was said", keep_for=None, erasure="delete")

    class Meta:
        indexes = [
            models.Index(fields=["store_id", "conversation_id"], name="search_conversation"),
            models.Index(fields=["store_id", "folding_version"], name="search_version"),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id}"
