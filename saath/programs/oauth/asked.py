"""What comes from an app and what goes back, without a framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of an app: the address, the form as it came, and the header that says who it is."""

    uri: str
    body: str = field(repr=False)
    authorization: str = field(default="", repr=False)

    @property
    def headers(self) -> dict[str, str]:
        """What the library reads of the headers; never `Origin`, for a browser's script is not answered."""
        return {"Authorization": self.authorization} if self.authorization else {}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the app is answered."""

    status: int
    body: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
