"""Addresses that a colleague types, checked in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from saath.channels.email.tokens import without_token
from saath.conversations.models import ChannelAccount, Conversation
from saath.conversations.ourselves import own_keys
from saath.conversations.parties import IN_COPY, role_of
from saath.core.errors import BadInput
from saath.core.mail_addresses import BadAddress, canonical_key


def key_of_typed(account: ChannelAccount, address: str, *, field: str) -> str:
    """Return the key of an address that is not one of ours, nor a reply address of ours; raises `BadInput` in words."""
    try:
        key, bare = canonical_key(address), canonical_key(without_token(address))
    except BadAddress:
        raise BadInput(
            _("This is no e-mail address: %(address)s") % {"address": address[:80]},
            what_to_do=_("An address looks like name@example.in."),
            field=field,
        ) from None
    if own_keys(account, {key, bare}):
        raise BadInput(_("This is an address of your own shop."), field=field)
    return key


def key_of_outsider(conversation: Conversation, address: str, *, field: str) -> str:
    """Return the key of an address that is neither ours nor the customer's; raises `BadInput` in words."""
    key = key_of_typed(conversation.account, address, field=field)
    if key == conversation.identity.key:
        raise BadInput(_("This is the customer, who gets your answers anyway."), field=field)
    return key


def key_of_addressee(conversation: Conversation, address: str, *, field: str) -> str:
    """Return the key of somebody who may be asked aside: nobody who reads along with the customer. Raises `BadInput`."""
    key = key_of_outsider(conversation, address, field=field)
    if role_of(conversation.people, key) in IN_COPY:
        raise BadInput(
            _("%(address)s reads along with the customer.") % {"address": address},
            what_to_do=_("Answer in the conversation, or send them no copy any more first."),
            field=field,
        )
    return key
