"""One action, one transaction."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection, transaction

from saath.tenancy.actor import Actor
from saath.tenancy.scope import scope_or_none

P = ParamSpec("P")
R = TypeVar("R")

# SQLite has one writer: threads of a process queue here, so that only processes compete for the file's lock.
_writer = threading.RLock()
# What stands for a write transaction, and what was read once in it.
_inside: ContextVar[dict[object, Any] | None] = ContextVar("saath_inside_action", default=None)

# Code that runs under a lease sets this: asked first in every write transaction, it raises when the lease is lost.
fence: ContextVar[Callable[[], None] | None] = ContextVar("saath_fence", default=None)


@contextmanager
def write_transaction() -> Iterator[None]:
    """Write in one transaction; an inner one joins the outer, so a failure inside undoes the whole."""
    if _inside.get() is not None:
        with transaction.atomic(savepoint=False):
            yield
        return
    token = _inside.set({})
    try:
        with one_writer(), transaction.atomic():
            _ask_fence()
            yield
    finally:
        _inside.reset(token)


def current_write() -> object | None:
    """Return what stands for the running write transaction and no other, None outside of one."""
    return _inside.get()


def once_a_write(read: Callable[P, R]) -> Callable[P, R]:
    """Ask only once in a write transaction what it does not change itself; outside of one, each time."""

    @functools.wraps(read)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _inside.get()
        if kept is None:
            return read(*args, **kwargs)
        question = (read, scope_or_none(), args, *kwargs.items())
        if question not in kept:
            kept[question] = read(*args, **kwargs)
        answer: R = kept[question]
        return answer

    return asked


def read_transaction() -> AbstractContextManager[object]:
    """Read under one setting of the store (PostgreSQL), the open transaction's where there is one.

    SQLite needs none and would take its write lock.
    """
    is_needed = connection.vendor == "postgresql" and not connection.in_atomic_block
    return transaction.atomic() if is_needed else nullcontext()


def action(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Make a function of an `actions` module one transaction that refuses to run without an `Actor`."""

    @functools.wraps(function)
    def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not isinstance(actor, Actor):
            raise TypeError(f"{function.__name__} needs an Actor first")
        with write_transaction():
            return function(actor, *args, **kwargs)

    run.is_action = True  # type: ignore[attr-defined]  # read by the guard over all actions modules
    return run


def _ask_fence() -> None:
    check = fence.get()
    if check is not None:
        check()


def one_writer() -> AbstractContextManager[object]:
    """Queue the writers of this process on SQLite; PostgreSQL needs no queue."""
    return _writer if connection.vendor == "sqlite" else nullcontext()
