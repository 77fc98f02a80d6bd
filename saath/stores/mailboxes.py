"""Taking a mail address into use for a new shop: a lower room knows how, `config/wiring.py` introduces it."""

from typing import Protocol

from saath.tenancy.actor import Actor


class OpenMailbox(Protocol):
    """Takes an address into use for the shop in scope."""

    def __call__(self, actor: Actor, /, *, address: str, name: str) -> object: ...


_openers: list[OpenMailbox] = []


def opens_mailboxes(opener: OpenMailbox) -> None:
    """Register how an address is taken into use."""
    _openers[:] = [opener]


def open_mailbox(actor: Actor, *, address: str, name: str) -> None:
    """Take an address into use.  Raises what the registered opener raises (BadInput, Conflict)."""
    for opener in _openers:
        opener(actor, address=address, name=name)
