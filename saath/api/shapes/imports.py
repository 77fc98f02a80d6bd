"""What an import from another help desk looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape
from saath.imports.choices import Choices
from saath.imports.models import Bringing, Remark
from saath.imports.troubles import Trouble

State = Literal["looking", "looked", "checking", "checked", "running", "paused", "done", "failed"]
Outcome = Literal["solved", "pending", "open", "out"]
MOST_WORDS = 500


class ImportChoices(Shape):
    """What becomes of the words of the other help desk: by its own ids and words, our ids and words; "" stays behind."""

    account_id: str
    agents: dict[str, str]
    statuses: dict[str, str]
    tags: dict[str, str]
    fields: dict[str, str]
    channels: dict[str, str]


class Import(Shape):
    """A file of another help desk: what was found in it, what becomes of it, and how far that is.

    `new`, `grown`, `same`, `out` and `faulty` count conversations, or mails, of `total`; `remarks` is what is not taken over.
    """

    id: UUID
    name: str
    source: Literal["zendesk", "freshdesk", "chatwoot", "intercom", "mail"]
    state: State
    percent: int
    total: int
    new: int
    grown: int
    same: int
    out: int
    faulty: int
    messages: int
    remarks: int
    earliest_at: datetime | None
    latest_at: datetime | None
    choices: ImportChoices | None
    created_at: datetime
    finished_at: datetime | None


class ImportRemark(Shape):
    """Something that is not taken over, or not whole: where it stands, what it is, and what is to be done."""

    where: str
    trouble: str
    said: str
    label: str


class Matching(Input):
    """What becomes of the other desk's words; whatever is not named stays as it was guessed or chosen before."""

    account_id: UUID | None = None
    agents: dict[str, UUID | None] = Field(default_factory=dict, max_length=MOST_WORDS)
    statuses: dict[str, Outcome] = Field(default_factory=dict, max_length=MOST_WORDS)
    tags: dict[str, str] = Field(default_factory=dict, max_length=MOST_WORDS)
    fields: dict[str, UUID | None] = Field(default_factory=dict, max_length=MOST_WORDS)
    channels: dict[str, UUID] = Field(default_factory=dict, max_length=MOST_WORDS)

    def over(self, before: Choices) -> Choices:
        """Return the choices with what is named here."""
        return Choices(
            account=str(self.account_id) if self.account_id else before.account,
            agents={**before.agents, **_as_text(self.agents)},
            statuses={**before.statuses, **self.statuses},
            tags={**before.tags, **{tag: name.strip()[:40] for tag, name in self.tags.items()}},
            fields={**before.fields, **_as_text(self.fields)},
            channels={**before.channels, **_as_text(self.channels)},
        )


def import_shape(row: Bringing) -> Import:
    """Return a file as programs see it."""
    span = row.span
    return Import(
        id=row.public_id,
        name=row.name,
        source=row.source,  # type: ignore[arg-type]  # a name of the registry
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        percent=row.percent,
        total=row.total,
        new=row.new,
        grown=row.grown,
        same=row.same,
        out=row.out,
        faulty=row.faulty,
        messages=row.messages,
        remarks=row.remarks_count,
        earliest_at=span[0] if span else None,
        latest_at=span[1] if span else None,
        choices=_choices(row),
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


def remark_shape(row: Remark) -> ImportRemark:
    """Return what is not taken over as programs see it."""
    return ImportRemark(
        where=row.where, trouble=row.trouble, said=row.said, label=str(Trouble(row.trouble).label)
    )


def _choices(row: Bringing) -> ImportChoices | None:
    if not row.choices:
        return None
    kept = {name: value for name, value in row.choices.items() if name != "account"}
    return ImportChoices(account_id=row.choices["account"], **kept)


def _as_text(chosen: dict[str, UUID] | dict[str, UUID | None]) -> dict[str, str]:
    return {word: str(public_id) if public_id else "" for word, public_id in chosen.items()}
