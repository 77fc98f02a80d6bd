"""Which saved replies are in a draft."""

from __future__ import annotations

from uuid import UUID

from saath.writing.models import InsertedInDraft


def remember(draft_id: UUID, languages: dict[int, str]) -> None:
    """Write down which saved replies are in a draft, by their ids, and in which languages."""
    known = InsertedInDraft.objects.filter(draft_id=draft_id)
    if dict(known.order_by("id").values_list("reply_id", "language")) == languages:
        return
    known.delete()
    InsertedInDraft.objects.bulk_create(
        InsertedInDraft(draft_id=draft_id, reply_id=reply_id, language=language)
        for reply_id, language in languages.items()
    )
