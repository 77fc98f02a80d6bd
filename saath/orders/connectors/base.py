"""The contract of a connector: what a shop platform or a courier tells, and how it proves that it is the one who tells.

A connector is a leaf. It translates the wire into the dataclasses of `saath.orders.data`, holds no state between calls, and
knows no rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from saath.orders.data import OrderData, RefundData, ScanData

Headers = Mapping[str, str]


class ConnectorError(Exception):
    """What a connector may raise; anything else from one is a defect."""


class BadSignature(ConnectorError):
    """The delivery does not prove that it comes from the platform: refuse it and store nothing."""


class Unreadable(ConnectorError):
    """It came from the platform and says nothing that can be understood: keep it for a person to look at."""


@dataclass(frozen=True, slots=True)
class RefundOnly:
    """Money that went back, told without its order; the order's next telling has it too. `currency` is ISO 4217."""

    order_key: str
    currency: str
    refund: RefundData


@dataclass(frozen=True, slots=True)
class ParcelNews:
    """What was said of one parcel, told by its number alone."""

    awb: str
    courier: str = ""
    scans: tuple[ScanData, ...] = ()
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing about an order or a parcel; `reason` is for people who look into the ledger."""

    reason: str


Heard = OrderData | RefundOnly | ParcelNews | Ignored


class Connector(Protocol):
    """One platform's translation. `key` is how a connection names it, `name` what people call it.

    Names of headers count in whatever case they come.
    """

    key: str
    name: str

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept a delivery that one of the secrets vouches for, in constant time. Raises BadSignature.

        Looks at raw bytes only. After a rotation `secrets` holds the new one and the former.
        """
        ...

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return what two deliveries of the same news have in common, at most 200 characters. Raises nothing."""
        ...

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Translate what came, at least one thing. Raises Unreadable and nothing else, whatever a stranger sends."""
        ...
