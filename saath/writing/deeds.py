"""What is done along with a saved reply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from saath.conversations.models import Conversation


class Becomes(StrEnum):
    """Whose turn it is afterwards; "" leaves that as it is."""

    UNCHANGED = ""
    SOLVED = "solved"
    WITH_CUSTOMER = "pending"


class Assigns(StrEnum):
    """Who has the conversation afterwards; "" leaves it with whom it is."""

    UNCHANGED = ""
    ME = "me"
    NOBODY = "nobody"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Deeds:
    """Tags put on and taken off by name, whose turn it is afterwards, and who has the conversation.

    `colleague` is the name of whom it goes to, where `assigns` says so, `checklist` that of the one that is put on, `priority`
    how urgent it is from then on, "" for as it was.
    """

    tags_on: tuple[str, ...] = ()
    tags_off: tuple[str, ...] = ()
    becomes: Becomes = Becomes.UNCHANGED
    assigns: Assigns = Assigns.UNCHANGED
    colleague: str = ""
    checklist: str = ""
    priority: str = ""

    def __bool__(self) -> bool:
        return bool(
            self.tags_on or self.tags_off or self.becomes or self.assigns or self.checklist or self.priority
        )


def say(deeds: Deeds) -> list[str]:
    """Return each deed in words of the language in force, such as "tag refund", "solve"."""
    said = [_("tag %(name)s") % {"name": name} for name in deeds.tags_on]
    said += [_("untag %(name)s") % {"name": name} for name in deeds.tags_off]
    if deeds.checklist:
        said.append(_("put “%(name)s” on") % {"name": deeds.checklist})
    if deeds.priority:
        said.append(_("priority: %(name)s") % {"name": Conversation.Priority(deeds.priority).label})
    return said + _turn(deeds.becomes) + _owner(deeds)


def _turn(becomes: Becomes) -> list[str]:
    match becomes:
        case Becomes.SOLVED:
            return [_("solve")]
        case Becomes.WITH_CUSTOMER:
            return [_("leave with the customer")]
    return []


def _owner(deeds: Deeds) -> list[str]:
    match deeds.assigns:
        case Assigns.ME:
            return [_("take it myself")]
        case Assigns.NOBODY:
            return [_("give it back to the queue")]
        case Assigns.COLLEAGUE if deeds.colleague:
            return [_("give it to %(name)s") % {"name": deeds.colleague}]
    return []
