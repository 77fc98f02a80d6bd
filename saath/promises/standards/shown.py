"""A version of the standards in the words of one language, each promise with what came of it. Words in force decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from saath.core.figures import figure
from saath.promises.models import Standard
from saath.promises.standards.content import (
    EVERY_CHANNEL,
    RULES,
    TIMES,
    ChannelPromise,
    Content,
    content_of,
    fill,
    local,
)
from saath.promises.standards.kept import KINDS, Kept
from saath.promises.standards.measuring import Figures
from saath.promises.standards.words import filled_in, length

COMING_BACK = ("returns", "exchange", "refund")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language that it is really in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and what it is a figure of."""

    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the five rules."""

    name: str
    title: Said
    text: Said | None
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Line:
    """One promise of one channel: its words, the share kept, and how long it took. Empty lines where nothing is known."""

    kind: str
    promise: str
    percent: str = ""
    open_words: str = ""
    all_words: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a page says of a version, hours and ways to reach the shop apart."""

    title: Said
    opening: Said | None
    rules: Sequence[Rule]
    coming_back: Sequence[tuple[str, Said]]
    missed: Said | None
    contact: Said | None
    signed: Said | None


class Wording:
    """The texts of a version in a language, with what is promised filled in."""

    def __init__(self, content: Content, *, language: str, base: str) -> None:
        self._content, self._language, self._base = content, language, base
        self._values = filled_in(content)

    def said(self, name: str) -> Said | None:
        """Return a text, None where the shop says nothing."""
        text = local(self._content.texts.get(name, {}), self._base)
        if text is None:
            return None
        wording = text.in_language(self._language)
        return Said(fill(wording.text, self._values), wording.language)

    def must(self, name: str) -> Said:
        """Return a text that is never missing in a published version; a draft may lack it."""
        return self.said(name) or Said("", self._language)


def show(standard: Standard, kept: Kept | None, *, language: str, base: str, languages: int) -> Shown:
    """Return a version in a language; `base` is the shop's, `languages` in how many it answers."""
    content = content_of(standard)
    wording = Wording(content, language=language, base=base)
    facts = _facts(content, kept, languages)
    titles = {"returns": _("Returns"), "exchange": _("Exchange"), "refund": _("Money back")}
    said = {name: wording.said(name) for name in COMING_BACK}
    return Shown(
        title=wording.must("title"),
        opening=wording.said("opening"),
        rules=[
            Rule(name, wording.must(f"{name}_title"), wording.said(name), facts.get(name)) for name in RULES
        ],
        coming_back=[(titles[name], text) for name, text in said.items() if text is not None],
        missed=wording.said("missed"),
        contact=wording.said("contact"),
        signed=wording.said("signed"),
    )


def _facts(content: Content, kept: Kept | None, languages: int) -> dict[str, Fact]:
    facts = {"human": Fact(str(languages), _("languages in which we answer"))} if languages > 1 else {}
    general = content.promise(EVERY_CHANNEL)
    if kept is None:
        return facts
    for rule, kind, seconds in (
        ("solve", "solution", general.solution_seconds),
        ("fast", "first_answer", general.first_answer_seconds),
    ):
        found = kept.figures.get((EVERY_CHANNEL, kind))
        if found is not None and seconds is not None:
            facts[rule] = Fact(_percent(found), _("kept in the last 30 days"))
    return facts


def lines_of(promise: ChannelPromise, kept: Kept | None, *, channel: str) -> list[Line]:
    """Return what is promised on a channel, each with what came of it."""
    says: dict[str, Callable[[str], str]] = {
        "first_answer": lambda time: _("First answer by a person within %(time)s") % {"time": time},
        "next_answer": lambda time: _("Each further answer within %(time)s") % {"time": time},
        "solution": lambda time: _("Solved within %(time)s") % {"time": time},
    }
    promised = zip(KINDS, (getattr(promise, name) for name in TIMES), strict=True)
    return [
        _line(kind, says[kind](length(seconds)), kept.figures.get((channel, kind)) if kept else None)
        for kind, seconds in promised
        if seconds is not None
    ]


def _line(kind: str, promise: str, found: Figures | None) -> Line:
    if found is None:
        return Line(kind, promise)
    return Line(
        kind,
        promise,
        percent=_percent(found),
        open_words=_times(found.open_half, found.open_most, is_open_time=True),
        all_words=_times(found.all_half, found.all_most, is_open_time=False),
        count=figure(found.count),
    )


def _times(half: int | None, most: int | None, *, is_open_time: bool) -> str:
    """Return "half within a, nine of ten within b", as much of it as is known."""
    if half is None:
        return ""
    said = {"half": length(half, is_open_time=is_open_time)}
    if most is None:
        return _("half within %(half)s") % said
    said["most"] = length(most, is_open_time=is_open_time)
    return _("half within %(half)s, nine of ten within %(most)s") % said


def _percent(found: Figures) -> str:
    return f"{found.percent}%"
