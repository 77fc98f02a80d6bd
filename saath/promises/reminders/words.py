"""Why Saath did something by itself, and why nobody was told, in words for the team."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.promises.models import OwnWord
from saath.promises.reminders.rules import WhyNot


def why_in_words(word: OwnWord) -> str:
    """Return for what reason something was said or done."""
    match word.kind:
        case OwnWord.Kind.REMINDER:
            said = ngettext(
                "The customer had said nothing to our answer for %(days)d day.",
                "The customer had said nothing to our answer for %(days)d days.",
                word.days,
            )
        case OwnWord.Kind.CLOSING:
            said = ngettext(
                "Nothing was heard of it for %(days)d day.",
                "Nothing was heard of it for %(days)d days.",
                word.days,
            )
        case _kind:
            return _("It was solved, and nothing spoke against a word of thanks.")
    return said % {"days": word.days}


def untold_in_words(why: str) -> str:
    """Return why a customer was not told, '' where they were."""
    match why:
        case WhyNot.UNPROVED:
            return _("The customer was not told: nothing shows that the address is theirs.")
        case WhyNot.SUPPRESSED:
            return _("The customer was not told: mails to this address come back, or are not wanted.")
        case WhyNot.WINDOW:
            return _("The customer was not told: the channel lets nothing through any more.")
    return ""
