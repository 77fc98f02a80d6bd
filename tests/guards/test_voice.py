"""Translations keep to the voice and the words of `docs/howto/translate.md`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from saath.ui.catalogues import KEYWORDS, read
from tests.guards.source import called_name, python_files, tree_of

# Never said, and words that have one spelling here.
NEVER = {
    "hi": re.compile(r"कृपया|असुविधा|अमान्य|कीजिये|करिए|(?<![\u0900-\u097f])(?:ईमेल|तरीके|पन्न)"),
    "gu": re.compile(r"કૃપા કરી|અસુવિધા|દિલગીર|અમાન્ય|ઑર્ડર|(?<![\u0a80-\u0aff])(?:ઇમેઇલ|ચેટ|ચેનલ|પાનું|વાયદ)"),
}
# A request ends in -इए; what ends so and asks for nothing is named with its reason.
REQUEST = re.compile(
    r"(?<![\u0900-\u097f])(?:करें|लिखें|चुनें|भेजें|देखें|रखें|दें|लें|पढ़ें|बदलें|जोड़ें|सहेजें|हटाएँ|बताएँ|दिलाएँ|सुलझाएँ|कहें|छोड़ें)।?$"
)
ASKS_FOR_NOTHING = {
    "When %(name)s writes": "says what somebody does",
    "When the customer writes": "says what somebody does",
    "Where people write": "says what somebody does",
    "Says what receivers do with mail that only claims to be yours.": "says what somebody does",
    "Single letters work as keys": "says what keys do",
    "How we speak of you": "names a choice",
    "Who to turn to": "names a part of the page",
    "Whoever you promise an update by a time comes here until you have given it.": "names a time",
    "What you can do here, a program can do for you: within your role, and only what you let it.": "names a limit",
    "Ask who runs Saath to make the pages for shoppers reachable from everywhere.": "says what is asked of another",
    "Nothing that you wrote is lost. Ask the owner of your shop to open it again.": "says what is asked of another",
    "Nothing was changed. Ask who runs Saath to write the export to a disk: saath export.": "says what is asked of another",
}


@pytest.mark.parametrize("language", sorted(NEVER))
def test_translations_keep_to_the_voice(language: str) -> None:
    said = [(message.id, text) for message in read(language) if message.id for text in _texts(message.string)]
    assert len(said) > 2_000
    assert [text for _id, text in said if NEVER[language].search(text)] == []
    if language == "hi":
        asked = {str(each) for each, text in said if REQUEST.search(text)}
        assert asked <= ASKS_FOR_NOTHING.keys()


@pytest.mark.parametrize("text", ["कृपया यह पढ़ें", "ईमेल भेजिए", "આ પાનું"])
def test_sees_a_word_that_is_never_said(text: str) -> None:
    assert any(words.search(text) for words in NEVER.values())


def test_sees_a_request_in_another_voice() -> None:
    assert REQUEST.search("1 से 5 तक चुनें।")


def test_no_text_hides_within_another() -> None:
    """What stands in the braces of an f-string is not found by who collects the texts, and stays English."""
    assert [f"{path}: {text}" for path in python_files() for text in _hidden(tree_of(path))] == []


def test_sees_a_text_within_another() -> None:
    assert list(_hidden(ast.parse("""f"{_('No such thing.')} {help}\""""))) == ["No such thing."]


def _hidden(tree: ast.Module) -> Iterable[str]:
    for outer in ast.walk(tree):
        for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
            if isinstance(call, ast.Call) and called_name(call) in KEYWORDS:
                yield from (str(each.value) for each in call.args if isinstance(each, ast.Constant))


def _texts(translated: str | Iterable[str] | None) -> Iterable[str]:
    return (translated,) if isinstance(translated, str) else translated or ()
