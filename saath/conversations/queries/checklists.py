"""What is to be done in a conversation, and what of it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from saath.checklists.models import Checklist
from saath.checklists.queries import list_checklists
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.conversations.queries.surroundings import names_from
from saath.core.errors import NotFound
from saath.core.names import in_words
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.nested import NestedRows, moment_of
from saath.tenancy.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be done, in the language of the page, with who did it and when."""

    public_id: UUID
    name: str
    is_done: bool
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ListBeside:
    """A checklist of a conversation; `public_id` names it there."""

    public_id: UUID
    name: str
    is_own: bool
    is_required: bool
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """How many things on it are done."""
        return sum(item.is_done for item in self.items)


def _beside() -> Any:
    items = ChecklistItem.objects.filter(put=OuterRef("pk"), deleted_at=None).order_by("place", "id")
    told = NestedRows(items, "public_id", "names", "is_done", "done_by__display_name", "done_at")
    lists = PutChecklist.objects.filter(conversation=Given("conversation"), deleted_at=None)
    return lists.annotate(told=told).order_by("is_own", "id")


BESIDE = Prepared(_beside)


def checklists_beside(actor: Actor, conversation: Conversation) -> list[ListBeside]:
    """Return the checklists of a conversation, that of its own last; one statement where there is any. Raises `Forbidden`."""
    actor.require("conversation.read")
    if not conversation.items_total:
        return []
    return [_list(row) for row in BESIDE.rows(conversation=conversation.pk)]


def offered_checklists(actor: Actor, conversation: Conversation) -> list[Checklist]:
    """Return the shop's checklists that are not on a conversation; raises `Forbidden`."""
    put = PutChecklist.objects.filter(conversation=conversation, deleted_at=None)
    on = set(put.values_list("checklist", flat=True))
    return [each for each in list_checklists(actor) if each.pk not in on]


def open_items(actor: Actor, conversation: Conversation) -> list[ListBeside]:
    """Return what is still open, by checklist; one statement. Raises `Forbidden`."""
    return [
        ListBeside(each.public_id, each.name, each.is_own, each.is_required, still_open)
        for each in checklists_beside(actor, conversation)
        if (still_open := tuple(item for item in each.items if not item.is_done))
    ]


def needed_lists(conversation: Conversation) -> list[PutChecklist]:
    """Return the checklists of a conversation that have to be done to solve it and are not; one statement at most."""
    if conversation.items_done >= conversation.items_total:
        return []
    still_open = ChecklistItem.objects.filter(is_done=False, deleted_at=None).values("put")
    lists = PutChecklist.objects.filter(conversation=conversation, deleted_at=None, is_required=True)
    return list(lists.filter(pk__in=still_open.filter(put__conversation=conversation)).order_by("id"))


def get_put_checklist(actor: Actor, public_id: UUID) -> PutChecklist:
    """Return a checklist of a conversation, also one that was taken off; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = PutChecklist.objects.select_related("conversation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def get_item(actor: Actor, public_id: UUID) -> ChecklistItem:
    """Return an item of a conversation, also one that was taken off; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = ChecklistItem.objects.select_related("put__conversation").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def name_of_list(names: dict[str, str]) -> str:
    """Return what a checklist is called in the language of the page; one without a name holds what was added by hand."""
    return in_words(names) or _("Also to do")


def _list(row: Any) -> ListBeside:
    items = tuple(_item(*told) for told in row.told or ())
    return ListBeside(row.public_id, name_of_list(row.names), row.is_own, row.is_required, items)


def _item(public_id: str, names: Any, is_done: Any, by: str | None, at: str | None) -> Item:
    return Item(UUID(public_id), in_words(names_from(names)), bool(is_done), by or "", moment_of(at))
