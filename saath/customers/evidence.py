"""What speaks for two customers being one person. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What was found."""

    SIGNED = "signed"
    CONFIRMED = "confirmed"
    ADDED = "added"
    TELEPHONE = "telephone"
    PLACE = "place"
    ORDER = "order"


# The shop's own word, and that of who reads an address. All else is shown only as "perhaps".
VERIFIED = frozenset({Kind.SIGNED, Kind.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was found, with its words: the address, number, place or order in question."""

    kind: Kind
    words: str

    @property
    def said(self) -> str:
        """Return it in a sentence."""
        words = {"address": self.words}
        match self.kind:
            case Kind.SIGNED:
                return _("Your shop's page knows %(address)s as theirs.") % words
            case Kind.CONFIRMED:
                return _("Whoever reads %(address)s says that it is theirs.") % words
            case Kind.ADDED:
                return _("A colleague wanted to add %(address)s, which is the other's.") % words
            case Kind.TELEPHONE:
                return _("Both ordered with the telephone number %(address)s.") % words
            case Kind.PLACE:
                return _("Both had something sent to %(address)s.") % words
            case Kind.ORDER:
                return _("One of them wrote about order %(address)s, which is the other's.") % words


def with_evidence(known: Sequence[Sequence[str]], new: Evidence) -> list[list[str]]:
    """Return evidence as it is kept, with what is new."""
    pairs = [list(each) for each in known]
    pair = [str(new.kind), new.words]
    return pairs if pair in pairs else [*pairs, pair]


def evidence_from(kept: Sequence[Sequence[str]]) -> tuple[Evidence, ...]:
    """Return evidence that was kept; a kind that nobody knows any more is left out."""
    return tuple(Evidence(Kind(kind), words) for kind, words in kept if kind in set(Kind))


def is_verified(evidence: Sequence[Evidence]) -> bool:
    """Tell whether more than a guess speaks for it."""
    return any(each.kind in VERIFIED for each in evidence)
