"""By which account of ours, and to which identity of theirs, an answer reaches a customer."""

from __future__ import annotations

from dataclasses import dataclass

from saath.channels.base import Capabilities
from saath.channels.registry import adapter_class
from saath.conversations.models import ChannelAccount, Conversation
from saath.customers.models import Identity


@dataclass(frozen=True, slots=True)
class Way:
    """An account of the shop and an identity of the customer that it reaches."""

    account: ChannelAccount
    identity: Identity

    @property
    def can(self) -> Capabilities:
        """Return what the channel can do."""
        return adapter_class(self.account.channel).capabilities


def way_of(conversation: Conversation) -> Way:
    """Return where the customer wrote last: there an answer goes unless somebody chooses another way."""
    account = conversation.last_account or conversation.account
    return Way(account, conversation.last_identity or conversation.identity)
