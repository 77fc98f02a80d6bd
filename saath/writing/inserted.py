"""Saved replies in an answer and in its draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.tenancy.actor import Actor
from saath.writing.deeds import say
from saath.writing.queries import Saved, list_inserted
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

    @property
    def deeds(self) -> Sequence[str]:
        """What is done along with it, in words."""
        return say(self.saved.deeds)


def inserted_in(actor: Actor, draft_id: UUID) -> list[Inserted]:
    """Return the saved replies in a draft, by its public id, those that the actor may use; one statement.

    Raises `Forbidden`.
    """
    return [Inserted(saved, language) for saved, language in list_inserted(actor, draft_id)]
