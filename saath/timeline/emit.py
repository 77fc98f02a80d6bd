"""Telling that a thing happened: one row, its durable reactions, and a wake-up of whoever watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction

from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import insert_rows, new_row
from saath.tenancy.models import StoreOwned
from saath.tenancy.rows import insert_later, insert_row
from saath.timeline.kinds import EventKind, Happened, reactions_to, what_follows, what_follows_all
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
    happened = Happened(subject, refs or {}, changed)
    if reactions_to(kind.name):
        _emit_row(actor, kind, happened)
    else:
        insert_later(_event(actor, kind, happened))
        _follow(actor, kind, [happened])


def emit_row(
    actor: Actor,
    kind: EventKind,
    *,
    subject: StoreOwned,
    refs: Mapping[str, StoreOwned] | None = None,
    changed: Sequence[str] = (),
) -> Event:
    """Do what `emit` does, and return the event for a row that points to it."""
    return _emit_row(actor, kind, Happened(subject, refs or {}, changed))


def emit_all(actor: Actor, kind: EventKind, happened: Sequence[Happened]) -> None:
    """Do what `emit` does for many events of one kind, in one statement where no job reacts to them."""
    if not happened:
        return
    events = insert_rows([_event(actor, kind, each) for each in happened])
    for event in events:
        _react(event)
    _follow(actor, kind, happened)


def _emit_row(actor: Actor, kind: EventKind, happened: Happened) -> Event:
    event = insert_row(_event(actor, kind, happened))
    _react(event)
    _follow(actor, kind, [happened])
    return event


def _react(event: Event) -> None:
    for task in reactions_to(event.kind):
        enqueue(task, event.pk)


def _follow(actor: Actor, kind: EventKind, happened: Sequence[Happened]) -> None:
    for follow in what_follows(kind.name):
        for each in happened:
            follow(actor, kind, each.subject, each.refs)
    for follow_all in what_follows_all(kind.name):
        follow_all(actor, kind, happened)
    transaction.on_commit(_wake)


def _event(actor: Actor, kind: EventKind, happened: Happened) -> Event:
    subject = happened.subject
    return new_row(
        Event,
        store_id=subject.store_id,
        kind=kind.name,
        audience=kind.audience,
        subject_type=subject._meta.model_name or "",
        subject=subject.public_id,
        refs={name: str(row.public_id) for name, row in happened.refs.items()},
        changed=list(happened.changed),
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
