"""What a message looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Moment, Shape, Yes
from saath.conversations.automatic_words import why_of
from saath.conversations.models import Delivery as DeliveryRow
from saath.conversations.models import Message as Row
from saath.conversations.queries.messages import files_beside

# Characters of one message in a list; by itself it comes whole.
SHOWN = 12_000
LONGEST_TEXT = 200_000


class Attachment(Shape):
    """A file of a message; `size` is in octets."""

    id: UUID
    name: str
    size: int
    content_type: str
    is_inline: bool


class Recipient(Shape):
    """To whom an answer goes."""

    name: str
    address: str
    is_copy: bool


class Delivery(Shape):
    """How far an answer has come: held (it can be taken back) → queued → sending → sent; or failed, or unknown.

    `report` is the worst that a mail server has told since.
    """

    id: UUID
    state: Literal["held", "queued", "sending", "sent", "failed", "unknown", "undone"]
    reason: str
    leaves_at: datetime
    sent_at: datetime | None
    report: Literal["late", "complained", "bounced"] | None


class Message(Shape):
    """What the customer said (`in`), what we answered (`out`), or a note for the team (`note`).

    `text` is what the person wrote and `quoted_text` what stood around it; in a list both are cut after 12,000 characters,
    which `is_cut` says.
    """

    id: UUID
    conversation_id: UUID
    direction: Literal["in", "out", "note"]
    is_automatic: bool
    automatic_why: (
        Literal["acknowledgement", "question", "reminder", "closing", "thanks", "apology", "grievance"] | None
    ) = Field(description="For what a machine wrote it to a customer")
    author_id: UUID | None
    identity_id: UUID | None
    name: str = Field(description="Who wrote it")
    channel: str
    subject: str
    text: str
    quoted_text: str
    is_cut: bool
    language: str
    is_sender_proved: bool | None
    recipients: list[Recipient]
    attachments: list[Attachment]
    order_id: UUID | None
    delivery: Delivery | None
    sent_at: datetime
    created_at: datetime


def message_shape(row: Row, *, is_whole: bool) -> Message:
    """Return a message of `messages` as programs see it."""
    shown = None if is_whole else SHOWN
    delivery: DeliveryRow | None = getattr(row, "delivery", None)
    author, identity = row.author, row.identity
    return Message(
        id=row.public_id,
        conversation_id=row.conversation.public_id,
        direction=row.direction,  # type: ignore[arg-type]  # a choice of the model
        is_automatic=row.is_automatic,
        automatic_why=why_of(row.recipients) or None if row.is_automatic else None,  # type: ignore[arg-type]  # one of `Why`
        author_id=author.public_id if author else None,
        identity_id=identity.public_id if identity else None,
        name=author.display_name if author else (identity.name or identity.address if identity else ""),
        channel=row.leaves_by.channel,
        subject=row.subject,
        text=row.text[:shown],
        quoted_text=row.folded_text[:shown],
        is_cut=not is_whole and max(len(row.text), len(row.folded_text)) > SHOWN,
        language=row.language,
        is_sender_proved=row.is_sender_proved,
        recipients=_recipients(row),
        attachments=[
            Attachment(id=public_id, name=name, size=size, content_type=kind, is_inline=is_inline)
            for public_id, name, size, kind, is_inline in files_beside(row)
        ],
        order_id=row.order.public_id if row.order else None,
        delivery=_delivery(delivery) if delivery else None,
        sent_at=row.sent_at,
        created_at=row.created_at,
    )


class Way(Input):
    """Where an answer goes instead of where the customer wrote last, and why; `words` say a reason that is another."""

    identity_id: UUID
    reason: Literal["asked", "closed", "files", "urgent", "bounced", "other"]
    words: str = Field("", max_length=200)


class NewMessage(Input):
    """An answer. `seen` is the newest message that its writer has read: where somebody said something after it, it is held.

    With `solve` the conversation is solved by it. `copy_to` are the addresses in copy that get it, null is all of them;
    `file_ids` are files of the writer's draft, or that they put in.
    """

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    file_ids: list[UUID] = Field(default_factory=list, max_length=50)
    way: Way | None = None
    copy_to: list[Annotated[str, StringConstraints(max_length=320)]] | None = Field(None, max_length=60)
    seen: UUID | None = None
    solve: Yes = False
    resolution: Literal[
        "answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"
    ] = "answer"


class Promised(Input):
    """That we write or call, and by when."""

    kind: Literal["write", "call"]
    due_at: Moment


class NewReply(NewMessage):
    """An answer that leaves in some seconds; with `promise` its words owe the customer an update."""

    promise: Promised | None = None


class NewNote(Input):
    """A note for the team; it never leaves the house. `@name` calls a colleague. `file_ids` are files of one's draft."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    file_ids: list[UUID] = Field(default_factory=list, max_length=50)


def _recipients(row: Row) -> list[Recipient]:
    """Return to whom it goes; to whom a customer's mail went besides us is no concern of ours."""
    if row.direction == Row.Direction.IN:
        return []
    return [
        Recipient(name=each.get("name", ""), address=each.get("address", ""), is_copy=bool(each.get("cc")))
        for each in row.recipients
    ]


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.public_id,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        reason=row.reason,
        leaves_at=row.leaves_at,
        sent_at=row.sent_at,
        report=row.report or None,  # type: ignore[arg-type]  # a choice of the model
    )
