"""Chatwoot: answers of its API (conversations, messages, contacts, agents), and its CSV of contacts. It has no export of all.

https://developers.chatwoot.com/api-reference/conversations/conversations-list
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from saath.imports.items import Item
from saath.imports.sources.base import PENDING, SOLVED
from saath.imports.sources.reading import (
    Thing,
    fields_in,
    first_words,
    key_of,
    needed_key,
    needed_moment,
    priority_in,
    tags_in,
    thing,
    things,
    words,
)
from saath.imports.told import Agent, Conversation, File, Message, Person, Side, Told

# https://developers.chatwoot.com: 0 incoming, 1 outgoing, 2 what happened, 3 a template.
SIDES = {
    "0": Side.CUSTOMER,
    "1": Side.SHOP,
    "3": Side.MACHINE,
    "incoming": Side.CUSTOMER,
    "outgoing": Side.SHOP,
}
HAPPENED = {"2", "activity"}
_AGENTS = ("user", "User")


class Chatwoot:
    """Conversations, messages, contacts and agents of Chatwoot."""

    name = "chatwoot"
    label = "Chatwoot"
    outcomes: Mapping[str, str] = {
        "open": PENDING,
        "pending": PENDING,
        "snoozed": PENDING,
        "resolved": SOLVED,
    }

    def knows(self, item: Item) -> bool:
        """A conversation has an inbox and who sends in its meta, a message its type as well."""
        value = item.value
        if "inbox_id" in value and ("meta" in value or "message_type" in value or "messages" in value):
            return True
        if "conversation_id" in value and "message_type" in value:
            return True
        return "phone_number" in value or "availability_status" in value or "contact_inboxes" in value

    def origin(self, item: Item) -> str:
        """Return the number of the account, which Chatwoot puts on conversations."""
        return key_of(item.value.get("account_id"))

    def read(self, item: Item) -> Iterator[Told]:
        """Yield who and what a thing of Chatwoot tells of."""
        value = item.value
        if "message_type" in value:
            if words(value.get("message_type")) not in HAPPENED:
                yield from _senders([value])
                yield _message(value, conversation=key_of(value.get("conversation_id")))
        elif "inbox_id" in value or "messages" in value:
            yield from _conversation(value)
        elif "availability_status" in value and "role" in value:
            yield Agent(
                _agent(value),
                first_words(value, "name", "available_name", most=200),
                words(value.get("email"), 320),
            )
        elif "email" in value or "phone_number" in value or "name" in value:
            yield _person(value)


def _person(contact: Thing) -> Person:
    return Person(
        needed_key(contact, "id", "identifier", "email", "phone_number"),
        first_words(contact, "name", most=200),
        words(contact.get("email"), 320),
        words(contact.get("phone_number"), 40),
    )


def _agent(agent: Thing) -> str:
    """Return the key of an agent; contacts are counted from one as well."""
    return f"agent:{needed_key(agent, 'id')}"


def _conversation(value: Thing) -> Iterator[Told]:
    meta = thing(value.get("meta"))
    contact = thing(meta.get("sender")) or thing(value.get("contact"))
    if contact:
        yield _person(contact)
    assignee = thing(meta.get("assignee")) or thing(value.get("assignee"))
    if assignee.get("id"):
        yield Agent(
            _agent(assignee), first_words(assignee, "name", most=200), words(assignee.get("email"), 320)
        )
    said = [each for each in things(value.get("messages")) if words(each.get("message_type")) not in HAPPENED]
    yield from _senders(said)
    more = thing(value.get("additional_attributes"))
    yield Conversation(
        key=needed_key(value, "id", "display_id"),
        at=needed_moment(value, "created_at", "timestamp", "last_activity_at"),
        person=key_of(contact.get("id")) or key_of(thing(value.get("contact_inbox")).get("contact_id")),
        subject=first_words(more, "mail_subject", most=400),
        status=words(value.get("status"), 40),
        channel=(words(meta.get("channel"), 60) or words(value.get("channel"), 60)).removeprefix("Channel::"),
        assignee=_agent(assignee) if assignee.get("id") else "",
        priority=priority_in(value.get("priority")),
        tags=tags_in(value.get("labels")),
        fields=fields_in(value.get("custom_attributes")),
        messages=tuple(_message(each) for each in said),
    )


def _senders(said: list[Thing]) -> Iterator[Told]:
    seen: set[str] = set()
    for message in said:
        sender = thing(message.get("sender"))
        if _is_agent(message) and sender.get("id") and (key := _agent(sender)) not in seen:
            seen.add(key)
            yield Agent(key, first_words(sender, "name", most=200), words(sender.get("email"), 320))


def _is_agent(message: Thing) -> bool:
    return thing(message.get("sender")).get("type") in _AGENTS or message.get("sender_type") in _AGENTS


def _message(message: Thing, conversation: str = "") -> Message:
    sender = thing(message.get("sender"))
    side = SIDES.get(words(message.get("message_type")), Side.UNKNOWN)
    if (
        side == Side.SHOP
        and "bot" in (first_words(message, "sender_type") or words(sender.get("type"))).lower()
    ):
        side = Side.MACHINE
    number = key_of(sender.get("id")) or key_of(message.get("sender_id"))
    return Message(
        key=needed_key(message, "id"),
        at=needed_moment(message, "created_at", "updated_at"),
        author=f"agent:{number}" if number and _is_agent(message) else number,
        side=side,
        is_private=message.get("private") is True,
        text=first_words(message, "content", "processed_message_content"),
        html=_html(message),
        files=tuple(_file(each) for each in things(message.get("attachments"))),
        conversation=conversation,
    )


def _html(message: Thing) -> str:
    """Return the HTML of a mail."""
    mail = thing(thing(message.get("content_attributes")).get("email"))
    return first_words(thing(mail.get("html_content")), "reply", "full")


def _file(each: Thing) -> File:
    address = words(each.get("data_url"), 1_000)
    name = (
        first_words(each, "fallback_title", "file_name", most=200)
        or address.partition("?")[0].rpartition("/")[2]
    )
    return File(key_of(each.get("id")), name, address)
