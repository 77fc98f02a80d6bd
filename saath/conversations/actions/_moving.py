"""What merging, splitting and the way back have in common: parts of their actions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._aside import show_asked
from saath.conversations.actions._checklists import count_items
from saath.conversations.actions._problems import bring_problem, give_back_problem
from saath.conversations.actions.owed import owed_update, show_owed
from saath.conversations.actions.said import show_last
from saath.conversations.actions.turns import ANSWERING, save_turn
from saath.conversations.models import (
    Called,
    Conversation,
    ConversationTag,
    ConversationValue,
    Delivery,
    Draft,
    DraftFile,
    Handover,
    Message,
    Move,
    PromisedUpdate,
    PutChecklist,
)
from saath.conversations.queries.conversations import HELD
from saath.conversations.queries.fields import values_in
from saath.conversations.searchable import searchable
from saath.core.errors import Conflict, NotFound
from saath.fields.filling import found_words
from saath.search import index
from saath.tenancy.rows import insert_row
from saath.tenancy.scope import current_store_id

State = Conversation.State
BATCH = 500
# How the conversation that goes on stood, as JSON has it.
STOOD = (
    "state",
    "priority",
    "assignee_id",
    "waiting_since",
    "due_at",
    "first_answered_at",
    "solved_at",
    "resolution",
    "confirmed_at",
    "snoozed_until",
    "snoozed_by_id",
    "created_at",
)
TIMES = (
    "waiting_since",
    "due_at",
    "first_answered_at",
    "solved_at",
    "confirmed_at",
    "snoozed_until",
    "update_due_at",
    "created_at",
)
SAVED = (
    "assignee",
    "priority",
    "created_at",
    "former_references",
    "merged_into",
    "handover_count",
    "has_failed_delivery",
    "field_words",
    "problem",
    "items_done",
    "items_total",
)
BROUGHT: dict[str, type[Any]] = {
    "updates": PromisedUpdate,
    "calls": Called,
    "handovers": Handover,
    "drafts": Draft,
    "tags": ConversationTag,
    "values": ConversationValue,
    "checklists": PutChecklist,
}


def held_both(first: Conversation, second: Conversation) -> dict[int, Conversation]:
    """Return the rows of two conversations by their ids, held until the transaction ends; raises `NotFound`."""
    found = {pk: HELD.first(id=pk) for pk in sorted({first.pk, second.pk})}
    if None in found.values():
        raise NotFound()
    return {pk: row for pk, row in found.items() if row is not None}


def as_it_stood(conversation: Conversation, names: Sequence[str] = STOOD) -> dict[str, Any]:
    """Return how a conversation stands, for the way back."""
    values = {name: getattr(conversation, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def stand_as_before(conversation: Conversation, before: dict[str, Any]) -> None:
    """Let a conversation stand as it did. The caller saves."""
    for name, value in before.items():
        setattr(conversation, name, datetime.fromisoformat(value) if value and name in TIMES else value)


def carry(message_ids: Sequence[int], *, out_of: Conversation, into: Conversation) -> int:
    """Move those of the messages that are still there into another conversation, also for the search; return how many."""
    moved = 0
    for start in range(0, len(message_ids), BATCH):
        some = message_ids[start : start + BATCH]
        there = Message.objects.filter(pk__in=some, conversation=out_of)
        ids = list(there.values_list("pk", flat=True))
        moved += Message.objects.filter(pk__in=ids).update(conversation=into)
        index.move(current_store_id(), ids, into.pk)
        Called.objects.filter(message_id__in=ids).update(conversation=into)
    return moved


def find_by_both(conversation: Conversation, newest_id: int) -> None:
    """Let a conversation be found by its references as they are now, through the newest of the messages that came."""
    message = Message.objects.filter(pk=newest_id, conversation=conversation).first()
    if message is not None:
        index.put(current_store_id(), searchable(message, conversation))


def bring(source: Conversation, target: Conversation) -> dict[str, Any]:
    """Move what else hangs on a conversation, and return what came. The caller saves both."""
    known = ConversationTag.objects.filter(conversation=target).values("tag_id")
    filled = ConversationValue.objects.filter(conversation=target).values("field_id")
    mine = Draft.objects.filter(conversation=target, leaves_at=None).values_list("writer_id", "kind")
    writing = set(mine)
    drafts = [
        each.pk
        for each in Draft.objects.filter(conversation=source, discarded_at=None)
        if each.leaves_at is not None or (each.writer_id, each.kind) not in writing
    ]
    _append_drafts(source, target, writing)
    wanted: dict[str, Any] = {
        "updates": PromisedUpdate.objects.filter(conversation=source),
        "handovers": Handover.objects.filter(conversation=source),
        "drafts": Draft.objects.filter(pk__in=drafts),
        "tags": ConversationTag.objects.filter(conversation=source).exclude(tag_id__in=known),
        "values": ConversationValue.objects.filter(conversation=source).exclude(field_id__in=filled),
        "checklists": PutChecklist.objects.filter(conversation=source),
    }
    came: dict[str, list[Any]] = {
        name: list(rows.values_list("pk", flat=True)) for name, rows in wanted.items()
    }
    put_rows(came, target)
    target.handover_count += len(came["handovers"])
    here = {party.key for party in target.people}
    new = tuple(party for party in source.people if party.key not in here)
    target.people = (*target.people, *new)
    return {**came, "parties": [party.key for party in new], "problem": bring_problem(source, target)}


def put_rows(came: dict[str, list[Any]], conversation: Conversation) -> None:
    """Let rows, by the names of what they are, hang on a conversation."""
    for name, ids in came.items():
        if name in BROUGHT and ids:
            BROUGHT[name].objects.filter(pk__in=ids).update(conversation=conversation)


def give_back(move: Move, *, source: Conversation, target: Conversation) -> None:
    """Move back what else came with a merge. The caller saves both."""
    put_rows(move.brought, source)
    give_back_problem(move.brought.get("problem", {}), source=source, target=target)
    target.handover_count = max(0, target.handover_count - len(move.brought.get("handovers", ())))
    came = set(move.brought.get("parties", ()))
    target.people = tuple(party for party in target.people if party.key not in came)


def put_away(source: Conversation, target: Conversation) -> None:
    """Let nothing happen any more in a conversation whose words are in another; what led to it leads there.

    Its own row is saved, that of the other by the caller.
    """
    references = [*target.former_references.split(), *source.former_references.split(), source.reference]
    target.former_references = " ".join(dict.fromkeys(references))
    source.state, source.merged_into = State.MERGED, target
    source.update_due_at = source.aside_due_at = None
    save_turn(source, "merged_into", "problem")
    Conversation.objects.filter(merged_into=source).update(merged_into=target)


def check_owed(source: Conversation, target: Conversation) -> None:
    """Refuse to make one of two that both owe an update: a conversation owes one at most."""
    if source.update_due_at and target.update_due_at:
        raise Conflict(
            _("An update is promised in both."),
            what_is_safe=_("Both promises stand."),
            what_to_do=_("Say of one of them first that it was given or is taken back."),
        )


def told_anew(conversation: Conversation) -> None:
    """Bring the columns of lists up to the messages that are there now, and save the conversation."""
    said = Message.objects.filter(conversation=conversation)
    conversation.message_count = said.count()
    conversation.has_failed_delivery = Delivery.objects.filter(
        message__conversation=conversation, state__in=(Delivery.State.FAILED, Delivery.State.UNKNOWN)
    ).exists()
    conversation.field_words = found_words(values_in(conversation))
    count_items(conversation)
    show_owed(conversation, owed_of(conversation))
    show_asked(conversation)
    newest = (
        said.exclude(direction=Message.Direction.OUT, is_automatic=True)
        .order_by("-created_at", "-id")
        .first()
    )
    if newest is not None:
        show_last(conversation, newest)
    save_turn(conversation, *SAVED, "message_count", "parties")


def owed_of(conversation: Conversation) -> PromisedUpdate | None:
    """Return what a conversation owes now, whatever its own columns say; nothing where it is merged away."""
    if conversation.state == State.MERGED:
        return None
    conversation.update_due_at = conversation.update_due_at or conversation.created_at
    return owed_update(conversation)


def first_answer(conversation: Conversation) -> datetime | None:
    """Return when a person first answered what is in a conversation now."""
    answers = Message.objects.filter(
        conversation=conversation,
        direction=Message.Direction.OUT,
        is_automatic=False,
        delivery__state__in=ANSWERING,
    )
    asked = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
    first = asked.order_by("created_at", "id").values_list("created_at", flat=True).first()
    if first is not None:
        answers = answers.filter(created_at__gte=first)
    return answers.order_by("created_at", "id").values_list("created_at", flat=True).first()


def standing(move: Move, kind: str) -> Move:
    """Return a move of a kind as it is now, held; raises `Conflict` where it was taken back already."""
    held = Move.objects.select_for_update(of=("self",)).select_related("source", "target")
    fresh = held.filter(pk=move.pk, kind=kind).first()
    if fresh is None:
        raise NotFound()
    if fresh.undone_at is not None:
        raise Conflict(_("This was taken back already."))
    return fresh


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    """Return the first of the times that there are."""
    return min((each for each in times if each is not None), default=None)


def _append_drafts(source: Conversation, target: Conversation, writing: Collection[tuple[int, str]]) -> None:
    """Copy unfinished words to those that their writer has in the other conversation already: nothing is lost."""
    theirs = Draft.objects.filter(conversation=source, leaves_at=None, discarded_at=None)
    for draft in theirs:
        if (draft.writer_id, draft.kind) not in writing or not draft.text.strip():
            continue
        own = Draft.objects.get(
            conversation=target, writer_id=draft.writer_id, kind=draft.kind, leaves_at=None
        )
        own.text = "\n\n".join(filter(None, [own.text if own.discarded_at is None else "", draft.text]))
        own.version, own.discarded_at = own.version + 1, None
        own.save(update_fields=["text", "version", "discarded_at"])
        for file in draft.files.all():
            insert_row(DraftFile(draft=own, file_id=file.file_id, name=file.name))
