"""What endpoints may hear of: one table from the timeline's kinds to names that do not change.

`data` of a message holds the public id of what it is about under `about`, those of `refs` under the names given here where
the event has them, the names of changed fields, and who did it; never a text, an address or a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.conversations import events as conversations
from saath.customers import events as customers
from saath.orders import events as orders
from saath.stores import events as stores
from saath.timeline.kinds import EventKind
from saath.writing import events as writing

TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Told:
    """A public kind: its name, what it says in a sentence, and the kinds of the timeline that it stands for."""

    name: str
    label: Promise
    kinds: tuple[EventKind, ...]
    about: str
    refs: Mapping[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """What its name begins with."""
        return self.name.partition(".")[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The names of the ids that `data` may hold."""
        return (self.about, *self.refs.values())


def _conversation(name: str, label: Promise, *kinds: EventKind, **refs: str) -> Told:
    return Told(f"conversation.{name}", label, kinds, "conversation", refs)


def _message(name: str, label: Promise, *kinds: EventKind) -> Told:
    return Told(f"message.{name}", label, kinds, "conversation", {"message": "message"})


def _customer(name: str, label: Promise, *kinds: EventKind, **refs: str) -> Told:
    return Told(f"customer.{name}", label, kinds, "customer", refs)


def _saved(name: str, label: Promise, kind: EventKind) -> Told:
    return Told(f"saved_reply.{name}", label, (kind,), "saved_reply")


CATALOGUE = (
    _conversation(
        "created",
        _("A conversation began"),
        conversations.CONVERSATION_OPENED,
        conversations.CONVERSATION_STARTED,
        message="message",
    ),
    _conversation(
        "assigned",
        _("A conversation was given to somebody, or back to everybody"),
        conversations.CONVERSATION_ASSIGNED,
        conversations.CONVERSATION_HANDED_OVER,
        member="assignee",
    ),
    _conversation("snoozed", _("A conversation was put aside"), conversations.CONVERSATION_SNOOZED),
    _conversation(
        "woken", _("A conversation that was put aside came back"), conversations.CONVERSATION_WOKEN
    ),
    _conversation("solved", _("A conversation was solved"), conversations.CONVERSATION_SOLVED),
    _conversation(
        "reopened", _("A solved conversation was opened again"), conversations.CONVERSATION_REOPENED
    ),
    _conversation("rated", _("A customer rated a solution"), conversations.SOLUTION_RATED),
    _conversation("tagged", _("A conversation got a tag"), conversations.CONVERSATION_TAGGED, tag="tag"),
    _conversation("untagged", _("A conversation lost a tag"), conversations.CONVERSATION_UNTAGGED, tag="tag"),
    _conversation(
        "prioritized", _("The priority of a conversation changed"), conversations.CONVERSATION_PRIORITIZED
    ),
    _conversation(
        "changed",
        _("Fields or the order of a conversation changed"),
        conversations.CONVERSATION_FILLED,
        conversations.CONVERSATION_ABOUT,
        order="order",
    ),
    _conversation(
        "merged",
        _("A conversation took up another one"),
        conversations.CONVERSATION_MERGED,
        conversation="merged_conversation",
    ),
    _conversation(
        "split",
        _("A part of a conversation became one of its own"),
        conversations.CONVERSATION_SPLIT,
        conversation="new_conversation",
    ),
    _conversation("is_spam", _("A conversation was found to be spam"), conversations.CONVERSATION_IS_SPAM),
    _conversation(
        "is_wanted", _("A conversation was found not to be spam"), conversations.CONVERSATION_IS_WANTED
    ),
    _message("received", _("A customer wrote"), conversations.MESSAGE_RECEIVED),
    _message("sent", _("An answer left"), conversations.REPLY_SENT),
    _message(
        "failed",
        _("An answer did not arrive"),
        conversations.REPLY_FAILED,
        conversations.REPLY_BOUNCED,
    ),
    _message("noted", _("A colleague left a note"), conversations.NOTE_ADDED),
    _customer("created", _("A customer was met for the first time"), customers.CUSTOMER_MET),
    _customer(
        "changed",
        _("What is known of a customer changed"),
        customers.CUSTOMER_CHANGED,
        customers.CUSTOMER_TAGGED,
    ),
    _customer("consented", _("A customer agreed to something, or no more"), customers.CUSTOMER_CONSENTED),
    _customer("merged", _("Two customers became one"), customers.CUSTOMER_MERGED, customer="merged_customer"),
    _customer(
        "unmerged", _("One customer became two again"), customers.CUSTOMER_UNMERGED, customer="other_customer"
    ),
    _customer(
        "split", _("A customer was split off from another"), customers.CUSTOMER_SPLIT, customer="new_customer"
    ),
    Told(
        "order.created", _("An order was placed"), (orders.ORDER_PLACED,), "order", {"customer": "customer"}
    ),
    Told(
        "order.changed",
        _("An order, its parcels or its payment changed"),
        (orders.ORDER_CHANGED,),
        "order",
        {"customer": "customer"},
    ),
    Told(
        "order.act_asked",
        _("A refund or the like was asked for"),
        (orders.ACT_ASKED,),
        "act",
        {"order": "order"},
    ),
    Told("order.act_done", _("A refund or the like was done"), (orders.ACT_DONE,), "act", {"order": "order"}),
    Told(
        "order.act_refused",
        _("A refund or the like was refused by the shop’s platform"),
        (orders.ACT_REFUSED,),
        "act",
        {"order": "order"},
    ),
    Told("products.changed", _("Products of a platform changed"), (orders.PRODUCTS_CHANGED,), "connection"),
    _saved("created", _("A saved reply was written"), writing.SAVED_ADDED),
    _saved("changed", _("A saved reply was changed"), writing.SAVED_CHANGED),
    _saved("removed", _("A saved reply was removed"), writing.SAVED_REMOVED),
    _saved("restored", _("A saved reply was brought back"), writing.SAVED_RESTORED),
    Told("member.joined", _("A colleague joined"), (stores.MEMBER_JOINED,), "member"),
    Told(
        "member.changed",
        _("The role, name or absence of a colleague changed"),
        (stores.MEMBER_ROLE_CHANGED, stores.MEMBER_CHANGED, stores.MEMBER_AWAY_CHANGED),
        "member",
    ),
    Told("member.removed", _("A colleague left"), (stores.MEMBER_REVOKED,), "member"),
    Told("settings.changed", _("The shop’s settings changed"), (stores.SETTINGS_CHANGED,), "settings"),
)
GROUPS = {
    "conversation": _("Conversations"),
    "message": _("Messages"),
    "customer": _("Customers"),
    "order": _("Orders"),
    "products": _("Products"),
    "saved_reply": _("Saved replies"),
    "member": _("Colleagues"),
    "settings": _("Settings"),
}
NAMES = tuple(told.name for told in CATALOGUE)
BY_KIND: Mapping[str, Told] = {kind.name: told for told in CATALOGUE for kind in told.kinds}
BY_NAME: Mapping[str, Told] = {told.name: told for told in CATALOGUE}


def kinds_of(names: tuple[str, ...] | list[str]) -> list[str]:
    """Return the timeline's names for public ones; what is not in the table is left out."""
    return [kind.name for name in names if name in BY_NAME for kind in BY_NAME[name].kinds]
