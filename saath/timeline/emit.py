"""Telling that a thing happened: one row, its durable reactions, and a wake-up of whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.tenancy.rows import insert_later, insert_row
from saath.timeline.kinds import EventKind, reactions_to, what_follows
from saath.timeline.models import Event

Wake = Callable[[], None]
_wakers: list[Wake] = []


def emit(
    actor: Actor,
    kind: EventKind,
    *,
    subject: StoreOwned,
    refs: Mapping[str, StoreOwned] | None = None,
    changed: Sequence[str] = (),
) -> None:
    """Record the event, what follows at once and its reactions in the running transaction; browsers are woken after it."""
    if reactions_to(kind.name):
        emit_row(actor, kind, subject=subject, refs=refs, changed=changed)
    else:
        insert_later(_event(actor, kind, subject, refs, changed))
        _follow(actor, kind, subject, refs)


def emit_row(
    actor: Actor,
    kind: EventKind,
    *,
    subject: StoreOwned,
    refs: Mapping[str, StoreOwned] | None = None,
    changed: Sequence[str] = (),
) -> Event:
    """Do what `emit` does, and return the event for a row that points to it."""
    event = insert_row(_event(actor, kind, subject, refs, changed))
    for task in reactions_to(kind.name):
        enqueue(task, event.pk)
    _follow(actor, kind, subject, refs)
    return event


def _follow(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned] | None
) -> None:
    for follow in what_follows(kind.name):
        follow(actor, kind, subject, refs or {})
    transaction.on_commit(_wake)


def _event(
    actor: Actor,
    kind: EventKind,
    subject: StoreOwned,
    refs: Mapping[str, StoreOwned] | None,
    changed: Sequence[str],
) -> Event:
    return Event(
        store_id=subject.store_id,
        kind=kind.name,
        audience=kind.audience,
        subject_type=subject._meta.model_name or "",
        subject=subject.public_id,
        refs={name: str(row.public_id) for name, row in (refs or {}).items()},
        changed=list(changed),
        actor_kind=actor.kind,
        actor_person_id=actor.person_id,
        actor_label=actor.label if actor.kind == "system" else "",
    )


def wake_with(wake: Wake) -> None:
    """Call `wake` after each commit that holds an event. It may be lost: replay repairs it."""
    _wakers.append(wake)


def wake_no_more(wake: Wake) -> None:
    """Undo `wake_with`, for a watcher that ends before its process."""
    _wakers.remove(wake)


def _wake() -> None:
    for wake in tuple(_wakers):
        wake()
