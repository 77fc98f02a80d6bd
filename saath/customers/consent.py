"""What a customer agrees to, and what may be done without asking. Pure; the law is the DPDP Act 2023, sections 4 to 7.

Answering somebody and telling them of their order needs no consent, for they gave their address for that; they may still say
stop. All else needs a yes of its own, for each purpose and each channel, and a no is as good a minute later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from saath.customers.preferences import Reach

# Which edition of the words below somebody was shown.
VERSION = 1


class Purpose(TextChoices):
    """What a customer may be written to for, or what is made of what is known of them."""

    SERVICE = "service", pgettext_lazy("purpose of a consent", "News of their orders")
    MARKETING = "marketing", pgettext_lazy("purpose of a consent", "Offers and news of the shop")
    FEEDBACK = "feedback", pgettext_lazy("purpose of a consent", "Questions about how it was")
    PROFILING = "profiling", pgettext_lazy("purpose of a consent", "Offers chosen by what they bought")


class How(TextChoices):
    """By what somebody said yes or no."""

    WRITTEN = "written", pgettext_lazy("how a consent was given", "They wrote it")
    SAID = "said", pgettext_lazy("how a consent was given", "They said it on the telephone")
    FORM = "form", pgettext_lazy("how a consent was given", "On a form or at the checkout")
    PAPER = "paper", pgettext_lazy("how a consent was given", "On paper, signed")
    STOPPED = "stopped", pgettext_lazy("how a consent was given", "They stopped it themselves")


# What is made of what is known goes by no channel.
NO_CHANNEL = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the journal says of one purpose and channel."""

    id: int
    purpose: str
    channel: str
    is_given: bool
    at: datetime


def may(purpose: str, channel: str, is_given: bool | None) -> bool:
    """Tell whether somebody may be contacted; `is_given` is what they said last, None for nothing. What is unknown may not."""
    if purpose not in Purpose.values or channel not in channels_of(purpose):
        return False
    return is_given is not False if purpose == Purpose.SERVICE else is_given is True


def channels_of(purpose: str) -> tuple[str, ...]:
    """Return the channels of a purpose."""
    return (NO_CHANNEL,) if purpose == Purpose.PROFILING else tuple(Reach.values)


def present(entries: Iterable[Entry]) -> set[int]:
    """Return which entries stand: the newest of each purpose and channel; of one moment, a no."""
    newest: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda each: (each.at, not each.is_given, each.id)):
        newest[entry.purpose, entry.channel] = entry
    return {entry.id for entry in newest.values()}


def wording_of(purpose: str, *, shop: str, language: str) -> str:
    """Return the words that a customer is asked with, in their language."""
    with translation.override(language):
        match purpose:
            case Purpose.SERVICE:
                asked = _("%(shop)s tells you how your orders are doing.")
            case Purpose.MARKETING:
                asked = _("%(shop)s would like to send you offers and news.")
            case Purpose.FEEDBACK:
                asked = _("%(shop)s would like to ask you now and then how it was.")
            case _other:
                asked = _("%(shop)s would like to choose offers for you by what you have bought.")
        free = _(
            "You may say no, now or later, as easily as yes. Your orders and our answers do not depend on it."
        )
        return f"{asked % {'shop': shop}} {free}"
