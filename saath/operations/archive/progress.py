"""Telling how far a long piece of work has come."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Advances(Protocol):
    """Is told how much more is done."""

    def __call__(self, amount: int, /) -> None: ...


class Progress(Protocol):
    """Shows one part of the work after the other: `with progress("Rows", 1000) as advance: advance(10)`."""

    def __call__(self, what: str, total: int, /) -> AbstractContextManager[Advances]: ...


def in_silence(what: str, total: int, /) -> AbstractContextManager[Advances]:
    """Show nothing."""
    return nullcontext(_ignore)


def _ignore(amount: int, /) -> None:
    """Nobody watches."""
