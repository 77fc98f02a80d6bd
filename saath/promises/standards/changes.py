"""What changed from one version to another, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from saath.channels.registry import UnknownChannel, adapter_class
from saath.core.languages import CHOICES
from saath.promises.standards.content import (
    COLUMNS,
    DAYS,
    EVERY_CHANNEL,
    TEXTS,
    TIMES,
    ChannelPromise,
    Content,
    Handling,
)
from saath.promises.standards.labels import (
    COLUMN_LABELS,
    DAY_LABELS,
    EVERY_CHANNEL_LABEL,
    TEXT_LABELS,
    TIME_LABELS,
)
from saath.promises.standards.words import days, length

NONE = "–"
NOTHING = Handling({}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Change:
    """One part that reads otherwise: what it is called, its language where it has one, and its words before and after."""

    label: str
    language: str
    language_name: str
    before: str
    after: str


def changes(before: Content, after: Content) -> list[Change]:
    """Return what changed, numbers first."""
    return [*_promises(before, after), *_texts(before, after), *_handling(before, after)]


def channel_label(channel: str) -> str:
    """Return what a channel is called; one that is gone by its name."""
    if channel == EVERY_CHANNEL:
        return str(EVERY_CHANNEL_LABEL)
    try:
        return str(adapter_class(channel).capabilities.sign.label)
    except UnknownChannel:
        return channel


def outdated(before: Content, after: Content, base: str) -> frozenset[str]:
    """Return the fields (`solve_hi`) whose text stayed while that of the shop's own language changed."""
    return frozenset(
        f"{name}_{code}"
        for name, words in after.texts.items()
        if words.get(base) != before.texts.get(name, {}).get(base) and name in before.texts
        for code, text in words.items()
        if code != base and text == before.texts[name].get(code)
    )


def _promises(before: Content, after: Content) -> Iterator[Change]:
    channels = [channel for channel in {**before.channels, **after.channels}]
    for channel in channels:
        old, new = (each.channels.get(channel, ChannelPromise()) for each in (before, after))
        for name in TIMES:
            label = f"{channel_label(channel)}: {TIME_LABELS[name]}"
            was, became = (_length(getattr(each, name)) for each in (old, new))
            if was != became:
                yield Change(label, "", "", was, became)
    for name in DAYS:
        was, became = (_days(getattr(each, name)) for each in (before, after))
        if was != became:
            yield Change(str(DAY_LABELS[name]), "", "", was, became)


def _texts(before: Content, after: Content) -> Iterator[Change]:
    for name in TEXTS:
        for code, language in CHOICES:
            was, became = (each.texts.get(name, {}).get(code, "") for each in (before, after))
            if was != became:
                yield Change(str(TEXT_LABELS[name]), code, language, was or NONE, became or NONE)


def _handling(before: Content, after: Content) -> Iterator[Change]:
    for old, new in zip_longest(before.handling, after.handling, fillvalue=NOTHING):
        kind = next(iter((new.kind or old.kind).values()), "")
        for column in COLUMNS:
            for code, language in CHOICES:
                was, became = (getattr(each, column).get(code, "") for each in (old, new))
                if was != became:
                    label = f"{kind}: {COLUMN_LABELS[column]}"
                    yield Change(label, code, language, was or NONE, became or NONE)


def _length(seconds: int | None) -> str:
    return NONE if seconds is None else length(seconds)


def _days(n: int | None) -> str:
    return NONE if n is None else days(n)
