"""What every connector must hold to, whatever its wire: run over the whole registry by test_contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, cast

from saath.orders.connectors.base import Heard
from saath.orders.connectors.proof import signature_of

SECRET = "neelambari-48"
GARBAGE = (b"", b"\x00\xff" * 100, b"{" * 1000, b"[" * 100_000, b"null", b"1e999999999", b"9" * 5000, b"NaN")


@dataclass(frozen=True, slots=True)
class Recording:
    """A delivery as the platform sends it, what it says, and by which header it is proved.

    `signs_body` is False where a token alone proves who sends.
    """

    said: Any
    heard: tuple[Heard, ...]
    headers: Mapping[str, str]
    proof: str
    signs_body: bool = True

    @property
    def body(self) -> bytes:
        """The bytes that were sent."""
        return json.dumps(self.said, ensure_ascii=False).encode()

    @property
    def signed(self) -> dict[str, str]:
        """The headers with the proof."""
        proof = signature_of(self.body, SECRET) if self.signs_body else SECRET
        return {**self.headers, self.proof: proof}

    def saying(self, said: Any) -> Recording:
        """Return the same delivery with another body."""
        return replace(self, said=said)


def recording_of(connector: str) -> Recording:
    """Return a connector's recording. Raises ModuleNotFoundError: a connector without one is not finished."""
    module = import_module(f"saath.orders.connectors.tests.recordings.{connector}")
    return cast(Recording, module.RECORDING)
