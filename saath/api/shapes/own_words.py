"""What Saath says by itself, as programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Whole, Yes
from saath.api.shapes.words import Code
from saath.promises.models import OwnWord as Row
from saath.promises.models import OwnWordSettings
from saath.promises.reminders.kinds import About
from saath.promises.wording.texts import About as AboutText
from saath.stores.texts import LocalText

# As long as the pages let a text be.
Letters = dict[Code, Annotated[str, Field(max_length=2000)]]
Kind = Literal["reminder", "closing", "thanks"]
Time = Annotated[Whole, Field(ge=1, le=365)]
TIMES = (
    "In days, but `remind_times`, which is how often. reminder: `remind_after_days`, `remind_times`; closing: "
    "`close_after_days`; thanks: `thank_after_days`, `thank_again_after_days`."
)


class OwnWordKind(Shape):
    """A kind of what Saath says by itself: whether, and when. Its words are the text of its name."""

    kind: Kind
    is_on: bool
    times: dict[str, int] = Field(description=TIMES)


class ChangedOwnWordKind(Input):
    """Whether it is said; times that are left out stay."""

    is_on: Yes
    times: dict[Annotated[str, Field(max_length=40)], Time] = Field(default_factory=dict, description=TIMES)


TextName = Literal[
    "acknowledgement", "short-acknowledgement", "is-it-sorted", "sorted-letter", "reminder", "closing", "thanks", "apology",
    "apology-gift",
]  # fmt: skip


class OwnText(Shape):
    """A text that Saath says by itself. Each version mentions each of `values` in braces; `is_own` where the shop worded it."""

    name: TextName
    is_own: bool
    values: list[str]
    texts: Letters


class ChangedOwnText(Input):
    """The text by language; '' and what is left out have our words."""

    texts: Letters


class OwnWord(Shape):
    """What Saath did by itself in a conversation. Without a `message_id` the customer was not told, and `untold` says why."""

    id: UUID
    conversation_id: UUID
    kind: Kind
    message_id: UUID | None
    days: int
    untold: str
    undone_at: datetime | None
    created_at: datetime


def kind_shape(about: About, settings: OwnWordSettings) -> OwnWordKind:
    """Return a kind as programs see it."""
    return OwnWordKind(
        kind=about.kind,  # type: ignore[arg-type]  # a choice of the model
        is_on=getattr(settings, about.switch),
        times={name: getattr(settings, name) for name in about.times},
    )


def text_shape(about: AboutText, words: LocalText, *, is_own: bool) -> OwnText:
    """Return a text as programs see it."""
    return OwnText(
        name=about.name,  # type: ignore[arg-type]  # the names are these
        is_own=is_own,
        values=sorted(about.values),
        texts=dict(words.versions),  # type: ignore[arg-type]  # the codes are these
    )


def own_word_shape(row: Row) -> OwnWord:
    """Return one that was read with its conversation and message."""
    return OwnWord(
        id=row.public_id,
        conversation_id=row.conversation.public_id,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        message_id=row.message.public_id if row.message else None,
        days=row.days,
        untold=row.untold,
        undone_at=row.undone_at,
        created_at=row.created_at,
    )
