"""What the mail of a shop looks like outside: addresses, mailboxes that are read, ways out, domains. No secret ever goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Shape, Whole, Yes
from saath.conversations.models import ChannelAccount
from saath.mailboxes.queries import ShownMailbox
from saath.sending.models import WayOut as WayRow
from saath.sending.queries import ShownDomain
from saath.sending.rules import Verdict

Host = Annotated[str, Field(min_length=1, max_length=253, examples=["mail.example.in"])]
Port = Annotated[Whole, Field(ge=1, le=65535)]
User = Annotated[str, Field(min_length=1, max_length=320)]
Secret = Annotated[str, Field(min_length=1, max_length=2000)]
Security = Literal["tls", "starttls"]


class MailAddress(Shape):
    """An address to which customers write. The servers in `trusts` are believed about senders (RFC 8601)."""

    id: UUID
    name: str
    address: str
    trusts: list[str]
    is_behind_server: bool


class TrustedServers(Input):
    """Which servers are believed about senders; `is_behind_server` says that all mail comes through one of them."""

    trusts: Annotated[list[Annotated[str, Field(max_length=253)]], Field(max_length=10)]
    is_behind_server: Yes


class Mailbox(Shape):
    """A mailbox that is read where it is. `trouble` is null while all is well."""

    id: UUID
    account_id: UUID
    host: str
    port: int
    security: Security
    user: str
    sign_in: Literal["password", "google", "microsoft"]
    reads_sent: bool
    state: Literal["connecting", "choosing", "watching", "paused"]
    trouble: str | None
    trouble_since: datetime | None
    folders: list[str]
    put_aside: int
    last_success_at: datetime | None


class NewMailbox(Input):
    """A mailbox to read with its password, for an address of the shop. Signing in at a provider needs a browser."""

    account_id: UUID
    host: Host
    port: Port = 993
    security: Security = "tls"
    user: User
    password: Secret
    folders: Annotated[list[Annotated[str, Field(min_length=1, max_length=255)]], Field(max_length=20)] = (
        Field(default_factory=lambda: ["INBOX"])
    )
    reads_sent: Yes = False


class ChangedMailbox(Input):
    """What is to be different; what is left out stays. Another server is told no stored password."""

    host: Host | None = None
    port: Port | None = None
    security: Security | None = None
    password: Secret | None = None
    reads_sent: Yes | None = None


class Looking(Input):
    """From which day on older mails are read."""

    since: date


class Beginning(Input):
    """From which day on the mails that are there are imported; null for none of them."""

    since: date | None


class WayOut(Shape):
    """A way on which answers of an address can leave; `is_used` says that they do."""

    id: UUID
    account_id: UUID
    kind: Literal["smtp", "consent", "mailgun", "brevo"]
    host: str
    port: int
    security: Security
    user: str
    state: Literal["trying", "works", "fails"]
    trouble: str | None
    detail: str
    tried_at: datetime | None
    is_used: bool


class NewServer(Input):
    """A mail server to send over."""

    account_id: UUID
    host: Host
    port: Port = 587
    security: Security = "starttls"
    user: User
    password: Secret


class NewMailgun(Input):
    """A domain at Mailgun and its sending key."""

    account_id: UUID
    domain: Host
    key: Secret
    region: Literal["us", "eu"]


class NewBrevo(Input):
    """A key of Brevo."""

    account_id: UUID
    key: Secret


class NewSignIn(Input):
    """A mailbox whose sign-in at its provider is to be used for sending, too."""

    account_id: UUID
    mailbox_id: UUID


class ChangedWay(Input):
    """What is to be different; what is left out stays. It is tried first, and answers leave as before until that went well."""

    host: Host | None = None
    port: Port | None = None
    security: Security | None = None
    secret: Secret | None = None


class UsedWay(Input):
    """On which way answers leave; null for the server of the installation."""

    way_id: UUID | None


class DnsRecord(Shape):
    """A record as it is and as it should be: `wanted` is what to enter, empty where nothing has to change."""

    kind: str
    name: str
    type: str
    is_good: bool
    reason: str
    found: list[str]
    wanted: str


class MailDomain(Shape):
    """A domain from which the shop writes, and what DNS says of it."""

    name: str
    is_checking: bool
    checked_at: datetime | None
    records: list[DnsRecord]


class Tags(Input):
    """Whether mail to the address with a +tag arrives; null has it tried."""

    works: Yes | None


def mail_address_shape(row: ChannelAccount) -> MailAddress:
    """Return a mail address as programs see it."""
    return MailAddress(
        id=row.public_id,
        name=row.name,
        address=row.address,
        trusts=row.authserv_ids.split(),
        is_behind_server=row.is_behind_server,
    )


def mailbox_shape(shown: ShownMailbox) -> Mailbox:
    """Return a mailbox as programs see it."""
    row = shown.mailbox
    return Mailbox(
        id=row.public_id,
        account_id=row.account.public_id,
        host=row.host,
        port=row.port,
        security=row.security,  # type: ignore[arg-type]  # a choice of the model
        user=row.user,
        sign_in=row.sign_in,  # type: ignore[arg-type]  # a choice of the model
        reads_sent=row.reads_sent,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        trouble=row.trouble or None,
        trouble_since=row.trouble_since,
        folders=[each.name for each in shown.folders],
        put_aside=shown.put_aside,
        last_success_at=row.last_success_at,
    )


def way_shape(row: WayRow, *, is_used: bool) -> WayOut:
    """Return a way out as programs see it."""
    return WayOut(
        id=row.public_id,
        account_id=row.account.public_id,
        kind=row.kind,  # type: ignore[arg-type]  # a choice of the model
        host=row.host,
        port=row.port,
        security=row.security,  # type: ignore[arg-type]  # a choice of the model
        user=row.user,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        trouble=row.trouble or None,
        detail=row.detail,
        tried_at=row.tried_at,
        is_used=is_used,
    )


def mail_domain_shape(shown: ShownDomain) -> MailDomain:
    """Return a domain as programs see it."""
    keys = [each.verdict for each in shown.keys if each.verdict is not None]
    return MailDomain(
        name=shown.name,
        is_checking=shown.domain is not None and shown.domain.is_checking,
        checked_at=shown.domain.checked_at if shown.domain else None,
        records=[_record(each) for each in (*shown.verdicts, *keys)],
    )


def _record(verdict: Verdict) -> DnsRecord:
    return DnsRecord(
        kind=verdict.kind,
        name=verdict.name,
        type=verdict.type,
        is_good=verdict.is_good,
        reason=verdict.reason,
        found=list(verdict.found),
        wanted=verdict.wanted,
    )
