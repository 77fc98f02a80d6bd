"""What changed from one version to another."""

from __future__ import annotations

from dataclasses import replace

from saath.promises.standards.changes import changes, outdated
from saath.promises.standards.content import ChannelPromise, Handling
from saath.promises.standards.starting import starting_content

START = starting_content()


def test_nothing_changed_is_nothing() -> None:
    assert changes(START, START) == []


def test_numbers_words_and_rows_are_told() -> None:
    after = replace(
        START,
        channels={**START.channels, "chat": ChannelPromise(first_answer_seconds=60)},
        returns_days=10,
        texts={**START.texts, "title": {**START.texts["title"], "en": "Here"}},
        handling=(*START.handling, Handling({"en": "Lost"}, {}, {}, {})),
    )
    told = [(each.label, each.language, each.after) for each in changes(START, after)]
    assert told == [
        ("Live chat: First answer, minutes", "", "1 minute"),
        ("Days in which it may come back", "", "10 days"),
        ("Heading", "en", "Here"),
        ("Lost: Kind of problem", "en", "Lost"),
    ]


def test_a_translation_is_out_of_date_when_only_the_shops_own_words_changed() -> None:
    words = START.texts["title"]
    after = replace(START, texts={**START.texts, "title": {**words, "en": "Here", "gu": "અહીં"}})
    assert outdated(START, after, "en") == {"title_hi"}
    assert outdated(START, START, "en") == frozenset()
