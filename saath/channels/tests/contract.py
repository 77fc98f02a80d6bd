"""What every channel must hold to, whatever its wire: run over the whole registry by test_contract."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import cast

from saath.channels.base import Account, RawDelivery

GARBAGE = (
    b"",
    b"\x00\xff" * 100,
    b"{" * 1000,
    b"[" * 100_000,
    b"null",
    b"From: \xff\r\n\r\n\xff",
    b"<a>" * 5000,
)


@dataclass(frozen=True, slots=True)
class Recording:
    """A genuine delivery of one message and what it says; `forged` is None where the wire proves nothing."""

    account: Account
    delivery: RawDelivery
    provider_id: str
    sender: str
    text: str
    recipient: str
    forged: RawDelivery | None = None


def recording_of(channel: str, folder: Path) -> Recording:
    """Return the channel's recording. Raises ModuleNotFoundError: a channel without one is not finished."""
    module = import_module(f"saath.channels.tests.recordings.{channel}")
    return cast(Recording, module.recording(folder))


def is_plain_data(value: object) -> bool:
    """Whether a value and all in it is immutable data, fit to cross a border."""
    if hasattr(value, "__dataclass_fields__"):
        return all(is_plain_data(getattr(value, each.name)) for each in fields(value))  # type: ignore[arg-type]
    if isinstance(value, tuple | frozenset):
        return all(is_plain_data(each) for each in value)
    return not isinstance(value, list | dict | set)
