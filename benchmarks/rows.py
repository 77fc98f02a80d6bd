"""The rows that the product would have had, had the workload happened in it: unsaved instances of its own models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model

from benchmarks.shop import BenchShop
from benchmarks.workload import Chunk, Said, Talk, Writer, talk_of
from saath.conversations import events, rules
from saath.conversations.models import Conversation, Delivery, Message, MessageKey, Reading
from saath.conversations.searchable import searchable
from saath.core.references import ALPHABET, GROUP_LENGTH, check_character
from saath.customers.models import Customer, Identity
from saath.search.documents import SearchDocument
from saath.timeline.models import Event

FIRST_ANSWER = timedelta(minutes=5)
# Spreads the numbers over all references without a repeat: it has no factor in common with 32 ** 6.
STEP = 387_420_489


@dataclass
class Filled:
    """The rows of one portion, by model, and the texts to index."""

    rows: dict[type[Model], list[Model]]
    documents: list[SearchDocument]
    keys: dict[str, str]


class Filler:
    """Makes rows of the workload for one shop; it holds the customers, who are written first."""

    def __init__(self, shop: BenchShop, writers: Sequence[Writer]) -> None:
        self._shop = shop
        self.customers = {writer.key: self._customer(n, writer) for n, writer in enumerate(writers, 1)}
        self.identities = {writer.key: self._identity(n, writer) for n, writer in enumerate(writers, 1)}

    def fill(self, chunk: Chunk) -> Filled:
        """Return the rows of a portion of the workload's file."""
        return self.fill_talks(map(talk_of, chunk.lines), chunk.first_conversation, chunk.first_message)

    def fill_talks(self, talks: Iterable[Talk], first_conversation: int, first_message: int) -> Filled:
        """Return the rows of conversations, numbered from the first."""
        filled = Filled({}, [], {})
        message_id = first_message
        for number, talk in enumerate(talks, first_conversation):
            conversation = self._conversation(number, talk, message_id + len(talk.said) - 1)
            filled.keys[talk.key] = str(conversation.public_id)
            self._add(filled, conversation, *self._around(talk, conversation))
            for said in talk.said:
                message = self._message(message_id, said, conversation)
                self._add(filled, message, *self._behind(message, said, conversation))
                filled.documents.append(searchable(message, conversation))
                message_id += 1
        return filled

    @staticmethod
    def _add(filled: Filled, *rows: Model) -> None:
        for row in rows:
            filled.rows.setdefault(type(row), []).append(row)

    def _customer(self, number: int, writer: Writer) -> Customer:
        return Customer(
            pk=number,
            store_id=self._shop.store_id,
            reference=reference(number),
            name=writer.name,
            language=writer.language,
        )

    def _identity(self, number: int, writer: Writer) -> Identity:
        customer = self.customers[writer.key]
        known = {"key": writer.email, "address": writer.email, "name": writer.name}
        return Identity(
            pk=number, store_id=self._shop.store_id, customer=customer, namespace="email", **known
        )

    def _conversation(self, number: int, talk: Talk, last_message_id: int) -> Conversation:
        last = next((said for said in reversed(talk.said) if said.direction != "note"), talk.said[-1])
        answer = next((said for said in talk.said if said.direction == "out"), None)
        return Conversation(
            pk=number,
            store_id=self._shop.store_id,
            reference=reference(number),
            customer=self.customers[talk.customer],
            identity=self.identities[talk.customer],
            account_id=self._shop.account_id,
            assignee_id=self._shop.members[talk.agent] if talk.agent else None,
            subject=talk.subject[:400],
            language=talk.language,
            first_answered_at=answer.at if answer else None,
            last_text=rules.preview(last.body),
            last_language=talk.language,
            last_message_id=last_message_id,
            last_message_at=last.at,
            message_count=len(talk.said),
            version=len(talk.said),
            created_at=talk.created_at,
            **_turn(talk, last),
        )

    def _around(self, talk: Talk, conversation: Conversation) -> Iterator[Model]:
        yield self._event(events.CONVERSATION_OPENED.name, conversation, conversation.created_at)
        if conversation.solved_at is not None:
            yield self._event(events.CONVERSATION_SOLVED.name, conversation, conversation.solved_at)
        if conversation.assignee_id is not None:
            yield Reading(
                store_id=self._shop.store_id,
                conversation=conversation,
                member_id=conversation.assignee_id,
                last_message_id=conversation.last_message_id - 1,
                read_at=conversation.last_message_at,
            )

    def _message(self, number: int, said: Said, conversation: Conversation) -> Message:
        is_in = said.direction == "in"
        return Message(
            pk=number,
            store_id=self._shop.store_id,
            conversation=conversation,
            direction=said.direction,
            identity=conversation.identity if is_in else None,
            author_id=None if is_in else self._shop.members[said.author],
            subject=conversation.subject if is_in else "",
            text=said.body,
            language=conversation.language,
            recipients=[_recipient(conversation)] if said.direction == "out" else [],
            sent_at=said.at,
            created_at=said.at,
        )

    def _behind(self, message: Message, said: Said, conversation: Conversation) -> Iterator[Model]:
        store_id = self._shop.store_id
        if message.direction != "note":
            yield MessageKey(store_id=store_id, message=message, key=said.message_id)
        if message.direction == "out":
            yield Delivery(
                store_id=store_id,
                message=message,
                state=Delivery.State.SENT,
                leaves_at=said.at,
                sent_at=said.at,
                attempt=1,
                provider_key=said.message_id,
                created_at=said.at,
            )
        kind = {"in": events.MESSAGE_RECEIVED, "out": events.REPLY_SENT, "note": events.NOTE_ADDED}[
            said.direction
        ]
        yield self._event(kind.name, conversation, said.at, message=message)

    def _event(self, kind: str, conversation: Conversation, at: Any, **refs: Message) -> Event:
        return Event(
            store_id=self._shop.store_id,
            kind=kind,
            audience="staff",
            subject_type="conversation",
            subject=conversation.public_id,
            refs={name: str(row.public_id) for name, row in refs.items()},
            actor_kind="system",
            actor_label="mail intake",
            created_at=at,
        )


def reference(number: int) -> str:
    """Return a reference of the product's form, another one for each number."""
    left, body = number * STEP % 32**6, ""
    for _position in range(6):
        left, digit = divmod(left, 32)
        body += ALPHABET[digit]
    compact = body + check_character(body)
    return f"{compact[:GROUP_LENGTH]}-{compact[GROUP_LENGTH:]}"


def _turn(talk: Talk, last: Said) -> dict[str, Any]:
    """An open conversation of the workload waits for us, as it does in every product that is measured."""
    if talk.is_open:
        return {"state": Conversation.State.OPEN, "waiting_since": last.at, "due_at": last.at + FIRST_ANSWER}
    return {"state": Conversation.State.SOLVED, "solved_at": last.at}


def _recipient(conversation: Conversation) -> dict[str, Any]:
    return {"address": conversation.identity.address, "name": conversation.identity.name, "cc": False}
