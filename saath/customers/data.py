"""A customer as the shop's own system tells of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CustomerData:
    """Somebody as they stood at `updated_at`; `key` is the source's own name of them, the same each time.

    An empty text says nothing, and leaves what is known. `tags` are put on, and none is taken off.
    """

    key: str
    updated_at: datetime
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()

    @property
    def version(self) -> tuple[datetime, str]:
        """By what two tellings of one customer are told apart."""
        return self.updated_at, hashlib.sha256(repr(self).encode()).hexdigest()
