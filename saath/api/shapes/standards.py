"""What the standards look like outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Ref, Shape, Whole
from saath.promises.models import Standard as StandardRow
from saath.promises.standards.content import (
    COLUMNS,
    LONGEST_TEXT,
    MOST_DAYS,
    MOST_ROWS,
    TEXTS,
    TIMES,
    ChannelPromise,
    Content,
    Handling,
    content_of,
)
from saath.promises.standards.kept import Kept
from saath.promises.standards.queries import Reader

Code = Literal["en", "hi", "gu"]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Wording = dict[Code, Text]
Seconds = Annotated[Whole, Field(ge=0, le=60 * 86400)]
Days = Annotated[Whole, Field(ge=0, le=MOST_DAYS)]
TextName = Literal[
    "title", "opening", "solve_title", "solve", "easy_title", "easy", "fast_title", "fast", "human_title", "human",
    "magic_title", "magic", "returns", "exchange", "refund", "missed", "contact", "signed",
]  # fmt: skip


class PromisedTimes(Shape):
    """Seconds of open time in which a channel answers first and next and solves; null where nothing of its own is promised."""

    first_answer_seconds: int | None
    next_answer_seconds: int | None
    solution_seconds: int | None


class HandledProblem(Shape):
    """How one kind of problem is handled, by language; only colleagues see it."""

    kind: dict[str, str]
    steps: dict[str, str]
    decides: dict[str, str]
    limit: dict[str, str]


class Standard(Shape):
    """A version of what the shop promises, or the draft of the next.

    `texts` holds each text by its name and language. `channels` holds times by channel, under an empty name those of every
    channel. `based_on` is the number of the version that it began as a copy of, null for our starting text.
    """

    id: UUID
    number: int
    state: Literal["draft", "published"]
    texts: dict[str, dict[str, str]]
    channels: dict[str, PromisedTimes]
    returns_days: int | None
    exchange_days: int | None
    refund_days: int | None
    handling: list[HandledProblem]
    based_on: int | None
    published_at: datetime | None
    published_by: Ref | None


class NewDraft(Input):
    """What a draft begins with: an older version by its number, else the one in force."""

    like: Annotated[Whole, Field(ge=1, le=10**6)] | None = None


class NewPromisedTimes(Input):
    """Seconds of open time in which a channel answers first and next and solves."""

    first_answer_seconds: Seconds | None = None
    next_answer_seconds: Seconds | None = None
    solution_seconds: Seconds | None = None


class NewHandledProblem(Input):
    """How one kind of problem is handled, by language."""

    kind: Wording
    steps: Wording = Field(default_factory=dict)
    decides: Wording = Field(default_factory=dict)
    limit: Wording = Field(default_factory=dict)


class ChangedDraft(Input):
    """What is to change in the draft: a text or a channel that is named is replaced whole, the others stay."""

    texts: dict[TextName, Wording] | None = None
    channels: dict[Annotated[str, Field(max_length=40)], NewPromisedTimes] | None = Field(None, max_length=50)
    returns_days: Days | None = None
    exchange_days: Days | None = None
    refund_days: Days | None = None
    handling: list[NewHandledProblem] | None = Field(None, max_length=MOST_ROWS)

    def over(self, content: Content) -> Content:
        """Return the content with what was sent in the place of what was there."""
        sent = self.model_fields_set
        texts: dict[str, Mapping[str, str]] = dict(content.texts)
        for name, words in (self.texts or {}).items():
            texts[name] = {str(code): text for code, text in words.items()}
        channels = {
            **content.channels,
            **{channel: ChannelPromise(**row.model_dump()) for channel, row in (self.channels or {}).items()},
        }
        handling = content.handling
        if self.handling is not None:
            handling = tuple(Handling(**row.model_dump()) for row in self.handling)
        return Content(
            texts=texts,
            channels=channels,
            returns_days=self.returns_days if "returns_days" in sent else content.returns_days,
            exchange_days=self.exchange_days if "exchange_days" in sent else content.exchange_days,
            refund_days=self.refund_days if "refund_days" in sent else content.refund_days,
            handling=handling,
        )


class StandardReading(Shape):
    """A colleague, and when they said that they have read a version; null where they have not."""

    member: Ref
    read_at: datetime | None


class KeptPromise(Shape):
    """How a promise was kept: `count` of them, `kept_percent` in time.

    Times are upper edges in seconds, within which half and nine of ten came; null where it took longer than 60 days.
    """

    channel: str
    kind: Literal["first_answer", "next_answer", "solution"]
    count: int
    kept_percent: int
    half_within_open_seconds: int | None
    most_within_open_seconds: int | None
    half_within_seconds: int | None
    most_within_seconds: int | None


class KeptPromises(Shape):
    """The thirty days up to `until`; those of all channels under an empty name. Of fewer than ten nothing is said."""

    until: date
    items: list[KeptPromise]


def standard_shape(row: StandardRow) -> Standard:
    """Return a version that was read with who published it."""
    content = content_of(row)
    by = row.published_by
    return Standard(
        id=row.public_id,
        number=row.number,
        state="draft" if row.is_draft else "published",
        texts={name: dict(content.texts[name]) for name in TEXTS if name in content.texts},
        channels={
            channel: PromisedTimes(**{name: getattr(promise, name) for name in TIMES})
            for channel, promise in content.channels.items()
        },
        returns_days=content.returns_days,
        exchange_days=content.exchange_days,
        refund_days=content.refund_days,
        handling=[
            HandledProblem(**{column: dict(getattr(each, column)) for column in COLUMNS})
            for each in content.handling
        ],
        based_on=row.based_on or None,
        published_at=row.published_at,
        published_by=Ref(id=by.public_id, name=by.display_name) if by else None,
    )


def reading_shape(reader: Reader) -> StandardReading:
    """Return a colleague with their word."""
    member = Ref(id=reader.member.public_id, name=reader.member.display_name)
    return StandardReading(member=member, read_at=reader.reading.created_at if reader.reading else None)


def kept_shape(kept: Kept) -> KeptPromises:
    """Return figures, by channel and kind."""
    return KeptPromises(
        until=kept.until,
        items=[
            KeptPromise.model_validate(
                {
                    "channel": channel,
                    "kind": kind,
                    "count": found.count,
                    "kept_percent": found.percent,
                    "half_within_open_seconds": found.open_half,
                    "most_within_open_seconds": found.open_most,
                    "half_within_seconds": found.all_half,
                    "most_within_seconds": found.all_most,
                }
            )
            for (channel, kind), found in sorted(kept.figures.items())
        ],
    )
