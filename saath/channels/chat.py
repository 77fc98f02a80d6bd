"""Live chat on the shop's page: what our own widget posts, as JSON, and answers that the visitor reads from us."""

from __future__ import annotations

import hashlib
import json
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
    SenderProof,
    SendOutcome,
    SendResult,
    ThreadToken,
)

NAMESPACE = "chat"
MOST_FILES = 5
FILE_BYTES = 10_000_000
_CANNOT_READ = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


class ChatAdapter:
    """Reads the posts that our own door has written into the ledger; nobody else hands one in.

    A post names the files that came with it; their bytes are stored before it is written.
    """

    capabilities = Capabilities(
        identity_namespace=NAMESPACE,
        sign=ChannelSign("chat", cast(str, gettext_lazy("Live chat"))),
        text_limit=4000,
        attachment_limit=MOST_FILES * FILE_BYTES,
        attachment_count=MOST_FILES,
        media=frozenset({"image/*", "application/pdf"}),
        has_threads=True,
        has_typing=True,
        has_receipts=True,
        recognises_repeat=True,
        is_here=True,
        is_live=True,
    )

    def __init__(self, account: Account) -> None:
        self.account = account

    def verify(self, delivery: RawDelivery) -> str:
        """Return the visitor with the post's own key: the visitor's token was proved at the door."""
        post = _load(delivery.body)
        return f"{_visitor_key(post)}/{post.get('id', '')}"

    def parse(self, delivery: RawDelivery) -> IntakeResult:
        """Read one post; what cannot be read is no message."""
        try:
            return IntakeResult(messages=(_message(_load(delivery.body)),))
        except _CANNOT_READ:
            return IntakeResult()

    def name_message(self, conversation: UUID, recipient: str, *, unique: UUID) -> str:
        """Return the unique part: the visitor's conversation is known by who reads it."""
        return unique.hex

    def reply_address(self, conversation: UUID, recipient: str) -> str:
        """Return '': answers come back the way they went."""
        return ""

    def send(self, message: OutboundMessage) -> SendResult:
        """Say that it is there: what is written is read from us, and nothing leaves the house."""
        return SendResult(SendOutcome.SENT, provider_id=message.message_id)


def chat_delivery(
    *,
    visitor: Participant,
    post_id: str,
    text: str,
    at: datetime,
    conversation: UUID | None = None,
    language: str = "",
    proof: str = "",
    files: tuple[tuple[str, str], ...] = (),
    order: str = "",
    page: dict[str, str] | None = None,
) -> RawDelivery:
    """Return what a visitor posts, as the ledger keeps it. `files` are names and media types, `proof` says what vouches
    for the visitor, '' where nothing does, `order` which of their orders they chose."""
    post = {
        "visitor": {"key": visitor.key, "address": visitor.address, "name": visitor.name, "proof": proof},
        "id": post_id,
        "text": text,
        "at": at.isoformat(),
        "conversation": str(conversation) if conversation else "",
        "language": language,
        "files": [{"name": name, "type": content_type} for name, content_type in files],
        "order": order,
        "page": page or {},
    }
    return RawDelivery(body=json.dumps(post, ensure_ascii=False, separators=(",", ":")).encode())


def _load(body: bytes) -> dict[str, Any]:
    try:
        post = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return post if isinstance(post, dict) else {}


def _visitor_key(post: dict[str, Any]) -> str:
    visitor = post.get("visitor")
    return str(visitor.get("key", "")) if isinstance(visitor, dict) else ""


def _message(post: dict[str, Any]) -> InboundMessage:
    visitor, text = post["visitor"], str(post["text"])
    provider_id = f"{visitor['key']}/{post['id']}"
    proof = str(visitor.get("proof", ""))
    return InboundMessage(
        provider_id=provider_id,
        fingerprint=hashlib.sha256(provider_id.encode()).hexdigest(),
        sender=Participant(str(visitor["address"]), str(visitor.get("name", "")), key=str(visitor["key"])),
        text=text,
        visible_text=text,
        sent_at=datetime.fromisoformat(post["at"]),
        attachments=tuple(
            InboundAttachment(str(each["name"]), str(each["type"]), b"") for each in post.get("files", ())
        ),
        thread_tokens=tuple(
            ThreadToken(UUID(str(named)), is_senders=True) for named in [post.get("conversation")] if named
        ),
        language_hint=str(post.get("language", "")),
        proof=SenderProof(bool(proof), proof),
    )
