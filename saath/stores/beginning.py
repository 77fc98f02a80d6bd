"""What a shop that somebody sets up begins with: rooms above say it, `config/wiring.py` introduces them."""

from __future__ import annotations

from collections.abc import Callable

from saath.tenancy.actor import Actor

Begin = Callable[[Actor], object]
_begins: list[Begin] = []


def begin_with(begin: Begin) -> None:
    """Call `begin` in the scope of each shop that is set up, once it is open."""
    if begin not in _begins:
        _begins.append(begin)


def begin_shop(actor: Actor) -> None:
    """Let the shop in scope begin with what every room wants it to."""
    for begin in _begins:
        begin(actor)
