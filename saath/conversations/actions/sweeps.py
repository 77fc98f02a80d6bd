"""Doing one thing to many conversations, and undoing all of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from saath.checklists.errors import ItemsMissing
from saath.conversations.actions._standing import all_as_they_stand, put_back
from saath.conversations.actions.owed import OwesUpdate
from saath.conversations.actions.snooze import IsClosed, IsWaiting
from saath.conversations.actions.triage import NeedsReason
from saath.conversations.models import Conversation, Sweep, SweepPart
from saath.conversations.queries.conversations import visible_conversations
from saath.conversations.sweeping.deeds import Deed, Do, deed_named
from saath.conversations.sweeping.telling import among_many
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound, SaathError
from saath.fields.errors import FieldsMissing
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action

State = SweepPart.State
# So many are done at once, in one transaction; more of them by a job, so many at a time. More than `MOST` are never done.
BATCH, MOST = 50, 1_000
UNDO_WITHIN = timedelta(days=1)
DONE, ALREADY, GONE, REFUSED = "done", "already", "gone", "refused"
# What somebody wrote of conversations is kept where it belongs, and not here once it is done.
WRITTEN = ("words", "summary")
WHY: tuple[tuple[type[SaathError], str], ...] = (
    (NeedsReason, "held"),
    (OwesUpdate, "owes"),
    (FieldsMissing, "missing"),
    (ItemsMissing, "items"),
    (IsWaiting, "waits"),
    (IsClosed, "closed"),
    (Forbidden, "forbidden"),
    (NotFound, GONE),
)


@action
def start_sweep(
    actor: Actor, conversations: Collection[int], *, deed: str, values: Mapping[str, Any], queue: str = "now"
) -> Sweep:
    """Do one thing to all of these conversations that the actor may see, at once where they are at most `BATCH`.

    Where they are more the caller has to see that it goes on (`carry_on`). Raises `Forbidden`, `BadInput` where nothing is
    chosen, more than `MOST`, or for what the deed does not take.
    """
    found = deed_named(deed)
    actor.require(found.verb)
    kept = found.check(actor, values)
    seen = visible_conversations(actor).filter(pk__in=conversations).exclude(state=Conversation.State.MERGED)
    ids = list(seen.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if not ids:
        raise BadInput(_("Nothing is selected."), what_to_do=_("Select conversations in the list first."))
    if len(ids) > MOST:
        raise BadInput(_("That is too much at once."), what_to_do=_("Select at most 1,000 conversations."))
    sweep = insert_row(Sweep(deed=deed, values=kept, member_id=actor.member_id, queue=queue, total=len(ids)))
    SweepPart.objects.bulk_create(SweepPart(sweep=sweep, conversation_id=pk) for pk in ids)
    if len(ids) <= BATCH:
        _carry_out(actor, sweep, found)
    return sweep


@action
def carry_on(actor: Actor, sweep: Sweep) -> bool:
    """Do the next `BATCH` of a sweep and tell whether there are more; nothing where it is to be undone."""
    fresh = _held(sweep)
    if fresh.undo_asked_at is not None or fresh.finished_at is not None:
        return False
    return _carry_out(actor, fresh, deed_named(fresh.deed))


@action
def undo_sweep(actor: Actor, sweep: Sweep) -> Sweep:
    """Put all conversations of one's own sweep back as they stood, but those that somebody changed since.

    At once where they are at most `BATCH`; where they are more the caller has to see that it goes on (`restore_on`).
    Raises `Forbidden`, `Conflict` where it was undone already, or is too long ago.
    """
    actor.require(deed_named(sweep.deed).verb)
    fresh = _held(sweep)
    if fresh.member_id != actor.member_id:
        raise Forbidden()
    if fresh.undo_asked_at is not None:
        raise Conflict(_("This was taken back already."))
    if now() - fresh.created_at > UNDO_WITHIN:
        raise Conflict(_("It is too late to undo this at once."), what_to_do=_("Change it by hand."))
    fresh.undo_asked_at = now()
    fresh.save(update_fields=["undo_asked_at"])
    if fresh.total <= BATCH:
        _restore(actor, fresh)
    return fresh


@action
def restore_on(actor: Actor, sweep: Sweep) -> bool:
    """Put the next `BATCH` of a sweep back and tell whether there are more."""
    fresh = _held(sweep)
    return fresh.undone_at is None and _restore(actor, fresh)


def _held(sweep: Sweep) -> Sweep:
    return Sweep.objects.select_for_update(of=("self",)).get(pk=sweep.pk)


def _carry_out(actor: Actor, sweep: Sweep, deed: Deed) -> bool:
    """Do the next ones and count what became of them; return whether there are more."""
    parts, has_more = _next(sweep, State.WAITING)
    held = _conversations(parts)
    stood, do = all_as_they_stand(held.values()), _bound(actor, sweep, deed)
    versions = {pk: each.version for pk, each in held.items()}
    with among_many(is_told=DONE in sweep.figures):
        became = {pk: _try(do, each) for pk, each in held.items()}
    after = _versions(held)
    for part in parts:
        pk = part.conversation_id
        what, note = became.get(pk, (GONE, None))
        if what == DONE and after.get(pk) == versions[pk]:
            what = ALREADY
        sweep.figures[what] = sweep.figures.get(what, 0) + 1
        if what == DONE:
            part.state, part.version_after = State.DONE, after[pk]
            part.before = {**stood[pk], "note": note}
        else:
            part.state = State.LEFT
    SweepPart.objects.bulk_update(parts, ["state", "before", "version_after"])
    if not has_more:
        sweep.finished_at = now()
        sweep.values = {key: value for key, value in sweep.values.items() if key not in WRITTEN}
    sweep.save(update_fields=["figures", "finished_at", "values"])
    return has_more


def _bound(actor: Actor, sweep: Sweep, deed: Deed) -> Do:
    """Return what does it to one; what is not there any more, or not allowed, is refused for each."""
    try:
        return deed.bind(actor, sweep.values)
    except SaathError as error:
        refused = error

    def refuse(_conversation: Conversation) -> None:
        raise refused

    return refuse


def _try(do: Do, conversation: Conversation) -> tuple[str, Any]:
    """Do it to one conversation by itself: return what became of it, and what the deed wants kept."""
    try:
        with transaction.atomic():
            return DONE, do(conversation)
    except SaathError as refused:
        cause = refused.__cause__ if isinstance(refused.__cause__, SaathError) else refused
        return next((why for kind, why in WHY if isinstance(cause, kind)), REFUSED), None


def _restore(actor: Actor, sweep: Sweep) -> bool:
    """Put the next ones back and count those that somebody has changed since; return whether there are more."""
    parts, has_more = _next(sweep, State.DONE)
    held, deed = _conversations(parts), deed_named(sweep.deed)
    with among_many(is_told=State.RESTORED in sweep.figures):
        for part in parts:
            part.state = _put_back(actor, deed, part, held.get(part.conversation_id))
            sweep.figures[part.state] = sweep.figures.get(part.state, 0) + 1
    SweepPart.objects.bulk_update(parts, ["state"])
    if not has_more:
        sweep.undone_at, sweep.finished_at = now(), sweep.finished_at or now()
    sweep.save(update_fields=["figures", "finished_at", "undone_at"])
    return has_more


def _put_back(actor: Actor, deed: Deed, part: SweepPart, conversation: Conversation | None) -> str:
    """Put one conversation back, unless something has happened to it since, and return the state of its part."""
    if conversation is None or conversation.version != part.version_after:
        return State.CHANGED
    put_back(actor, conversation, part.before)
    if deed.take_back is not None:
        deed.take_back(actor, conversation, part.before["note"])
    return State.RESTORED


def _next(sweep: Sweep, state: str) -> tuple[list[SweepPart], bool]:
    """Return the next parts in a state, and whether there are more."""
    found = list(SweepPart.objects.filter(sweep=sweep, state=state).order_by("conversation_id")[: BATCH + 1])
    return found[:BATCH], len(found) > BATCH


def _conversations(parts: Sequence[SweepPart]) -> dict[int, Conversation]:
    """Return the conversations that are still there, held in the order of all: two sweeps never wait for each other."""
    rows = Conversation.objects.select_for_update(of=("self",)).exclude(state=Conversation.State.MERGED)
    found = rows.select_related("customer", "identity__customer", "account").order_by("pk")
    return {each.pk: each for each in found.filter(pk__in=[part.conversation_id for part in parts])}


def _versions(held: Collection[int]) -> dict[int, int]:
    return dict(Conversation.objects.filter(pk__in=held).values_list("pk", "version"))
