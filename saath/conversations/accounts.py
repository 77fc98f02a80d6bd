"""A channel account as its adapter sees it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from django.conf import settings

from saath.channels.base import Account, Adapter, Capabilities, Participant
from saath.channels.email.mailbox_out import mailbox_folder
from saath.channels.email.tokens import TokenKeys, find_tokens, read_return_path
from saath.channels.registry import adapter_class, open_adapter
from saath.conversations.models import ChannelAccount, Conversation
from saath.tenancy.scope import current_store_id

NOTHING: Mapping[str, str] = MappingProxyType({})


def adapter_for(account: ChannelAccount, *, trusted: Mapping[str, str] = NOTHING) -> Adapter:
    """Return the adapter of an account, with the keys that sign its thread tokens and where its answers leave.

    `trusted` are the options that say whose word proves a sender; see `proof`.
    """
    seen = Account(
        address=account.address,
        name=account.name,
        keys=_token_keys(current_store_id()),
        options={"smtp": settings.SMTP_OUT_URL, "mailbox": str(mailbox_folder(settings.DATA_DIR)), **trusted},
    )
    return open_adapter(account.channel, seen)


def capabilities_of(conversation: Conversation) -> Capabilities:
    """Return what the channel of a conversation can do."""
    return adapter_class(conversation.account.channel).capabilities


def message_id_for(
    conversation: Conversation, *, unique: UUID, recipient: str = "", account: ChannelAccount | None = None
) -> str:
    """Return our id of a message to come in a conversation, to its customer where no other recipient is named.

    `account` is by which it leaves, None for that of the conversation.
    """
    recipient = recipient or conversation.identity.address
    adapter = adapter_for(account or conversation.account)
    return adapter.name_message(conversation.public_id, recipient, unique=unique)


def is_signed_by_us(message_id: str) -> bool:
    """Tell whether answers to this id of ours still find their conversation: our signing key is the one that made it."""
    keys = TokenKeys(_token_keys(current_store_id()))
    return bool(find_tokens(addresses=(), message_ids=[message_id], sender="", keys=keys))


def bears_our_token(people: Iterable[Participant]) -> bool:
    """Tell whether one of these addresses carries our signature: a mail that names it was written by us."""
    keys = TokenKeys(_token_keys(current_store_id()))
    return bool(find_tokens(addresses=[p.address for p in people], message_ids=(), sender="", keys=keys))


def message_of_return_path(address: str) -> UUID | None:
    """Return the public id of the message whose report goes to this address of ours (VERP), None for other addresses."""
    return read_return_path(address, TokenKeys(_token_keys(current_store_id())))


def _token_keys(store_id: int) -> tuple[bytes, ...]:
    """Return the store's signing keys, the newest first, so that a key may be changed without losing a thread."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(
        hmac.digest(str(s).encode(), f"thread tokens {store_id}".encode(), hashlib.sha256) for s in secrets
    )
