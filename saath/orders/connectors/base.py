"""The contract of a connector: what a shop platform or a courier tells, and how it proves that it is the one who tells.

A connector is a leaf. It translates the wire into the dataclasses of `saath.orders.data`, holds no state between calls, and
knows no rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.functional import Promise

from saath.orders.data import OrderData, RefundData, ScanData

Headers = Mapping[str, str]
Words = str | Promise


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


@dataclass(frozen=True, slots=True)
class Credential:
    """One thing that a shop enters so that Saath may ask its platform: how it is kept, what it is called, where it is found."""

    key: str
    label: Words
    is_secret: bool = True
    help: Words = ""


class Connector(Protocol):
    """One platform's translation. `key` is how a connection names it, `name` what people call it.

    `ACCOUNT` is how the platform calls the shop, None where it has no name for it, and `CREDENTIALS` what opens its API.
    `SECRET_IS_OURS` says that we make the secret of deliveries and the shop enters it there; else the platform makes it.
    Names of headers count in whatever case they come.
    """

    key: str
    name: str
    ACCOUNT: Credential | None
    CREDENTIALS: tuple[Credential, ...]
    SECRET_IS_OURS: bool

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
