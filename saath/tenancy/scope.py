"""Which store the running code works for. Without a scope every read and write of a store's rows is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

EVERY_STORE = -1
_scope: ContextVar[int | None] = ContextVar("saath_store", default=None)


class NoStoreScope(RuntimeError):
    """A store's rows were touched outside `store_scope`: a mistake in the code, never shown to a person."""


@contextmanager
def store_scope(store_id: int) -> Iterator[None]:
    """Work for one store until the block ends. Scopes nest; the inner one wins."""
    if store_id <= 0:
        raise NoStoreScope(f"{store_id} is not a store")
    token = _scope.set(store_id)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def every_store(why: str) -> Iterator[None]:
    """Read across stores. The one bypass: `tests/guards` lists the files that may use it, each with its reason."""
    if not why:
        raise ValueError("say why every store is read")
    token = _scope.set(EVERY_STORE)
    try:
        yield
    finally:
        _scope.reset(token)


def current_store_id() -> int:
    """Return the store of the running scope; raises `NoStoreScope` outside one and across every store."""
    store_id = scope_or_none()
    if store_id is None or store_id == EVERY_STORE:
        raise NoStoreScope("no store is in scope")
    return store_id


def scope_or_none() -> int | None:
    """Return the store's id, `EVERY_STORE` inside the bypass, or None outside any scope."""
    return _scope.get()
