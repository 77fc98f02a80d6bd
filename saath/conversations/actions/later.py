"""Answers that leave by themselves at a time. Nothing is said before: until then it is a draft with a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._drafts import (
    changed,
    choose_way,
    delete_drafts,
    enclose_uploads,
    locked_later,
    mark_drafts,
    own_draft,
    own_later,
    put_into_draft,
)
from saath.conversations.actions._outgoing import check_fits, written
from saath.conversations.actions._solving import check_resolution
from saath.conversations.actions.triage import locked
from saath.conversations.events import REPLY_SCHEDULED, REPLY_UNSCHEDULED
from saath.conversations.later.jobs import send_later
from saath.conversations.models import Conversation, Draft, DraftFile, Enclosable, Message, Upload
from saath.conversations.overtaking import check_not_overtaken
from saath.conversations.parts import SavedFile
from saath.conversations.switching import Switching, way_for
from saath.conversations.ways import way_of
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.files.actions import record_file
from saath.files.models import StoredFile
from saath.jobs import enqueue
from saath.stores.queries import actor_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

FURTHEST = timedelta(days=90)


@action
def schedule_reply(
    actor: Actor,
    conversation: Conversation,
    *,
    text: str,
    leaves_at: datetime,
    client_key: str,
    files: Sequence[SavedFile] = (),
    kept: Sequence[Enclosable] = (),
    solve: bool = False,
    resolution: str = Conversation.Resolution.ANSWER,
    copies: Collection[str] | None = None,
    seen: UUID | None = None,
    is_drafted: bool = True,
    switching: Switching | None = None,
) -> Draft:
    """Let an answer leave at a time, as the writer's own, unless something was said here by then.

    The writer's draft becomes what waits; unless `is_drafted`, its words are others and stay a draft.
    The same `client_key` again returns the same one. Raises `Forbidden`, `BadInput`, `Overtaken` as `reply` does.
    """
    actor.require("conversation.reply")
    _check_time(leaves_at)
    check_resolution(resolution)
    earlier = Draft.objects.leaving().filter(conversation=conversation, window=client_key).first()
    if earlier is not None:
        return earlier
    said = written(actor, Message.Direction.OUT, text, client_key, has_words_already=bool(files or kept))
    way = way_for(actor, conversation, switching)
    check_fits(way.can, said.text, files, kept)
    fresh = locked(conversation)
    check_not_overtaken(fresh, seen=seen, member_id=actor.member_id)
    draft = put_into_draft(actor, fresh, Draft.Kind.REPLY, text=said.text, is_known=is_drafted)
    choose_way(draft, switching if way != way_of(fresh) else None)
    words = "" if draft.is_earlier_seen else draft.earlier_text
    going = {"solve": solve, "resolution": resolution if solve else ""}
    going |= {"copies": None if copies is None else sorted(copies), "leaves_at": leaves_at}
    settled = {"text": said.text, "earlier_text": "", "is_earlier_seen": False, "window": client_key}
    changed(draft, **settled, **going, seen_message_id=_newest(fresh))
    own = [each for each in kept if isinstance(each, DraftFile)]
    _part_from(actor, draft, own, words=(words or None) if is_drafted else words)
    enclose_uploads(draft, [each for each in kept if isinstance(each, Upload)])
    _enclose(actor, draft, files)
    _wait(draft)
    mark_drafts(fresh)
    emit(actor, REPLY_SCHEDULED, subject=fresh)
    return draft


@action
def change_time(actor: Actor, draft: Draft, *, leaves_at: datetime) -> Draft:
    """Let an answer leave at another time; what was said meanwhile, its writer has seen. Raises `Forbidden`, `BadInput`."""
    fresh = own_later(actor, draft)
    _check_time(leaves_at)
    changed(fresh, leaves_at=leaves_at, held="", seen_message_id=_newest(fresh.conversation))
    _wait(fresh)
    mark_drafts(fresh.conversation)
    emit(actor, REPLY_SCHEDULED, subject=fresh.conversation)
    return fresh


@action
def take_back_later(actor: Actor, draft: Draft) -> Draft:
    """Make an answer that waits its writer's draft again; what they write now is kept as earlier. Raises `Forbidden`.

    Any colleague may do it: whoever is away must not write to a customer who has been answered.
    """
    actor.require("conversation.reply")
    fresh = locked_later(draft)
    writer = actor_of(fresh.writer)
    begun = own_draft(writer, fresh.conversation, Draft.Kind.REPLY)
    if begun is not None:
        changed(fresh, earlier_text=begun.text or begun.earlier_text)
        begun.files.update(draft=fresh)
        delete_drafts(Q(pk=begun.pk))
    changed(fresh, leaves_at=None, held="", window="", copies=None)
    mark_drafts(fresh.conversation)
    emit(actor, REPLY_UNSCHEDULED, subject=fresh.conversation)
    return fresh


def _part_from(actor: Actor, waiting: Draft, kept: Iterable[DraftFile], *, words: str | None) -> None:
    """Let go of the files that do not go along; with `words` of another window they stay a draft with these."""
    rest = waiting.files.exclude(pk__in=[each.pk for each in kept])
    if words is None:
        rest.delete()
    else:
        draft = put_into_draft(actor, waiting.conversation, Draft.Kind.REPLY, text=words, is_known=True)
        rest.update(draft=draft)


def _enclose(actor: Actor, draft: Draft, files: Iterable[SavedFile]) -> None:
    for file in files:
        stored = record_file(actor, name=file.name, saved=file.saved, kind=StoredFile.Kind.ATTACHMENT)
        DraftFile.objects.create(draft=draft, file=stored, name=file.name[:200])


def _wait(draft: Draft) -> None:
    enqueue(send_later, draft.pk, key=f"later:{draft.pk}:{draft.version}", run_at=draft.leaves_at)


def _check_time(leaves_at: datetime) -> None:
    if not now() < leaves_at <= now() + FURTHEST:
        raise BadInput(
            _("An answer can wait for a time that is still to come, within three months."),
            what_to_do=_("Pick another time."),
            field="leaves_at",
        )


def _newest(conversation: Conversation) -> int:
    said = Message.objects.filter(conversation=conversation).order_by("-id")
    return said.values_list("id", flat=True).first() or 0
