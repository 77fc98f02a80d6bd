"""What a program may be allowed: scopes, in plain words, and the verbs of a role that each of them needs. Pure.

A scope says which operations a program may call; its verbs are what the actions behind them ask for. Several scopes need the
same verb, so whoever serves a program asks for the scope first and leaves the verb to the action.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a program may be allowed, in plain words; only who has the verb `needs` can give it."""

    name: str
    label: str | Promise
    needs: str
    verbs: frozenset[str]

    @property
    def is_write(self) -> bool:
        """Whether it lets a program do more than look."""
        return not self.name.endswith(":read")


def _scope(name: str, label: str | Promise, needs: str, *verbs: str) -> Scope:
    return Scope(name, label, needs, frozenset({needs, *verbs}))


SCOPES = (
    _scope(
        "conversations:read",
        _("Read conversations and their messages"),
        "conversation.read",
        "customer.read",
        "ledger.read",
    ),
    _scope(
        "conversations:write",
        _("Answer, note, assign, solve and sort conversations"),
        "conversation.reply",
        "conversation.read",
        "conversation.note",
        "conversation.assign",
        "conversation.solve",
        "conversation.tag",
        "conversation.fill",
        "customer.read",
        "order.read",
        "problem.answer",
        "delivery.settle",
        "ledger.read",
        "grievance.open",
        "grievance.decide",
    ),
    _scope("customers:read", _("Read customers and how they are reached"), "customer.read"),
    _scope(
        "customers:write",
        _("Add, change and merge customers"),
        "customer.edit",
        "conversation.read",
        "customer.read",
        "customer.merge",
    ),
    _scope("orders:read", _("Read orders, parcels, returns and refunds"), "order.read"),
    _scope(
        "orders:write",
        _("Add and change orders, cancel, refund and replace"),
        "order.act",
        "order.read",
        "order.approve",
    ),
    _scope("products:read", _("Read products and their stock"), "order.read"),
    _scope("products:write", _("Add and change products"), "order.act", "order.read"),
    _scope("saved_replies:read", _("Read saved replies"), "conversation.read"),
    _scope(
        "saved_replies:write",
        _("Write and change saved replies"),
        "conversation.reply",
        "conversation.read",
        "saved.edit",
    ),
    _scope("files:read", _("Download files"), "conversation.read"),
    _scope("files:write", _("Upload files"), "conversation.reply", "conversation.read"),
    _scope("team:read", _("See who works here"), "conversation.read", "store.members"),
    _scope(
        "team:write",
        _("Invite colleagues, change their roles and remove them"),
        "store.members",
        "conversation.read",
        "conversation.reply",
        "store.roles",
    ),
    _scope(
        "settings:read",
        _("Read the shop's settings and its audit"),
        "store.settings",
        "audit.read",
        "conversation.read",
        "order.read",
    ),
    _scope(
        "settings:write",
        _("Change the shop's settings"),
        "store.settings",
        "audit.read",
        "conversation.read",
        "conversation.reply",
        "order.limits",
        "order.read",
        "payment.account",
    ),
    _scope("webhooks:read", _("See which addresses are told of events"), "store.settings"),
    _scope("webhooks:write", _("Have other addresses told of events"), "store.settings"),
    _scope("export:run", _("Take everything of the shop away as files"), "export.run"),
    _scope("import:run", _("Bring conversations, customers and orders in"), "store.settings"),
    _scope("events:read", _("See what happens in the shop"), "conversation.read"),
)
SCOPE_OF = {scope.name: scope for scope in SCOPES}
NAMES = frozenset(SCOPE_OF)


def in_words(names: Iterable[str]) -> list[str]:
    """Return what scopes let a program do, in words and in the order in which they are chosen."""
    return [str(scope.label) for scope in SCOPES if scope.name in names]


def with_what_they_hold(names: Iterable[str]) -> frozenset[str]:
    """Return known scopes with those that they hold: who may write a thing may read it. Unknown names are left out."""
    known = NAMES & {*names}
    reading = {f"{name.removesuffix(':write')}:read" for name in known if name.endswith(":write")}
    return known | (reading & NAMES)


def verbs_of_scopes(names: Iterable[str]) -> frozenset[str]:
    """Return the verbs that scopes need; none for a name that is no scope (fails closed)."""
    return frozenset().union(*(SCOPE_OF[name].verbs for name in NAMES & {*names}))


def scopes_for(verbs: frozenset[str]) -> tuple[Scope, ...]:
    """Return the scopes that somebody with these verbs can give."""
    return tuple(scope for scope in SCOPES if scope.needs in verbs)
