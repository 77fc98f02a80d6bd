"""The words of an answer to all, for each in their language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._outgoing import LONGEST_TEXT
from saath.conversations.gaps import check_gaps
from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.core.text import storable
from saath.stores.texts import LocalText, Wording


def wording_of(answer: Mapping[str, str], language: str) -> Wording:
    """Return the words for somebody who reads a language; where there are none, those of the first language that has some."""
    base = next(code for code in CODES if code in answer)
    return LocalText(answer, base=base).in_language(language)


def words_by_language(answer: Mapping[str, str]) -> dict[str, str]:
    """Return the words by language, in the order of the languages; raises `BadInput`."""
    found = {code: storable(answer.get(code, "")).replace("\r\n", "\n").strip() for code in CODES}
    found = {code: text for code, text in found.items() if text}
    if not found:
        raise BadInput(
            _("There is nothing to send yet."),
            what_is_safe="",
            what_to_do=_("Write it in one language at least."),
        )
    if any(len(text) > LONGEST_TEXT for text in found.values()):
        raise BadInput(_("That is too long for one message."))
    for text in found.values():
        check_gaps(text)
    return found
