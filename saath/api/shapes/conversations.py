"""What a conversation looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Input, Paging, Ref, Shape
from saath.api.shapes.messages import Message
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE
from saath.conversations.models import Conversation as Row
from saath.conversations.queries.whole import tags_beside

QueueKey = Literal["now", "risk", "promised", "mine", "called", "customer", "snoozed", "solved", "spam"]
Priority = Literal["normal", "high", "urgent"]
Resolution = Literal["answer", "refund", "replacement", "redelivery", "credit", "repair", "apology", "other"]


class Person(Shape):
    """Somebody besides the customer who has a part in it; `copied` and `added` get our answers."""

    address: str
    name: str
    role: Literal["copied", "added", "offered", "left_out", "past", "aside"]


class Conversation(Shape):
    """What a customer and the shop say to each other about one thing.

    `messages` are the newest 30, newest first, and only there with `?include=messages`.
    """

    includes: ClassVar[frozenset[str]] = frozenset({"messages"})

    id: UUID
    reference: str
    state: Literal["open", "pending", "snoozed", "solved", "spam", "merged"]
    priority: Priority
    subject: str
    language: str
    channel: str
    account_id: UUID
    customer_id: UUID
    customer_name: str
    identity_id: UUID
    assignee_id: UUID | None
    tags: list[Ref]
    people: list[Person]
    problem_id: UUID | None
    order_id: UUID | None
    follows_id: UUID | None
    resolution: Resolution | None
    items_done: int
    items_total: int
    last_text: str
    last_message_at: datetime
    message_count: int
    has_failed_delivery: bool
    waiting_since: datetime | None
    due_at: datetime | None
    risk_at: datetime | None = Field(
        description="when the first promise is due of which colleagues were warned; null while none is at risk"
    )
    update_due_at: datetime | None
    snoozed_until: datetime | None = Field(description="null also where it rests until the customer writes")
    first_answered_at: datetime | None
    solved_at: datetime | None
    confirmed_at: datetime | None
    created_at: datetime
    messages: list[Message] | None = None


def conversation_shape(row: Row, *, messages: list[Message] | None = None) -> Conversation:
    """Return a conversation of `whole` as programs see it."""
    until = row.snoozed_until
    return Conversation(
        id=row.public_id,
        reference=row.reference,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        priority=row.priority,  # type: ignore[arg-type]  # a choice of the model
        subject=row.subject,
        language=row.language,
        channel=row.account.channel,
        account_id=row.account.public_id,
        customer_id=row.customer.public_id,
        customer_name=row.customer.name or row.identity.name or row.identity.address,
        identity_id=row.identity.public_id,
        assignee_id=row.assignee.public_id if row.assignee else None,
        tags=[Ref(id=public_id, name=name) for public_id, name in tags_beside(row)],
        people=[Person(address=each.address, name=each.name, role=each.role.value) for each in row.people],
        problem_id=row.problem.public_id if row.problem else None,
        order_id=row.order.public_id if row.order else None,
        follows_id=row.follows.public_id if row.follows else None,
        resolution=row.resolution or None,  # type: ignore[arg-type]  # a choice of the model
        items_done=row.items_done,
        items_total=row.items_total,
        last_text=row.last_text,
        last_message_at=row.last_message_at,
        message_count=row.message_count,
        has_failed_delivery=row.has_failed_delivery,
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        risk_at=row.risk_at,
        update_due_at=row.update_due_at,
        snoozed_until=None if until == UNTIL_THEY_WRITE else until,
        first_answered_at=row.first_answered_at,
        solved_at=row.solved_at,
        confirmed_at=row.confirmed_at,
        created_at=row.created_at,
        messages=messages,
    )


class ConversationsAsked(Paging):
    """Which conversations: those of a queue or of a saved view, narrowed by the filters of the desk."""

    queue: QueueKey = "now"
    view: UUID | None = Field(
        None, description="A saved view: its queue, and its filters before those given here."
    )
    channel: str | None = None
    language: str | None = None
    items: str | None = None
    order: str | None = None
    person: str | None = None
    priority: str | None = None
    problem: str | None = None
    promise: str | None = None
    tag: str | None = None
    waiting: str | None = None


class NewConversation(Input):
    """What is written to a customer first; `account_id` is the mail address that it comes from, null for the shop's first."""

    to: str = Field(min_length=3, max_length=320)
    name: str = Field("", max_length=200)
    subject: str = Field(min_length=1, max_length=400)
    text: str = Field(min_length=1, max_length=200_000)
    language: Literal["", "en", "hi", "gu"] = ""
    account_id: UUID | None = None
