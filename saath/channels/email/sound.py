"""A message that every database can keep, whatever octets a stranger wrote."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
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
        held = {name: getattr(value, name) for name in _names(type(value))}
        sound = {name: _sound(each) for name, each in held.items()}
        return value if sound == held else replace(value, **sound)
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
