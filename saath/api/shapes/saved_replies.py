"""What a saved reply looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Yes
from saath.api.shapes.words import Code, Words, words_of
from saath.writing.csv_files import MOST_BYTES
from saath.writing.merging import Step as StepRow
from saath.writing.models import SavedUse
from saath.writing.queries import Saved
from saath.writing.rules import LONGEST_NAME, LONGEST_TEXT

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Texts = dict[Code, Text]
Tags = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Folder = Annotated[str, Field(max_length=122)]
Becomes = Literal["", "solved", "pending"]
Wanted = Literal["", "normal", "high", "urgent"]
Assigns = Literal["", "me", "nobody", "colleague"]


class SavedReply(Shape):
    """A reply that is written once and used often; one without `texts` is a macro, which only does things.

    `texts` may name values such as `{{customer.name}}`. Those in `outdated` no longer say what the one in `language` says.
    `becomes` is whose turn it is afterwards, `priority` how urgent it is then, `assigns` who has the conversation, with
    `member_id` for a colleague.
    """

    id: UUID
    name: str
    folder: str
    is_mine: bool
    language: Code
    texts: Words
    outdated: list[str]
    tags_on: list[str]
    tags_off: list[str]
    becomes: Becomes
    priority: Wanted
    assigns: Assigns
    member_id: UUID | None
    checklist_id: UUID | None
    sent: int
    unedited: int
    changed_at: datetime


class NewSavedReply(Input):
    """A reply to save, for everybody or for oneself."""

    name: Name
    texts: Texts = Field(default_factory=dict)
    folder: Folder = ""
    language: Code = "en"
    is_mine: Yes = False
    tags_on: Tags = Field(default_factory=list)
    tags_off: Tags = Field(default_factory=list)
    becomes: Becomes = ""
    priority: Wanted = ""
    assigns: Assigns = ""
    member_id: UUID | None = None
    checklist_id: UUID | None = None


class ChangedSavedReply(Input):
    """What is to be different; what is left out stays. `texts` replaces all versions.

    `fits` names versions that still say the same, although they were not written anew.
    """

    name: Name | None = None
    texts: Texts | None = None
    folder: Folder | None = None
    language: Code | None = None
    is_mine: Yes | None = None
    tags_on: Tags | None = None
    tags_off: Tags | None = None
    becomes: Becomes | None = None
    priority: Wanted | None = None
    assigns: Assigns | None = None
    member_id: UUID | None = None
    checklist_id: UUID | None = None
    fits: Annotated[list[Code], Field(max_length=3)] = Field(default_factory=list)


class RepliesFile(Input):
    """A CSV file (RFC 4180) with a line of headings, one of them “name”; `dry_run` only says what it would do."""

    csv: str = Field(min_length=1, max_length=MOST_BYTES)
    is_mine: Yes = False
    dry_run: Yes = False


class Step(Shape):
    """What one line of a file does."""

    line: int
    name: str
    effect: Literal["new", "changes", "same", "trouble"]
    trouble: str


class Brought(Shape):
    """What a file does, line by line."""

    steps: list[Step]


class MacroToRun(Input):
    """Which saved reply without words is to be done."""

    saved_reply_id: UUID


class MacroRun(Shape):
    """A macro that was run; for a quarter of an hour it can be undone."""

    id: UUID
    saved_reply_id: UUID
    conversation_id: UUID
    created_at: datetime


def saved_reply_shape(saved: Saved) -> SavedReply:
    """Return a saved reply as programs see it."""
    row, text = saved.reply, saved.text
    return SavedReply(
        id=row.public_id,
        name=row.name,
        folder=row.folder,
        is_mine=row.owner_id is not None,
        language=row.language,  # type: ignore[arg-type]  # a code that we speak
        texts=words_of(text.versions) if text else {},
        outdated=sorted(text.outdated) if text else [],
        tags_on=row.tags_on,
        tags_off=row.tags_off,
        becomes=row.becomes,  # type: ignore[arg-type]  # a choice of the model
        priority=row.priority,  # type: ignore[arg-type]  # a choice of the model
        assigns=row.assigns,  # type: ignore[arg-type]  # a choice of the model
        member_id=row.colleague.public_id if row.colleague else None,
        checklist_id=row.checklist.public_id if row.checklist else None,
        sent=row.sent,
        unedited=row.unedited,
        changed_at=row.changed_at,
    )


def step_shape(step: StepRow) -> Step:
    """Return what a line does as programs see it."""
    return Step(line=step.row.number, name=step.row.name, effect=step.effect, trouble=step.row.trouble)


def macro_run_shape(use: SavedUse) -> MacroRun:
    """Return a macro that was run as programs see it."""
    return MacroRun(
        id=use.public_id,
        saved_reply_id=use.reply.public_id,
        conversation_id=use.conversation.public_id,
        created_at=use.created_at,
    )
