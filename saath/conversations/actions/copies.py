"""Who gets a copy of our answers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.conversations.accounts import capabilities_of
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import CONVERSATION_COPIED
from saath.conversations.models import Conversation
from saath.conversations.outsiders import key_of_outsider
from saath.conversations.parties import (
    IN_COPY,
    MOST_COPIES,
    Parties,
    Party,
    Role,
    given_role,
    role_of,
    with_role,
)
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def copy_in(actor: Actor, conversation: Conversation, *, address: str) -> Conversation:
    """Let somebody have a copy of our answers from now on. Raises `Forbidden`, `BadInput` with the reason in words."""
    actor.require("conversation.reply")
    fresh = locked(conversation)
    if not capabilities_of(fresh).has_copies:
        raise BadInput(_("Nobody can be copied in on this channel."), field="copy")
    address = address.strip()
    key = key_of_outsider(fresh, address, field="copy")
    parties = fresh.people
    if role_of(parties, key) == Role.ASIDE:
        raise BadInput(
            _("%(address)s was asked aside, and the customer does not know of it.") % {"address": address},
            what_to_do=_("Write to them by forwarding a message."),
            field="copy",
        )
    if len(with_role(parties, *IN_COPY)) >= MOST_COPIES:
        raise BadInput(_("An answer goes to 20 people in copy at most."), field="copy")
    known = next((party for party in parties if party.key == key), None)
    name = known.name if known else ""
    return _save(actor, fresh, given_role(parties, Party(key, address, name, Role.ADDED)))


@action
def leave_out(actor: Actor, conversation: Conversation, *, key: str) -> Conversation:
    """Send somebody no copy any more; whoever names them in a mail, they stay out until they write themselves."""
    actor.require("conversation.reply")
    fresh = locked(conversation)
    out = [party for party in with_role(fresh.people, *IN_COPY, Role.OFFERED) if party.key == key]
    if not out:
        return fresh
    party = out[0]
    return _save(
        actor, fresh, given_role(fresh.people, Party(party.key, party.address, party.name, Role.LEFT_OUT))
    )


def _save(actor: Actor, conversation: Conversation, parties: Parties) -> Conversation:
    conversation.people = parties
    save_turn(conversation, "parties")
    emit(actor, CONVERSATION_COPIED, subject=conversation, changed=["parties"])
    return conversation
