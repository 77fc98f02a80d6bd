"""Why a machine said something, in words for the team. What the customer reads are the shop's own texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Why(StrEnum):
    """For what a machine writes to a customer; it stands with the recipient of its message."""

    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    REMINDER = "reminder"
    CLOSING = "closing"
    THANKS = "thanks"
    APOLOGY = "apology"
    GRIEVANCE = "grievance"


def why_of(recipients: Sequence[Mapping[str, Any]] | None) -> str:
    """Return for what a machine wrote a message to these recipients, '' where that was not written down."""
    return str(recipients[0].get("why", "")) if recipients else ""


def why_in_words(recipients: Sequence[Mapping[str, Any]] | None) -> str:
    """Return the same in the language of the page."""
    days = int(recipients[0].get("days", 0)) if recipients else 0
    match why_of(recipients):
        case Why.ACKNOWLEDGEMENT:
            return _("confirms that the message is here")
        case Why.QUESTION:
            return _("asks whether it is sorted")
        case Why.REMINDER:
            said = ngettext("no answer for %(days)d day", "no answer for %(days)d days", days)
            return said % {"days": days}
        case Why.CLOSING:
            said = ngettext(
                "closed: nothing heard for %(days)d day", "closed: nothing heard for %(days)d days", days
            )
            return said % {"days": days}
        case Why.THANKS:
            return _("thanks after it was solved")
        case Why.APOLOGY:
            return _("a promise was not kept")
        case Why.GRIEVANCE:
            return _("about their grievance")
    return ""
