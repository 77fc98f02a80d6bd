"""Texts that customers read: one value with a version in each language, never a bare string.

An app declares its texts with our wording in every language; a shop may word them anew, language by language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.languages import CODES
from saath.stores.models import CustomerText
from saath.tenancy.models import Store

_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")

_declared: dict[str, TextKey] = {}


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and the language that it is really in, for `lang` on a page or Content-Language in a mail."""

    text: str
    language: str

    def fill(self, **values: str) -> str:
        """Put values in the place of `{names}`; one that is missing raises KeyError."""
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in several languages. The others follow `base`; those that are `outdated` no longer do."""

    versions: Mapping[str, str]
    base: str = "en"
    outdated: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.base not in self.versions:
            raise ValueError(f"the base version ({self.base}) is missing")

    def in_language(self, language: str) -> Wording:
        """The version in the language, out of date or not; without one, that of the base."""
        used = language if language in self.versions else self.base
        return Wording(self.versions[used], used)

    @property
    def missing(self) -> frozenset[str]:
        """Languages that we speak without a version."""
        return frozenset(CODES) - self.versions.keys()


@dataclass(frozen=True, slots=True)
class TextKey:
    """A text that customers may read: its name, our wording in every language, and what it must mention.

    `{placeholders}` are the same in every language. Raises ValueError for a name declared twice, a language
    left out, or placeholders that differ.
    """

    name: str
    ours: LocalText

    def __post_init__(self) -> None:
        if self.ours.missing:
            raise ValueError(f"{self.name} is not worded in {sorted(self.ours.missing)}")
        if len({frozenset(_placeholders(text)) for text in self.ours.versions.values()}) > 1:
            raise ValueError(f"{self.name} has other placeholders in another language")
        if _declared.setdefault(self.name, self) != self:
            raise ValueError(f"text {self.name} is declared twice")

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces that every version has to mention."""
        return frozenset(_placeholders(self.ours.versions[self.ours.base]))


def check_wording(key: TextKey, text: str) -> None:
    """Refuse an empty text, unknown or forgotten placeholders, and braces that are none. Raises BadInput."""
    if not text.strip():
        raise BadInput(_("Write a text, or go back to ours."), field="text")
    if any(brace in _PLACEHOLDER.sub("", text) for brace in "{}"):
        raise BadInput(_("Braces stand around the name of a value, such as {name}."), field="text")
    used = frozenset(_placeholders(text))
    if used != key.placeholders:
        names = ", ".join(f"{{{name}}}" for name in sorted(key.placeholders))
        raise BadInput(
            _("Mention each value once or more, and no other: %(names)s.") % {"names": names}, field="text"
        )


def local_text(store: Store, key: TextKey) -> LocalText:
    """The text as the shop words it.

    Ours stand in for languages that the shop has not worded, until it has worded its own language: then ours
    may say something else, and the shop's own language is the better fallback.
    """
    return local_texts(store, [key])[key.name]


def local_texts(store: Store, keys: Collection[TextKey]) -> dict[str, LocalText]:
    """The texts by name as the shop words them; one statement."""
    rows: dict[str, list[CustomerText]] = {key.name: [] for key in keys}
    for row in CustomerText.objects.filter(store_id=store.pk, key__in=rows):
        rows[row.key].append(row)
    return {key.name: _worded(store, key, rows[key.name]) for key in keys}


def _worded(store: Store, key: TextKey, rows: list[CustomerText]) -> LocalText:
    theirs = {row.language: row.text for row in rows}
    if store.language not in theirs:
        return LocalText({**key.ours.versions, **theirs}, base=store.language)
    version = next(row.version for row in rows if row.language == store.language)
    outdated = {
        row.language for row in rows if row.language != store.language and row.based_on_version < version
    }
    return LocalText(theirs, base=store.language, outdated=frozenset(outdated))


def text_for(store: Store, key: TextKey, language: str) -> Wording:
    """What the shop says to a customer of this language, and the language that it is in."""
    return local_text(store, key).in_language(language)


def _placeholders(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)
