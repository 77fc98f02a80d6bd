"""What the composer shows of drafts: one's own in the field, those of colleagues above it, and what leaves later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from saath.conversations.marks import rich_html
from saath.conversations.models import Conversation, Draft
from saath.conversations.queries.drafts import DraftRow, Drafts
from saath.desk.shaped import shaped
from saath.tenancy.actor import Actor
from saath.writing.inserted import inserted_in

REPLY, NOTE = Draft.Kind.REPLY.value, Draft.Kind.NOTE.value


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands in the composer: its words, as an answer or as a note, and the draft that they are, if it is kept."""

    text: str = ""
    kind: str = REPLY
    own: DraftRow | None = None
    aside: DraftRow | None = None

    @property
    def earlier(self) -> DraftRow | None:
        """Return the draft where it has an earlier text, which this one replaced."""
        return self.own if self.own and self.own.earlier_text else None


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that leaves later, and its words with their marks, '' where they have none."""

    draft: DraftRow
    shaped: SafeString


@dataclass(frozen=True, slots=True)
class Held:
    """What a composer says of the draft that it holds: its kind, which version of it was seen, and in which window."""

    kind: str
    version: int
    window: str

    @classmethod
    def of(cls, given: QueryDict) -> Held:
        """Read it of a form."""
        version = given.get("version", "")
        is_number = version.isascii() and version.isdecimal() and len(version) < 9
        kind = NOTE if given.get("kind") == NOTE else REPLY
        return cls(kind, int(version) if is_number else 0, given.get("window", "")[:40])


def drafts_context(
    actor: Actor, conversation: Conversation, found: Drafts, *, text: str = "", kind: str = ""
) -> dict[str, Any]:
    """Return what the composer shows; words that were just given back go before those of the draft."""
    writing = _writing(found, text, kind)
    return {
        "writing": writing,
        "inserted": inserted_in(actor, found.reply.public_id) if found.reply else (),
        "drafts": found,
        "later": [Later(draft, shaped(rich_html(draft.text))) for draft in found.leaving],
    }


def _writing(found: Drafts, text: str, kind: str) -> Writing:
    kind = kind or (NOTE if found.note and not found.reply and not text else REPLY)
    own, aside = (found.note, found.reply) if kind == NOTE else (found.reply, found.note)
    return Writing(text or (own.text if own else ""), kind, own, aside)
