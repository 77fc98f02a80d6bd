"""Saved replies in an answer."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.models import Message
from saath.tenancy.actor import Actor
from saath.writing.models import SavedUse
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


def used_in(actor: Actor, message: Message) -> list[Inserted]:
    """Return the saved replies in an answer that there still are. Raises `Forbidden`."""
    uses = SavedUse.objects.filter(message=message).order_by("id")
    languages = dict(uses.values_list("reply__public_id", "language"))
    there = list_named(actor, languages) if languages else {}
    return [Inserted(there[key], language) for key, language in languages.items() if key in there]
