"""Conversations whose customer is here: what we write, they read from us. Asked of the channels, never by name."""

from __future__ import annotations

from saath.channels.registry import adapter_class, channel_names
from saath.conversations.models import Conversation


def is_here(channel: str) -> bool:
    """Tell whether customers of a channel read answers from us."""
    return adapter_class(channel).capabilities.is_here


def channels_here() -> tuple[str, ...]:
    """Return the channels whose customers are here while they write."""
    return tuple(filter(is_live, channel_names()))


def goes_on_here(conversation: Conversation) -> bool:
    """Tell whether the customer of a conversation wrote last by a channel on which they are here while they write."""
    return is_live((conversation.last_account or conversation.account).channel)


def is_live(channel: str) -> bool:
    """Tell whether customers of a channel are here while they write."""
    return adapter_class(channel).capabilities.is_live
