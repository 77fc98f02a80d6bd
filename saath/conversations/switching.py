"""Choosing another way for one answer: which one, and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Conversation, Draft, Message, Switch
from saath.conversations.queries.ways import ways_of
from saath.conversations.ways import Way, way_of
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.tenancy.actor import Actor

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Switching:
    """To which identity of the customer an answer shall go, by its public id, and why it leaves their channel."""

    to: UUID
    reason: str
    words: str = ""


def way_for(actor: Actor, conversation: Conversation, switching: Switching | None) -> Way:
    """Return the way of an answer: the chosen one, else where the customer wrote last.

    Raises `BadInput` where the customer may not be answered there or has no address, and where no reason is given.
    """
    here = way_of(conversation)
    if switching is None or switching.to == here.identity.public_id:
        _check_address(here)
        return here
    check_reason(switching)
    found = next((o for o in ways_of(actor, conversation) if o.identity.public_id == switching.to), None)
    if found is None or found.way is None or found.why_not:
        raise BadInput(
            found.why_not if found else _("The customer is not known there any more."),
            what_to_do=_("Answer where they wrote last, or choose another way."),
            field="way",
        )
    return found.way


def _check_address(way: Way) -> None:
    """Raise `BadInput` where a mail has nowhere to go: who was brought from elsewhere may be known by a number alone."""
    if way.can.has_raw_mail and "@" not in way.identity.address:
        raise BadInput(
            _("No mail address of this customer is known."),
            what_is_safe=_("Nothing was sent, and your words are still here."),
            what_to_do=_("Ask for it on another way, or write to them first once you know it."),
            field="text",
        )


def check_reason(switching: Switching) -> str:
    """Return the words of a reason as they are kept; raises `BadInput`."""
    words = " ".join(storable(switching.words).split())
    if switching.reason not in Switch.Reason.values:
        raise BadInput(_("Choose why the answer goes elsewhere."), field="reason")
    if switching.reason == Switch.Reason.OTHER and not words:
        raise BadInput(_("Write the reason in a few words."), field="words")
    if len(words) > LONGEST_REASON:
        raise BadInput(_("That is too long for a reason."), field="words")
    return words


def switching_of(message: Message) -> Switching | None:
    """Return the choice by which an answer leaves, None where it goes to where the customer wrote last."""
    if message.goes_to is None:
        return None
    switch = Switch.objects.filter(message=message).first()
    return Switching(message.goes_to.public_id, switch.reason, switch.reason_words) if switch else None


def switching_of_draft(draft: Draft) -> Switching | None:
    """Return the choice that waits with a draft, None for where the customer wrote last."""
    if draft.goes_to is None:
        return None
    return Switching(draft.goes_to.public_id, draft.switch_reason, draft.switch_words)
