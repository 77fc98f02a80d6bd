"""A message that every database can keep, whatever octets a stranger wrote."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from saath.channels.base import InboundMessage
from saath.core.text import storable


def sound_message(message: InboundMessage) -> InboundMessage:
    """Return the message with every text in it storable: names, ids, words, to the last attachment."""
    sound: InboundMessage = _sound(message)
    return sound


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, tuple):
        return tuple(_sound(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _sound(getattr(value, field.name)) for field in fields(value)})
    return value
