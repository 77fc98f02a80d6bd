"""Saved replies in an answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from saath.conversations.models import Draft, Message
from saath.tenancy.actor import Actor
from saath.writing.models import InsertedLater, SavedUse
from saath.writing.queries import Saved, list_named
from saath.writing.wordings import wording_for


@dataclass(frozen=True, slots=True)
class Inserted:
    """A saved reply that was laid into an answer, and in which language."""

    saved: Saved
    language: str

    @property
    def words(self) -> str:
        """What was laid in, with its places; "" for one without words."""
        return wording_for(self.saved.text, self.language).text if self.saved.text else ""


def inserted_in(actor: Actor, draft: Draft) -> list[Inserted]:
    """Return the saved replies in an answer that leaves later, those that there still are. Raises `Forbidden`."""
    rows = InsertedLater.objects.filter(draft_id=draft.public_id).order_by("id")
    return _inserted(actor, dict(rows.values_list("reply__public_id", "language")))


def used_in(actor: Actor, message: Message) -> list[Inserted]:
    """Return the saved replies in an answer that there still are. Raises `Forbidden`."""
    uses = SavedUse.objects.filter(message=message).order_by("id")
    return _inserted(actor, dict(uses.values_list("reply__public_id", "language")))


def _inserted(actor: Actor, languages: dict[UUID, str]) -> list[Inserted]:
    there = list_named(actor, languages) if languages else {}
    return [Inserted(there[key], language) for key, language in languages.items() if key in there]
