"""Unfinished words: kept at each pause, seen by colleagues, lost by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from saath.conversations.actions._drafts import (
    RIGHT_TO,
    changed,
    choose_way,
    draft_again,
    drop_draft,
    enclose_uploads,
    locked_unfinished,
    mark_drafts,
    own_draft,
    put_into_draft,
)
from saath.conversations.actions.triage import locked
from saath.conversations.events import DRAFT_CHANGED
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Conversation, Draft, DraftFile, Message, Upload
from saath.conversations.parts import SavedFile
from saath.conversations.switching import Switching, switching_of_draft, way_for
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.core.text import storable
from saath.files.actions import record_file
from saath.files.models import StoredFile
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def save_draft(
    actor: Actor,
    conversation: Conversation,
    *,
    kind: str,
    text: str,
    seen_version: int = 0,
    window: str = "",
    client_key: str = "",
) -> Draft | None:
    """Keep what a colleague writes; None where there is nothing to keep. Raises `Forbidden`.

    The newest writing wins. What another window wrote since `seen_version` is kept as the earlier text, to be taken
    back. Words that left under `client_key` meanwhile, or wait to leave, are no draft any more.
    """
    actor.require(RIGHT_TO[kind])
    # Whoever sends holds the conversation: only behind them is it known what has left.
    conversation = locked(conversation)
    if client_key and _was_given_away(client_key):
        return None
    text = storable(text).replace("\r\n", "\n")
    draft = own_draft(actor, conversation, kind)
    is_known = draft is None or draft.version == seen_version or draft.window == window != ""
    if text.strip():
        return put_into_draft(actor, conversation, kind, text=text, window=window, is_known=is_known)
    if draft is None or not is_known or draft.discarded_at is not None:
        return draft if draft is not None and draft.discarded_at is None else None
    if draft.earlier_text or draft.goes_to_id or draft.files.exists():
        return changed(draft, text="")
    drop_draft(actor, conversation, kind)
    return None


@action
def choose_draft_way(
    actor: Actor, conversation: Conversation, *, switching: Switching | None
) -> Draft | None:
    """Let the answer that is being written go elsewhere than where the customer wrote last, or there again with None.

    Raises `Forbidden`, `BadInput` where the customer may not be answered there or no reason is given.
    """
    actor.require("conversation.reply")
    fresh = locked(conversation)
    way = way_for(actor, fresh, switching)
    is_elsewhere = way.identity.pk != way_of(fresh).identity.pk
    draft = own_draft(actor, fresh, Draft.Kind.REPLY)
    if draft is None or draft.discarded_at is not None:
        if not is_elsewhere:
            return None
        draft = put_into_draft(actor, fresh, Draft.Kind.REPLY, text="", is_known=True)
    choose_way(draft, switching if is_elsewhere else None)
    if draft.text.strip() or draft.earlier_text or is_elsewhere or draft.files.exists():
        return draft
    drop_draft(actor, fresh, Draft.Kind.REPLY)
    return None


@action
def swap_draft(actor: Actor, draft: Draft) -> Draft:
    """Bring back what this text had replaced, and keep this one in its place until either is sent.

    Raises `Forbidden`, `NotFound`, `Conflict` for what is no draft any more.
    """
    fresh = _own(actor, draft)
    return changed(fresh, text=fresh.earlier_text, earlier_text=fresh.text, is_earlier_seen=True, window="")


@action
def load_draft(actor: Actor, draft: Draft) -> Draft:
    """Take the words and files of a colleague's draft into one's own; theirs stays, and what was there is kept as earlier.

    Raises `Forbidden`.
    """
    actor.require(RIGHT_TO[draft.kind])
    files = draft.files.values_list("file_id", "name")
    conversation = locked(draft.conversation)
    return draft_again(actor, conversation, kind=draft.kind, text=draft.text, files=files)


@action
def discard_draft(actor: Actor, draft: Draft) -> Draft:
    """Put a draft away, one's own or a colleague's, so that it may be brought back.

    Raises `Forbidden`, `Conflict` for what is no draft any more.
    """
    actor.require(RIGHT_TO[draft.kind])
    return _put_away(actor, draft, at=now())


@action
def bring_draft_back(actor: Actor, draft: Draft) -> Draft:
    """Undo a discarding. Raises `Forbidden`, `Conflict` for what is no draft any more."""
    actor.require(RIGHT_TO[draft.kind])
    return _put_away(actor, draft, at=None)


@action
def add_draft_files(
    actor: Actor,
    conversation: Conversation,
    *,
    kind: str,
    files: Iterable[SavedFile] = (),
    uploads: Sequence[Upload] = (),
) -> Draft:
    """Keep files that are to go with what a colleague writes, new ones and such as were put in.

    Raises `Forbidden`, `BadInput` past the channel's limits.
    """
    actor.require(RIGHT_TO[kind])
    conversation = locked(conversation)
    draft = own_draft(actor, conversation, kind)
    if draft is None or draft.discarded_at is not None:
        draft = put_into_draft(actor, conversation, kind, text="", is_known=True)
    for file in files:
        stored = record_file(actor, name=file.name, saved=file.saved, kind=StoredFile.Kind.ATTACHMENT)
        DraftFile.objects.create(draft=draft, file=stored, name=file.name[:200])
    enclose_uploads(draft, uploads)
    if kind == Draft.Kind.REPLY:
        kept = draft.files.select_related("file")
        enclosed = [Enclosed(each.name, each.file.size, each.file.content_type) for each in kept]
        check_answer(way_for(actor, conversation, switching_of_draft(draft)).can, text="", files=enclosed)
    return draft


@action
def remove_draft_file(actor: Actor, file: DraftFile) -> Draft:
    """Let go of one file of one's own draft. Raises `Forbidden`, `NotFound` for another's, `Conflict`."""
    draft = _own(actor, file.draft)
    file.delete()
    if not (draft.text.strip() or draft.earlier_text or draft.goes_to_id or draft.files.exists()):
        drop_draft(actor, draft.conversation, draft.kind)
    return draft


def _own(actor: Actor, draft: Draft) -> Draft:
    actor.require(RIGHT_TO[draft.kind])
    if draft.writer_id != actor.member_id:
        raise NotFound()
    return locked_unfinished(draft)


def _put_away(actor: Actor, draft: Draft, *, at: datetime | None) -> Draft:
    fresh = locked_unfinished(draft)
    changed(fresh, discarded_at=at)
    mark_drafts(fresh.conversation)
    emit(actor, DRAFT_CHANGED, subject=fresh.conversation)
    return fresh


def _was_given_away(client_key: str) -> bool:
    if Message.objects.filter(client_key=client_key).exists():
        return True
    return Draft.objects.leaving().filter(window=client_key).exists()
