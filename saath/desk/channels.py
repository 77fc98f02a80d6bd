"""How a channel is shown: asked of its capabilities, never of its name."""

from __future__ import annotations

from saath.channels.base import ChannelSign
from saath.channels.registry import adapter_class


def sign_of(channel: str) -> ChannelSign:
    """Return the icon and the name by which a channel is shown."""
    return adapter_class(channel).capabilities.sign
