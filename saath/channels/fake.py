"""A channel that goes nowhere, for tests and demos: JSON in, a list out, every failure at will."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from saath.channels.base import (
    Account,
    BadSignature,
    Capabilities,
    ChannelSign,
    InboundMessage,
    IntakeResult,
    Nature,
    NatureKind,
    OutboundMessage,
    Participant,
    Polled,
    RawDelivery,
    Receipt,
    ReceiptKind,
    SenderProof,
    SendOutcome,
    SendResult,
)

SIGNATURE_HEADER = "X-Fake-Signature"
Step = SendOutcome | Exception
T = TypeVar("T")


class FakeAdapter:
    """Speaks JSON signed with the account's key; `script` decides how the next sends end.

    `sent` records what was handed over, also where the outcome was UNKNOWN. `waiting` is what `poll` gives.
    """

    capabilities = Capabilities(
        identity_namespace="fake",
        sign=ChannelSign("chat", "Fake"),
        text_limit=4096,
        attachment_limit=1_000_000,
        attachment_count=10,
        media=frozenset({"image/*", "application/pdf"}),
        has_threads=True,
        has_typing=True,
        has_receipts=True,
        reply_window=timedelta(hours=24),
        recognises_repeat=True,
    )

    def __init__(self, account: Account) -> None:
        self.account = account
        self.sent: list[OutboundMessage] = []
        self.script: list[Step] = []
        self.waiting: list[RawDelivery] = []

    def verify(self, delivery: RawDelivery) -> str:
        """Return the payload's hash. Raises BadSignature where no key of the account made the header."""
        given = delivery.headers.get(SIGNATURE_HEADER, "").encode()
        if not any(
            hmac.compare_digest(sign(delivery.body, key).encode(), given) for key in self.account.keys
        ):
            raise BadSignature("X-Fake-Signature does not match")
        return hashlib.sha256(delivery.body).hexdigest()

    def parse(self, delivery: RawDelivery) -> IntakeResult:
        """Read `{"messages": [...], "receipts": [...]}`; what cannot be read is left out."""
        payload = _load(delivery.body)
        return IntakeResult(
            messages=tuple(_readable(payload.get("messages"), _message)),
            receipts=tuple(_readable(payload.get("receipts"), _receipt)),
        )

    def name_message(self, conversation: UUID, recipient: str, *, unique: UUID) -> str:
        """Return the unique part: a fake provider threads by itself."""
        return unique.hex

    def reply_address(self, conversation: UUID, recipient: str) -> str:
        """Return '': answers come back the way they went."""
        return ""

    def send(self, message: OutboundMessage) -> SendResult:
        """Record the message and end as the script says; without a script it is sent, once per message id."""
        step = self.script.pop(0) if self.script else SendOutcome.SENT
        if isinstance(step, Exception):
            raise step
        if message.message_id not in {earlier.message_id for earlier in self.sent}:
            self.sent.append(message)
        return SendResult(step, provider_id=f"fake-{message.message_id}")

    def poll(self, cursor: str) -> Polled:
        """Return what waits after the position `cursor`."""
        start = int(cursor or 0)
        return Polled(tuple(self.waiting[start:]), str(len(self.waiting)))


def sign(body: bytes, key: bytes) -> str:
    """Return the header value that `FakeAdapter.verify` accepts for this body."""
    return hmac.new(key, body, hashlib.sha256).hexdigest()


def fake_delivery(payload: dict[str, Any], key: bytes) -> RawDelivery:
    """Return a signed delivery of this payload, as a provider would send it."""
    body = json.dumps(payload).encode()
    return RawDelivery(body=body, headers={SIGNATURE_HEADER: sign(body, key)})


def _load(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def _readable(rows: Any, read: Callable[[dict[str, Any]], T]) -> list[T]:
    found = []
    for row in rows if isinstance(rows, list) else []:
        try:
            found.append(read(row))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
            continue
    return found


def _message(row: dict[str, Any]) -> InboundMessage:
    text = str(row["text"])
    canonical = json.dumps(row, sort_keys=True).encode()
    return InboundMessage(
        provider_id=str(row["id"]),
        fingerprint=hashlib.sha256(canonical).hexdigest(),
        sender=Participant(str(row["from"]), str(row.get("name", ""))),
        text=text,
        visible_text=text,
        sent_at=_moment(row.get("at")),
        references=tuple(str(earlier) for earlier in row.get("references", ())),
        language_hint=str(row.get("language", "")),
        nature=Nature(NatureKind.AUTOMATIC, "sender says so") if row.get("automatic") else Nature(),
        proof=SenderProof(True, "signature"),
    )


def _receipt(row: dict[str, Any]) -> Receipt:
    return Receipt(
        str(row["id"]), ReceiptKind(row["kind"]), _moment(row.get("at")), str(row.get("reason", ""))
    )


def _moment(seconds: Any) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(float(seconds), UTC)
