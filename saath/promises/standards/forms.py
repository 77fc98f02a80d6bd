"""The form of a draft: every text in every language, times for each channel, days, and how problems are handled."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django import forms

from saath.accounts.forms import Dressed
from saath.core.languages import CHOICES, CODES
from saath.promises.standards.changes import channel_label
from saath.promises.standards.content import (
    COLUMNS,
    DAYS,
    EVERY_CHANNEL,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_ROWS,
    TEXTS,
    TIMES,
    TITLES,
    ChannelPromise,
    Content,
    Handling,
)
from saath.promises.standards.labels import COLUMN_LABELS, DAY_LABELS, TEXT_LABELS, TIME_LABELS
from saath.promises.standards.measuring import HOUR, MINUTE

UNITS = {"first_answer_seconds": MINUTE, "next_answer_seconds": MINUTE, "solution_seconds": HOUR}
EMPTY_ROWS = 2
SHORT = ("kind", "decides", "limit")


class DraftForm(Dressed, forms.Form):
    """A draft as it is entered; `channels` are those that have a row of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, content: Content, channels: Collection[str], version: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={**presented(content), "version": version}, **kwargs)
        self._channels = (EVERY_CHANNEL, *channels)
        self._rows = min(len(content.handling) + EMPTY_ROWS, MOST_ROWS)
        for name in TEXTS:
            for code, language in CHOICES:
                longest = LONGEST_TITLE if name in TITLES else LONGEST_TEXT
                self.fields[f"{name}_{code}"] = _text(
                    language, code, longest, rows=2 if name in TITLES else 4
                )
        for channel in self._channels:
            for name in TIMES:
                self.fields[_time_name(name, channel)] = _number(TIME_LABELS[name], most=99_999)
        for name in DAYS:
            self.fields[name] = _number(DAY_LABELS[name], most=MOST_DAYS)
        for place in range(self._rows):
            for column in COLUMNS:
                for code, language in CHOICES:
                    field = _text(language, code, LONGEST_TEXT, rows=1 if column in SHORT else 3)
                    self.fields[f"row{place}_{column}_{code}"] = field

    def content(self) -> Content:
        """Return what was entered. Only of a valid form."""
        said = self.cleaned_data
        return Content(
            texts={name: {code: said[f"{name}_{code}"] for code in CODES} for name in TEXTS},
            channels={channel: self._promise(channel) for channel in self._channels},
            returns_days=said["returns_days"],
            exchange_days=said["exchange_days"],
            refund_days=said["refund_days"],
            handling=tuple(
                Handling(
                    **{
                        column: {code: said[f"row{place}_{column}_{code}"] for code in CODES}
                        for column in COLUMNS
                    }
                )
                for place in range(self._rows)
            ),
        )

    def texts(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Yield each text: its name, its fields by language, and whether it begins a part of its own."""
        for name in TEXTS:
            yield (
                str(TEXT_LABELS[name]),
                [self[f"{name}_{code}"] for code in CODES],
                name in TITLES or name == "returns",
            )

    def times(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield each channel with its fields."""
        for channel in self._channels:
            yield channel_label(channel), [self[_time_name(name, channel)] for name in TIMES]

    def days(self) -> list[forms.BoundField]:
        """Return the fields of days."""
        return [self[name] for name in DAYS]

    def rows(self) -> Iterator[list[tuple[str, list[forms.BoundField]]]]:
        """Yield each kind of problem: its columns with their fields by language."""
        for place in range(self._rows):
            yield [
                (str(COLUMN_LABELS[column]), [self[f"row{place}_{column}_{code}"] for code in CODES])
                for column in COLUMNS
            ]

    def _promise(self, channel: str) -> ChannelPromise:
        entered = {name: self.cleaned_data[_time_name(name, channel)] for name in TIMES}
        return ChannelPromise(**{name: None if n is None else n * UNITS[name] for name, n in entered.items()})


def presented(content: Content) -> dict[str, Any]:
    """Return the values of the form for a content."""
    values: dict[str, Any] = {name: getattr(content, name) for name in DAYS}
    for name, words in content.texts.items():
        values |= {f"{name}_{code}": text for code, text in words.items()}
    for channel, promise in content.channels.items():
        for name in TIMES:
            seconds = getattr(promise, name)
            values[_time_name(name, channel)] = None if seconds is None else -(-seconds // UNITS[name])
    for place, row in enumerate(content.handling):
        for column in COLUMNS:
            values |= {f"row{place}_{column}_{code}": text for code, text in getattr(row, column).items()}
    return values


def _time_name(name: str, channel: str) -> str:
    return f"{name.removesuffix('_seconds')}_{channel}"


def _text(language: str, code: str, longest: int, *, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "class": "input", "lang": code, "data-wording": code})
    return forms.CharField(label=language, widget=area, required=False, max_length=longest)


def _number(label: Any, *, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "input"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, widget=widget)
