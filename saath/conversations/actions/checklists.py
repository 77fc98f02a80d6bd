"""What is to be done in a conversation: put on, ticked off, added and taken off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saath.checklists.content import LONGEST_ITEM
from saath.checklists.models import Checklist
from saath.conversations.actions._checklists import as_they_are_now
from saath.conversations.actions.triage import locked
from saath.conversations.events import CHECKLIST_PUT, CHECKLIST_TAKEN_OFF, ITEMS_CHANGED
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.core.clock import now
from saath.core.errors import BadInput, NotFound
from saath.core.languages import language_of
from saath.core.names import checked_names
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "conversation.fill"
MOST_LISTS, MOST_ADDED = 10, 50


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a form changed: the items that were done, and those that were called open again."""

    done: tuple[ChecklistItem, ...] = ()
    undone: tuple[ChecklistItem, ...] = ()

    @property
    def all(self) -> tuple[ChecklistItem, ...]:
        """All that it changed."""
        return self.done + self.undone


@action
def put_checklist(actor: Actor, conversation: Conversation, *, checklist: Checklist) -> PutChecklist:
    """Put a checklist on a conversation as it is written now; one that has it keeps it.

    Raises `Forbidden`, `NotFound` for one that was removed, `BadInput` where there are too many.
    """
    actor.require(VERB)
    if checklist.deleted_at is not None:
        raise NotFound()
    fresh = locked(conversation)
    there = list(PutChecklist.objects.filter(conversation=fresh, deleted_at=None))
    same = next((each for each in there if each.checklist_id == checklist.pk), None)
    if same is not None:
        return same
    if len(there) >= MOST_LISTS:
        raise BadInput(_("There are too many checklists here."), what_to_do=_("Take one off first."))
    put = PutChecklist.objects.create(
        conversation=fresh,
        checklist=checklist,
        names=checklist.names,
        is_required=checklist.is_required,
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(put=put, names=names, place=place) for place, names in enumerate(checklist.items, 1)
    )
    emit(actor, CHECKLIST_PUT, subject=fresh, refs={"checklist": put}, changed=["items"])
    as_they_are_now(actor, fresh, [put])
    return put


@action
def take_checklist_off(actor: Actor, put: PutChecklist) -> None:
    """Take a checklist off its conversation, with all that is ticked on it; it comes back for 30 days. Raises `Forbidden`."""
    _mark(actor, put, is_off=True)


@action
def put_checklist_back(actor: Actor, put: PutChecklist) -> None:
    """Put a checklist back on that was taken off, as it was; raises `Forbidden`."""
    _mark(actor, put, is_off=False)


@action
def tick_items(
    actor: Actor,
    conversation: Conversation,
    *,
    done: Collection[UUID] = (),
    undone: Collection[UUID] = (),
) -> Ticked:
    """Call items of a conversation done, or open again; what is so already stays with who made it so.

    Raises `Forbidden`.
    """
    actor.require(VERB)
    fresh = locked(conversation)
    ticked = Ticked(
        tuple(_items(fresh, done).filter(is_done=False)), tuple(_items(fresh, undone).filter(is_done=True))
    )
    _write(ticked.done, is_done=True, done_by=actor.member_id, done_at=now())
    _write(ticked.undone, is_done=False)
    _changed(actor, fresh, ticked.all)
    return ticked


@action
def untick_items(
    actor: Actor, conversation: Conversation, *, done: Collection[UUID], undone: Collection[UUID]
) -> None:
    """Take back what `tick_items` changed, but for what somebody has changed since; raises `Forbidden`."""
    actor.require(VERB)
    fresh = locked(conversation)
    were_done = tuple(_items(fresh, done).filter(is_done=True))
    were_open = tuple(_items(fresh, undone).filter(is_done=False))
    _write(were_done, is_done=False)
    _write(were_open, is_done=True)
    _changed(actor, fresh, were_done + were_open)


@action
def add_item(actor: Actor, conversation: Conversation, *, words: str) -> ChecklistItem:
    """Add something that is to be done in this conversation alone; raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    language = language_of(get_language()).code
    names = checked_names({language: words}, longest=LONGEST_ITEM, field="words")
    if not names:
        raise BadInput(_("Write what is to be done."), field="words")
    fresh = locked(conversation)
    own = PutChecklist.objects.filter(conversation=fresh, is_own=True, deleted_at=None).order_by("id").first()
    own = own or PutChecklist.objects.create(conversation=fresh, is_own=True)
    last = own.items.order_by("-place").first()
    place = last.place + 1 if last else 1
    if place > MOST_ADDED:
        raise BadInput(_("There is too much on this list."), field="words")
    item = ChecklistItem.objects.create(put=own, names=names, place=place)
    _changed(actor, fresh, [item])
    return item


@action
def take_item_off(actor: Actor, item: ChecklistItem) -> None:
    """Take an item off its checklist; raises `Forbidden`."""
    _mark_item(actor, item, is_off=True)


@action
def put_item_back(actor: Actor, item: ChecklistItem) -> None:
    """Put an item back that was taken off; raises `Forbidden`."""
    _mark_item(actor, item, is_off=False)


def _items(conversation: Conversation, public_ids: Collection[UUID]) -> QuerySet[ChecklistItem]:
    theirs = ChecklistItem.objects.filter(put__conversation=conversation, put__deleted_at=None)
    return theirs.filter(deleted_at=None, public_id__in=public_ids).select_related("put")


def _mark(actor: Actor, put: PutChecklist, *, is_off: bool) -> None:
    actor.require(VERB)
    fresh = locked(put.conversation)
    rows = PutChecklist.objects.filter(pk=put.pk, deleted_at__isnull=is_off)
    if rows.update(deleted_at=now() if is_off else None):
        kind = CHECKLIST_TAKEN_OFF if is_off else ITEMS_CHANGED
        emit(actor, kind, subject=fresh, refs={"checklist": put}, changed=["items"])
        as_they_are_now(actor, fresh, [put])


def _mark_item(actor: Actor, item: ChecklistItem, *, is_off: bool) -> None:
    actor.require(VERB)
    fresh = locked(item.put.conversation)
    rows = ChecklistItem.objects.filter(pk=item.pk, deleted_at__isnull=is_off)
    if rows.update(deleted_at=now() if is_off else None):
        _changed(actor, fresh, [item])


def _write(items: Collection[ChecklistItem], **values: object) -> None:
    if items:
        ChecklistItem.objects.filter(pk__in=[item.pk for item in items]).update(**values)


def _changed(actor: Actor, conversation: Conversation, items: Collection[ChecklistItem]) -> None:
    if items:
        emit(actor, ITEMS_CHANGED, subject=conversation, changed=["items"])
        as_they_are_now(actor, conversation, {item.put_id: item.put for item in items}.values())
