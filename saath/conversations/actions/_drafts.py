"""What all that touches a draft has in common: the row of its writer, and its mark on the conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.drafting import DraftState, marks_of, states_of, without_mark
from saath.conversations.events import DRAFT_CHANGED
from saath.conversations.models import Conversation, Draft, DraftFile, Upload
from saath.conversations.switching import Switching, check_reason
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden, NotFound
from saath.customers.models import Identity
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row, insert_unless_there, update_row
from saath.timeline.emit import emit

RIGHT_TO = {Draft.Kind.REPLY.value: "conversation.reply", Draft.Kind.NOTE.value: "conversation.note"}


def own_draft(actor: Actor, conversation: Conversation, kind: str) -> Draft | None:
    """Return the actor's unfinished words, held until the transaction ends, also where they were discarded."""
    if actor.member_id is None:
        raise Forbidden()
    mine = Draft.objects.filter(
        conversation=conversation, writer_id=actor.member_id, kind=kind, leaves_at=None
    )
    return mine.select_for_update(of=("self",)).first()


def put_into_draft(
    actor: Actor, conversation: Conversation, kind: str, *, text: str, window: str = "", is_known: bool
) -> Draft:
    """Write words into the actor's draft; what was there and is not `is_known` to the window is kept as earlier."""
    draft = own_draft(actor, conversation, kind)
    if draft is None:
        draft = Draft(conversation=conversation, kind=kind, text=text, window=window)
        draft.writer_id = actor.member_id or 0
        if not insert_unless_there(draft):
            return put_into_draft(actor, conversation, kind, text=text, window=window, is_known=False)
        _tell(actor, conversation)
        return draft
    was_discarded = draft.discarded_at is not None
    if text != draft.text or was_discarded:
        is_lost = bool(draft.text.strip()) and not is_known and not text.startswith(draft.text)
        earlier, is_seen = draft.earlier_text, draft.is_earlier_seen
        if is_lost or was_discarded:
            earlier, is_seen = draft.text, was_discarded
        kept = {"earlier_text": earlier, "is_earlier_seen": is_seen}
        changed(draft, text=text, window=window, discarded_at=None, **kept)
    if was_discarded:
        _tell(actor, conversation)
    return draft


def draft_again(
    actor: Actor,
    conversation: Conversation,
    *,
    kind: str = Draft.Kind.REPLY.value,
    text: str,
    files: Iterable[tuple[int, str]],
    switching: Switching | None = None,
) -> Draft:
    """Make words the actor's draft, such as those of an answer that did not leave after all; what was there is kept.

    Files are pairs of a stored file's id and its name; with `switching` it goes where that says.
    """
    draft = put_into_draft(actor, conversation, kind, text=text, is_known=False)
    if switching is not None:
        choose_way(draft, switching)
    known = set(draft.files.values_list("file_id", flat=True))
    for file_id, name in files:
        if file_id not in known:
            insert_row(DraftFile(draft=draft, file_id=file_id, name=name))
    return draft


def enclose_uploads(draft: Draft, uploads: Sequence[Upload]) -> None:
    """Let files that were put in go with a draft, each once."""
    if not uploads:
        return
    known = set(draft.files.values_list("file_id", flat=True))
    for each in uploads:
        if each.file_id not in known:
            insert_row(DraftFile(draft=draft, file_id=each.file_id, name=each.name))


def choose_way(draft: Draft, switching: Switching | None) -> Draft:
    """Let a draft go elsewhere than where the customer wrote last; None is there again."""
    if switching is None and draft.goes_to_id is None:
        return draft
    if switching is None:
        return changed(draft, goes_to=None, switch_reason="", switch_words="")
    to = Identity.objects.filter(customer=draft.conversation.customer_id, public_id=switching.to).first()
    words = check_reason(switching)
    return changed(draft, goes_to=to, switch_reason=switching.reason, switch_words=words)


def changed(draft: Draft, **values: Any) -> Draft:
    """Write some fields of a draft, one version further."""
    values |= {"version": draft.version + 1, "written_at": now()}
    for name, value in values.items():
        setattr(draft, name, value)
    update_row(draft, *values)
    return draft


def drop_draft(actor: Actor, conversation: Conversation, kind: str) -> None:
    """Forget a colleague's unfinished words of a kind: they are sent, or nothing is left of them."""
    mine = Q(conversation=conversation, writer_id=actor.member_id, kind=kind, leaves_at=None)
    delete_drafts(mine)
    mark_drafts(conversation)
    emit(actor, DRAFT_CHANGED, subject=conversation)


def delete_drafts(which: Q) -> None:
    """Delete drafts and what belongs to them, without loading them first."""
    drafts = Draft.objects.filter(which)
    for rows in (DraftFile.objects.filter(draft__in=drafts), drafts):
        rows.order_by()._raw_delete(connection.alias)


def forget_sent(conversation: Conversation, member_id: int | None, kind: str) -> bool:
    """Forget the draft of what has just been sent, in a conversation that is held; returns whether there was one.

    What another window had written is not sent: it stays, to be shown again, unless its writer chose the other. The caller
    saves `draft_marks`.
    """
    if not has_draft(conversation, member_id, kind):
        return False
    sent = Q(conversation=conversation, writer_id=member_id, kind=kind, leaves_at=None)
    unseen = Draft.objects.filter(sent, is_earlier_seen=False).exclude(earlier_text="")
    if unseen.update(text="", version=F("version") + 1):
        DraftFile.objects.filter(draft__in=Draft.objects.filter(sent)).delete()
        return True
    delete_drafts(sent)
    conversation.draft_marks = without_mark(conversation.draft_marks, member_id, DraftState(kind))
    return True


def mark_drafts(conversation: Conversation) -> None:
    """Say on the conversation whose drafts it has, as they are now."""
    held = locked(conversation)
    held.draft_marks = marks_of(
        (writer, DraftState(state))
        for writer, state in _states(Draft.objects.filter(conversation=conversation, discarded_at=None))
    )
    held.version += 1
    update_row(held, "draft_marks", "version")
    conversation.draft_marks, conversation.version = held.draft_marks, held.version


def has_draft(conversation: Conversation, member_id: int | None, kind: str) -> bool:
    """Tell by its mark whether a colleague has unfinished words of a kind here."""
    return DraftState(kind) in states_of(conversation.draft_marks, member_id)


def own_later(actor: Actor, draft: Draft) -> Draft:
    """Return an answer of the actor's own that waits, held; raises `Forbidden`, `NotFound`, `Conflict`."""
    actor.require("conversation.reply")
    if draft.writer_id != actor.member_id:
        raise NotFound()
    return locked_later(draft)


def locked_unfinished(draft: Draft) -> Draft:
    """Return unfinished words as they are now, discarded ones too, with their conversation held first.

    Raises `Conflict` where they were sent meanwhile, or wait to leave.
    """
    conversation = locked(draft.conversation)
    fresh = Draft.objects.filter(pk=draft.pk, leaves_at=None).select_for_update(of=("self",)).first()
    if fresh is None:
        raise Conflict(
            _("These words are no draft any more."),
            what_is_safe=_("What was sent, or is to be sent, stays as it is."),
            what_to_do="",
        )
    fresh.conversation = conversation
    return fresh


def locked_later(draft: Draft) -> Draft:
    """Return an answer that waits, with its conversation held first, as all that writes holds it.

    Raises `Conflict` where it does not wait any more.
    """
    conversation = locked(draft.conversation)
    held = Draft.objects.leaving().select_for_update(of=("self",)).select_related("writer")
    fresh = held.filter(pk=draft.pk).first()
    if fresh is None:
        raise Conflict(_("It has left already, or somebody took it back."), what_to_do="")
    fresh.conversation = conversation
    return fresh


def _states(drafts: Any) -> list[tuple[int, str]]:
    rows = drafts.values_list("writer_id", "kind", "leaves_at", "held")
    return [
        (writer, (DraftState.HELD if held else DraftState.LATER) if leaves_at else kind)
        for writer, kind, leaves_at, held in rows
    ]


def _tell(actor: Actor, conversation: Conversation) -> None:
    mark_drafts(conversation)
    emit(actor, DRAFT_CHANGED, subject=conversation)
