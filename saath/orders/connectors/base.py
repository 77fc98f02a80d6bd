"""The contract of a connector: what a shop platform or a courier tells, and how it proves that it is the one who tells.

A connector is a leaf. It translates the wire into the dataclasses of `saath.orders.data`, holds no state between calls, and
knows no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

from saath.core.secrets import SecretText
from saath.orders.acts.commands import Able, Command, Outcome
from saath.orders.data import OrderData, ProductData, RefundData, ScanData, VariantData

Headers = Mapping[str, str]
Words = str | Promise
Credentials = Mapping[str, SecretText | str]


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


class Wish(StrEnum):
    """What a platform asks of the shop, beside telling of orders."""

    DATA = "data"
    FORGET_CUSTOMER = "forget-customer"
    FORGET_SHOP = "forget-shop"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that a person has to see to, such as a customer who wants to be forgotten; `about` names whom or which orders.

    `ENDED` says that the platform gives no more: what opens it opens nothing now.
    """

    wish: Wish
    about: str = ""


@dataclass(frozen=True, slots=True)
class VariantNews:
    """One variant, told without its product; what is not known of the product stays unknown. `currency` may be ""."""

    product_key: str
    variant: VariantData
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ProductGone:
    """A product that the shop sells no more; the platform names nothing else of it."""

    product_key: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing about an order or a parcel; `reason` is for people who look into the ledger."""

    reason: str


Heard = OrderData | ProductData | VariantNews | ProductGone | RefundOnly | ParcelNews | Asked | Ignored


@dataclass(frozen=True, slots=True)
class Credential:
    """One thing that a shop enters so that Saath may ask its platform: how it is kept, what it is called, where it is found.

    `tidy` makes one writing of what people write, and raises ValueError for what it cannot be. Of what `is_optional` the class
    that asks says what it needs.
    """

    key: str
    label: Words
    is_secret: bool = True
    help: Words = ""
    tidy: Callable[[str], str] = str.strip
    is_optional: bool = False


class Connector(Protocol):
    """One platform's translation. `key` is how a connection names it, `name` what people call it.

    `ACCOUNT` is how the platform calls the shop, None where it has no name for it, and `CREDENTIALS` what opens its API.
    `HEADERS` are those that `key_of` and `parse` read, in lower case: no others are kept, and never the proof.
    `SECRET_IS_OURS` says that we make the secret of deliveries and the shop enters it there; else the platform makes it.
    `TOPICS` are the kinds of news to switch on there, as its pages call them; none where one switch does for all.
    Names of headers count in whatever case they come.
    """

    key: str
    name: str
    ACCOUNT: Credential | None
    CREDENTIALS: tuple[Credential, ...]
    SECRET_IS_OURS: bool
    HEADERS: frozenset[str]
    TOPICS: tuple[str, ...]

    def verify(self, headers: Headers, body: bytes, secrets: Sequence[str]) -> None:
        """Accept a delivery that one of the secrets vouches for, in constant time. Raises BadSignature.

        Looks at raw bytes only. After a rotation `secrets` holds the new one and the former.
        """
        ...

    def sign(self, body: bytes, secret: str) -> dict[str, str]:
        """Return the headers with which the platform would prove a body."""
        ...

    def key_of(self, headers: Headers, body: bytes) -> str:
        """Return what two deliveries of the same news have in common, at most 200 characters. Raises nothing.

        "" for what says nothing, such as a ping: it is answered and not kept.
        """
        ...

    def parse(self, headers: Headers, body: bytes) -> tuple[Heard, ...]:
        """Translate what came, at least one thing. Raises Unreadable and nothing else, whatever a stranger sends."""
        ...


class PlatformError(ConnectorError):
    """A platform did not do what it was asked; `words` say why, as it said it itself where it did."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NeedsReauth(PlatformError):
    """It does not know us any more, or does not let us do this: a person gives it another key."""


class Missing(NeedsReauth):
    """Nobody has given one of the credentials yet; `key` is which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{key} is missing")
        self.key = key


class Unreachable(PlatformError):
    """It was not reached: nothing of the request arrived there."""


class NoAnswer(Unreachable):
    """Nothing is known of what became of the request: it may have been done."""


class Refusal(PlatformError):
    """It understood and does not do it; asking again is of no use."""


class NotThere(Refusal):
    """It has no such thing."""


class Busy(PlatformError):
    """It asks to wait `seconds`; nothing was done."""

    def __init__(self, words: str, *, seconds: float) -> None:
        super().__init__(words)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a platform's orders, the longest unchanged first.

    `next_cursor` goes on behind them, in another process or next week too; "" where there are no more. `remaining` is how many
    there are with these, as far as the platform says. `unreadable` are the keys of orders that could not be understood.
    """

    orders: tuple[OrderData, ...]
    next_cursor: str = ""
    remaining: int | None = None
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """Some of a platform's products, the longest unchanged first; "" as `next_cursor` says that there are no more."""

    products: tuple[ProductData, ...]
    next_cursor: str = ""
    unreadable: tuple[str, ...] = ()


class Platform(Protocol):
    """What a shop's platform answers when it is asked. Every call raises PlatformError and nothing else.

    `CONNECTOR` is the key of the connector that translates the same platform's deliveries: an order that is asked for is the
    same OrderData as one that is delivered. `SIGNED_WITH` names the credential with which it signs deliveries, "" where it takes
    the secret that it is told.
    """

    CONNECTOR: str
    SIGNED_WITH: str

    def __init__(self, account: str, credentials: Credentials) -> None: ...

    def check(self) -> str:
        """Return what the shop is called there."""
        ...

    def orders_since(self, since: datetime | None, cursor: str = "") -> Page:
        """Return a page of the orders that changed at `since` or later, of all where it is None.

        An order that changes meanwhile may come twice; none is left out.
        """
        ...

    def order(self, key: str) -> OrderData:
        """Return one order as it is now."""
        ...

    def products_since(self, since: datetime | None, cursor: str = "") -> GoodsPage:
        """Return a page of the products that changed at `since` or later, of all where it is None, with their stock."""
        ...

    def register_hooks(self, url: str, secret: str) -> None:
        """See to it that news is delivered to `url`, once, however often this is called.

        `secret` is what deliveries are to be signed with where the platform lets us choose it.
        """
        ...


class Doer(Protocol):
    """What changes orders at a shop's platform. Every call raises PlatformError and nothing else.

    `ABLE` says what it can do. A command is done once, however often it is sent, as far as the platform allows that; where it
    does not, whoever sends it asks `find` first.
    """

    CONNECTOR: str
    ABLE: Able

    def __init__(self, account: str, credentials: Credentials) -> None: ...

    def perform(self, command: Command) -> Outcome:
        """Do it. Raises NoAnswer where nobody knows whether it was done; after any other error it was not."""
        ...

    def find(self, command: Command) -> Outcome | None:
        """Return what became of a command that may have arrived, None where the platform has nothing of it."""
        ...


class Courier(Protocol):
    """What a courier answers when it is asked. Every call raises PlatformError and nothing else."""

    CONNECTOR: str
    MOST_AT_ONCE: int

    def __init__(self, account: str, credentials: Credentials) -> None: ...

    def check(self) -> str:
        """Return what the account is called there."""
        ...

    def track(self, awbs: Sequence[str]) -> tuple[ParcelNews, ...]:
        """Return what is known of some parcels, at most `MOST_AT_ONCE`; nothing of one that it does not know."""
        ...


def told_secret(credentials: Credentials, key: str) -> str:
    """Return one of the credentials in the clear, for a call. Raises Missing where nobody has given it."""
    said = credentials.get(key, "")
    revealed = said.reveal() if isinstance(said, SecretText) else said
    if not revealed:
        raise Missing(key)
    return revealed
