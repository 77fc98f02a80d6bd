"""Unsent words of a conversation, one's own and those of colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, When

from saath.conversations.drafting import DraftState, states_of
from saath.conversations.models import Conversation, Draft, DraftFile, Switch
from saath.conversations.queries.conversations import visible_conversations
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.nested import NestedRows, moment_of
from saath.tenancy.prepared import Prepared


@dataclass(frozen=True, slots=True)
class DraftFileRow:
    """A file that is to go with a draft; `size` is in bytes."""

    public_id: UUID
    name: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class ChosenWay:
    """Where an answer shall go instead of where the customer wrote last, and why."""

    to: UUID
    address: str
    namespace: str
    reason: str
    words: str

    @property
    def why(self) -> str:
        """Return why, in the language of the page or in the words of who chose it."""
        return self.words or (str(Switch.Reason(self.reason).label) if self.reason else "")


@dataclass(slots=True)
class DraftRow:
    """What a page shows of a draft."""

    public_id: UUID
    writer_id: int
    writer_name: str
    kind: str
    text: str
    earlier_text: str
    version: int
    leaves_at: datetime | None
    held: str
    solve: bool
    written_at: datetime
    switch: ChosenWay | None = None
    files: list[DraftFileRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a conversation as one of its readers sees them; `leaving` are those that leave by themselves."""

    reply: DraftRow | None = None
    note: DraftRow | None = None
    of_others: tuple[DraftRow, ...] = ()
    leaving: tuple[DraftRow, ...] = ()


_COLUMNS = (
    "public_id",
    "writer_id",
    "writer__display_name",
    "kind",
    "text",
    "earlier_text",
    "version",
    "leaves_at",
    "held",
    "solve",
    "written_at",
    "goes_to__public_id",
    "goes_to__address",
    "goes_to__namespace",
    "switch_reason",
    "switch_words",
)
_FILE_COLUMNS = ("files__public_id", "files__name", "files__file__size", "files__file__content_type")


def told_drafts() -> Case:
    """Return the drafts of a conversation beside it, once for each of their files; None where its marks say that it has none."""
    told = Draft.objects.filter(conversation=OuterRef("pk"), discarded_at=None)
    rows = NestedRows(told.order_by("leaves_at", "id", "files__id"), *_COLUMNS, *_FILE_COLUMNS)
    return Case(When(draft_marks="", then=None), default=rows)


_DRAFTS = Prepared(
    lambda: Conversation.objects.filter(pk=Given("conversation")).values_list(told_drafts(), flat=True)
)


def drafts_of(actor: Actor, conversation: Conversation) -> Drafts:
    """Return the drafts of a conversation; one statement, none where its marks say that there are none.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    if not conversation.draft_marks:
        return Drafts()
    return drafts_from(actor, _DRAFTS.first(conversation=conversation.pk) or ())


def drafts_from(actor: Actor, told: Iterable[list[Any]]) -> Drafts:
    """Return what `told_drafts` found as the actor sees it."""
    rows = _rows(told)
    unfinished = [row for row in rows if row.leaves_at is None]
    own = {row.kind: row for row in unfinished if row.writer_id == actor.member_id}
    return Drafts(
        reply=own.get(Draft.Kind.REPLY),
        note=own.get(Draft.Kind.NOTE),
        of_others=tuple(row for row in unfinished if row.writer_id != actor.member_id),
        leaving=tuple(row for row in rows if row.leaves_at is not None),
    )


def knows_draft(
    actor: Actor, conversation: Conversation, *, kind: str, version: int, window: str, text: str
) -> bool:
    """Tell whether who sends a text has seen the draft that goes with it: another window may have written meanwhile.

    No statement where the conversation's marks say that there is no draft.
    """
    if DraftState(kind) not in states_of(conversation.draft_marks, actor.member_id):
        return True
    mine = Draft.objects.unfinished().filter(conversation=conversation, writer_id=actor.member_id, kind=kind)
    own = mine.values_list("version", "window", "text").first()
    if own is None or own[0] == version or own[1] == window != "":
        return True
    return text.replace("\r\n", "\n").startswith(own[2])


def get_draft(actor: Actor, public_id: UUID) -> Draft:
    """Return one draft with its conversation and writer; raises `Forbidden`, `NotFound`."""
    found = (
        Draft.objects.select_related("conversation__account", "conversation__identity__customer", "writer")
        .filter(public_id=public_id, conversation__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def get_draft_file(actor: Actor, public_id: UUID) -> DraftFile:
    """Return one file of a draft with its bytes' row; raises `Forbidden`, `NotFound`."""
    found = (
        DraftFile.objects.select_related("file", "draft__conversation__account")
        .filter(public_id=public_id, draft__conversation__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def own_draft_files(actor: Actor, conversation: Conversation, chosen: Sequence[str]) -> list[DraftFile]:
    """Return those files of the actor's drafts in a conversation whose public ids were chosen, in their order."""
    if not chosen:
        return []
    mine = DraftFile.objects.filter(draft__conversation=conversation, draft__writer_id=actor.member_id)
    return [each for each in mine.select_related("file").order_by("id") if str(each.public_id) in chosen]


def _rows(told: Iterable[list[Any]]) -> list[DraftRow]:
    rows: dict[str, DraftRow] = {}
    for value in told:
        own, file = dict(zip(_COLUMNS, value, strict=False)), value[len(_COLUMNS) :]
        row = rows.get(own["public_id"]) or rows.setdefault(own["public_id"], _row(own))
        if file[0] is not None:
            row.files.append(DraftFileRow(UUID(file[0]), *file[1:]))
    return list(rows.values())


def _row(own: dict[str, Any]) -> DraftRow:
    written_at = moment_of(own["written_at"])
    assert written_at
    return DraftRow(
        public_id=UUID(own["public_id"]),
        writer_id=own["writer_id"],
        writer_name=own["writer__display_name"],
        kind=own["kind"],
        text=own["text"],
        earlier_text=own["earlier_text"],
        version=own["version"],
        leaves_at=moment_of(own["leaves_at"]),
        held=own["held"],
        solve=bool(own["solve"]),
        written_at=written_at,
        switch=_switch(own),
    )


def _switch(own: dict[str, Any]) -> ChosenWay | None:
    if own["goes_to__public_id"] is None:
        return None
    to, address, namespace = (own[f"goes_to__{name}"] for name in ("public_id", "address", "namespace"))
    return ChosenWay(UUID(to), address, namespace, own["switch_reason"], own["switch_words"])
