"""Which channels there are: one line each; others by the setting SAATH_CHANNELS (name -> dotted path)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from saath.channels.base import Account, Adapter, Capabilities

BUILT_IN: Mapping[str, str] = {
    "chat": "saath.channels.chat.ChatAdapter",
    "email": "saath.channels.email.adapter.EmailAdapter",
    "fake": "saath.channels.fake.FakeAdapter",
    "form": "saath.channels.form.FormAdapter",
}

_added: dict[str, str] = {}


class AdapterClass(Protocol):
    """A channel's adapter before it has an account: what it can do is known already."""

    capabilities: Capabilities

    def __call__(self, account: Account) -> Adapter:
        """Return the adapter for this account."""
        ...


class UnknownChannel(LookupError):
    """No channel of this name is registered."""


def add_channels(paths: Mapping[str, str]) -> None:
    """Register others' channels, name -> dotted path of the adapter class. Raises ValueError on our names."""
    taken = BUILT_IN.keys() & paths.keys()
    if taken:
        raise ValueError(f"channel names already taken: {', '.join(sorted(taken))}")
    _added.update(paths)


def channel_names() -> tuple[str, ...]:
    """Names of all channels, ours first."""
    return (*BUILT_IN, *_added)


def adapter_class(name: str) -> AdapterClass:
    """Return the adapter class of a channel. Raises UnknownChannel, ImportError where its path is wrong."""
    path = BUILT_IN.get(name) or _added.get(name)
    if path is None:
        raise UnknownChannel(name)
    module, _, attribute = path.rpartition(".")
    return cast(AdapterClass, getattr(import_module(module), attribute))


def load_channels() -> None:
    """Load the code of every channel, so that no message waits for it."""
    for name in channel_names():
        adapter_class(name)


def open_adapter(name: str, account: Account) -> Adapter:
    """Return the channel's adapter for this account. Raises UnknownChannel."""
    return adapter_class(name)(account)
