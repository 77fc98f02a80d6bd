"""How an account's answers leave where a shop has a way of its own: an upper room knows, `config/wiring.py` introduces it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from saath.channels.base import Adapter
from saath.conversations.accounts import NOTHING, adapter_for
from saath.conversations.models import ChannelAccount

OptionsOf = Callable[[ChannelAccount], Mapping[str, str]]

_ways: dict[str, OptionsOf] = {}


def leaves_by(channel: str, options_of: OptionsOf) -> None:
    """Register who knows the options of the way out of a channel's accounts. It may raise NeedsReauth and RetryLater."""
    _ways[channel] = options_of


def sending_adapter(account: ChannelAccount) -> Adapter:
    """Return the adapter that sends for an account. Raises NeedsReauth, RetryLater. Not inside a transaction."""
    options_of = _ways.get(account.channel)
    return adapter_for(account, trusted=options_of(account) if options_of else NOTHING)
