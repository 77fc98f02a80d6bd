"""The form of the shop's page for grievances, for those who leave a telephone number and no address to write to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy

from saath.channels.base import (
    Account,
    Capabilities,
    ChannelSign,
    InboundAttachment,
    InboundMessage,
    IntakeResult,
    OutboundMessage,
    Participant,
    RawDelivery,
    SendOutcome,
    SendResult,
)

NAME = "form"
NAMESPACE = "phone"
MOST_FILES = 10
FILE_BYTES = 10_000_000
_CANNOT_READ = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody entered. `sender` is their e-mail address or telephone number as an identity, and nobody has proved it."""

    key: str
    sender: Participant
    subject: str
    text: str
    at: datetime
    language: str = ""
    files: tuple[tuple[str, str], ...] = ()


class FormAdapter:
    """Reads forms that our own door has written into the ledger. Answers are read on the page of the status."""

    capabilities = Capabilities(
        identity_namespace=NAMESPACE,
        sign=ChannelSign("note", cast(str, gettext_lazy("Form"))),
        text_limit=20_000,
        attachment_limit=MOST_FILES * FILE_BYTES,
        attachment_count=MOST_FILES,
        media=frozenset({"*/*"}),
        recognises_repeat=True,
        is_here=True,
    )

    def __init__(self, account: Account) -> None:
        self.account = account

    def verify(self, delivery: RawDelivery) -> str:
        """Return the form's own key: the door has looked at it."""
        return str(_load(delivery.body).get("id", ""))

    def parse(self, delivery: RawDelivery) -> IntakeResult:
        """Read one form; what cannot be read is no message."""
        try:
            return IntakeResult(messages=(_message(_load(delivery.body)),))
        except _CANNOT_READ:
            return IntakeResult()

    def name_message(self, conversation: UUID, recipient: str, *, unique: UUID) -> str:
        """Return the unique part: the answer is read by who has the reference and its code."""
        return unique.hex

    def reply_address(self, conversation: UUID, recipient: str) -> str:
        """Return '': nobody writes back by a form."""
        return ""

    def send(self, message: OutboundMessage) -> SendResult:
        """Say that it is there: what is written is read from us."""
        return SendResult(SendOutcome.SENT, provider_id=message.message_id)


def form_delivery(sent: Sent) -> RawDelivery:
    """Return a form as the ledger keeps it. `files` are names and media types; their bytes are stored before."""
    body = {
        "id": sent.key,
        "sender": {"address": sent.sender.address, "name": sent.sender.name, "key": sent.sender.key},
        "subject": sent.subject,
        "text": sent.text,
        "at": sent.at.isoformat(),
        "language": sent.language,
        "files": [{"name": name, "type": content_type} for name, content_type in sent.files],
    }
    return RawDelivery(body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def _load(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def _message(sent: dict[str, Any]) -> InboundMessage:
    sender, text, key = sent["sender"], str(sent["text"]), str(sent["id"])
    return InboundMessage(
        provider_id=key,
        fingerprint=hashlib.sha256(key.encode()).hexdigest(),
        sender=Participant(str(sender["address"]), str(sender.get("name", "")), key=str(sender["key"])),
        subject=str(sent.get("subject", "")),
        text=text,
        visible_text=text,
        sent_at=datetime.fromisoformat(sent["at"]),
        attachments=tuple(
            InboundAttachment(str(each["name"]), str(each["type"]), b"") for each in sent.get("files", ())
        ),
        language_hint=str(sent.get("language", "")),
        refuses_auto_answer=True,
    )
