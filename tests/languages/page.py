"""What a person reads on a page, and which words of it nobody translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from saath.core.languages import LANGUAGES
from tests.guards.markup import NOT_PROSE, READ_ALOUD, SAME, VOID

# What languages call themselves.
OWN_NAMES = "|".join(language.own_name for language in LANGUAGES)
# An address, a host, a file's name, a setting, a reference, a code or a place that is filled in: the same everywhere.
NAMES = re.compile(r"\S*[@./:\d#_]\S*|\b[0-9A-Z]{3}-[0-9A-Z]{4}(?![0-9A-Za-z])|\{[a-z]+\}")
WORD = re.compile(r"[A-Za-z]{2,}")


def untranslated(page: str, language: str, *names: str) -> list[str]:
    """Return every text in Latin letters on a Hindi or Gujarati page but `names`.

    What says that it is in another language may stay.
    """
    same = re.compile("|".join([SAME.pattern, OWN_NAMES, *map(re.escape, names)]))
    reader = _Reader(language)
    reader.feed(page)
    reader.close()
    return [text for text in reader.texts if WORD.search(NAMES.sub("", same.sub("", text)))]


class _Reader(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._language = language
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_read(self) -> bool:
        return all(is_read for _tag, is_read in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_read = tag not in NOT_PROSE and given.get("lang", self._language) == self._language
        if is_read and self._is_read:
            self.texts += _said_by(tag, given)
        if tag not in VOID:
            self._open.append((tag, is_read))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _is_read in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_read and data.strip():
            self.texts.append(" ".join(data.split()))


def _said_by(tag: str, given: dict[str, str]) -> Iterator[str]:
    yield from (value for name, value in given.items() if name in READ_ALOUD)
    if tag == "input" and given.get("type") in ("submit", "button", "reset"):
        yield given.get("value", "")
    if tag == "meta" and given.get("name") == "description":
        yield given.get("content", "")
