"""Conversations whose customer is here: what we write, they read from us at once. Asked of the channels, never by name."""

from __future__ import annotations

from saath.channels.registry import adapter_class, channel_names


def is_here(channel: str) -> bool:
    """Tell whether customers of a channel are here."""
    return adapter_class(channel).capabilities.is_here


def channels_here() -> tuple[str, ...]:
    """Return the channels whose customers are here."""
    return tuple(filter(is_here, channel_names()))
