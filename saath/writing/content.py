"""What a person or a file says that a saved reply should be, checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from saath.checklists.models import Checklist
from saath.conversations.actions._priority import check_priority
from saath.conversations.actions.tags import LONGEST_TAG
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.stores.models import Member
from saath.writing import rules
from saath.writing.deeds import Assigns, Deeds
from saath.writing.variables import check_places
from saath.writing.wordings import CODES, NAMES, in_order


@dataclass(frozen=True, slots=True)
class Content:
    """Name, folder, words by language and deeds of a saved reply.

    `language` is what the other versions follow; `fits` names versions that still say the same as it, although they
    were not written anew. `is_mine` keeps it from colleagues.
    """

    name: str
    texts: Mapping[str, str]
    folder: str = ""
    language: str = "en"
    is_mine: bool = False
    deeds: Deeds = field(default_factory=Deeds)
    colleague: Member | None = None
    checklist: Checklist | None = None
    fits: frozenset[str] = frozenset()


def checked(content: Content) -> Content:
    """Return the content as it is kept: tidied, with a language that it is worded in. Raises `BadInput`."""
    name = rules.tidy_name(content.name)
    if not 0 < len(name) <= rules.LONGEST_NAME:
        raise BadInput(_("A name has 1 to 80 characters."), field="name")
    texts, deeds = _checked_texts(content.texts), _checked_deeds(content.deeds)
    deeds = replace(deeds, checklist=content.checklist.name if content.checklist else "")
    if not texts and not deeds:
        raise BadInput(_("Write the words, or choose what is done."), field=f"text_{content.language}")
    if deeds.assigns is Assigns.COLLEAGUE and content.colleague is None:
        raise BadInput(_("Choose whom it goes to."), field="colleague")
    language = content.language if content.language in texts or not texts else in_order(texts)[0]
    return replace(
        content,
        name=name,
        texts=texts,
        folder=_checked_folder(content.folder),
        language=language,
        deeds=deeds,
    )


def _checked_texts(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {}
    for code, text in texts.items():
        if code not in CODES:
            raise BadInput(_("We do not speak this language: %(code)s.") % {"code": code}, field="language")
        tidy = storable(text).replace("\r\n", "\n").strip()
        if tidy:
            _check_text(code, tidy)
            kept[code] = tidy
    return kept


def _check_text(code: str, text: str) -> None:
    where = f"text_{code}"
    if len(text) > rules.LONGEST_TEXT:
        raise BadInput(_("%(language)s is too long for one reply.") % {"language": NAMES[code]}, field=where)
    try:
        check_places(text)
    except BadInput as error:
        raise BadInput(error.message, what_to_do=error.what_to_do, field=where) from error


def _checked_folder(path: str) -> str:
    try:
        return rules.tidy_folder(path)
    except ValueError as error:
        raise BadInput(
            _("A folder has at most one folder in it, and names of up to 60 characters."), field="folder"
        ) from error


def _checked_deeds(deeds: Deeds) -> Deeds:
    on, off = (
        tuple(dict.fromkeys(filter(None, map(rules.tidy_name, names))))
        for names in (deeds.tags_on, deeds.tags_off)
    )
    if any(len(name) > LONGEST_TAG for name in (*on, *off)):
        raise BadInput(_("A tag has 1 to 40 characters."), field="tags_on")
    if deeds.priority:
        check_priority(deeds.priority)
    return replace(deeds, tags_on=on, tags_off=off)
