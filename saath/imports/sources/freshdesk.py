"""Freshdesk: the JSON of its account export (tickets with notes, users), answers of its API v2, and its CSV of contacts.

https://support.freshdesk.com/support/solutions/articles/225253, https://developers.freshdesk.com/api/#tickets
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from saath.imports.items import Item
from saath.imports.sources.base import OUT, PENDING, SOLVED
from saath.imports.sources.reading import (
    Thing,
    fields_in,
    first_words,
    host_name,
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

PRIORITIES = {"1": "low", "2": "medium", "3": "high", "4": "urgent"}
STATUSES = {"2": "Open", "3": "Pending", "4": "Resolved", "5": "Closed"}
# https://developers.freshdesk.com/api/#ticket_attributes
CHANNELS = {
    "1": "Email",
    "2": "Portal",
    "3": "Phone",
    "7": "Chat",
    "9": "Feedback widget",
    "10": "Outbound email",
}
# The account export counts them otherwise than the API.
WIDER_CHANNELS = {**CHANNELS, "4": "Forum", "5": "Twitter", "6": "Facebook"}


class Freshdesk:
    """Tickets, notes, contacts and agents of Freshdesk."""

    name = "freshdesk"
    label = "Freshdesk"
    outcomes: Mapping[str, str] = {
        "Open": PENDING,
        "Pending": PENDING,
        "Resolved": SOLVED,
        "Closed": SOLVED,
        "Deleted": OUT,
        "Spam": OUT,
    }

    def knows(self, item: Item) -> bool:
        """The export wraps each thing in its name; the API names responder and conversations."""
        value = item.value
        if "helpdesk_ticket" in value or "helpdesk_note" in value or "user" in value:
            return True
        if "responder_id" in value or "fr_due_by" in value or "support_email" in value:
            return True
        if "incoming" in value and "body_text" in value:
            return True
        return (
            ("view_all_tickets" in value)
            or ("occasional" in value)
            or {"full_name", "work_phone"} <= value.keys()
        )

    def origin(self, item: Item) -> str:
        """Freshdesk names its account nowhere but in an avatar's address."""
        return host_name(thing(item.value.get("avatar")).get("avatar_url")) and ""

    def read(self, item: Item) -> Iterator[Told]:
        """Yield who and what a thing of Freshdesk tells of."""
        value = item.value
        if "helpdesk_ticket" in value:
            yield from _ticket(thing(value["helpdesk_ticket"]))
        elif "user" in value:
            yield from _people(thing(value["user"]))
        elif "incoming" in value and "ticket_id" in value:
            yield _note(value, conversation=key_of(value["ticket_id"]))
        elif "requester_id" in value:
            yield from _ticket(value)
        elif "email" in value or "full_name" in value or "contact" in value:
            yield from _people(value)


def _people(user: Thing) -> Iterator[Told]:
    """Yield a person; the API keeps an agent's name and address in the contact that they are, too."""
    of_agent = thing(user.get("contact"))
    told = of_agent or user
    key = first_words(user, "id", "contact_id", "email", most=100) or needed_key(told, "email", "full_name")
    name = first_words(told, "name", "full_name", most=200)
    email = first_words(told, "email", most=320)
    if of_agent or user.get("helpdesk_agent") is True or "occasional" in user:
        yield Agent(key, name, email)
    yield Person(
        key, name, email, first_words(told, "mobile", "phone", "mobile_phone", "work_phone", most=40)
    )


def _ticket(ticket: Thing) -> Iterator[Told]:
    requester = thing(ticket.get("requester"))
    if requester.get("id"):
        yield from _people(requester)
    elif ticket.get("requester_name") or ticket.get("responder_name"):
        yield from _named(ticket)
    key = first_words(ticket, "display_id", "id", most=100) or needed_key(ticket, "id")
    at = needed_moment(ticket, "created_at", "updated_at")
    person = key_of(ticket.get("requester_id")) or key_of(requester.get("id"))
    first = Message(
        key=f"{key}:description",
        at=at,
        author=person,
        side=Side.SHOP if words(ticket.get("source")) == "10" else Side.CUSTOMER,
        text=first_words(ticket, "description_text")
        or ("" if "description_text" in ticket else _plain(ticket)),
        html=_html(ticket),
        files=_files(ticket),
    )
    # The export has them as they are, the first version of the API each in its name.
    wrapped = (thing(each.get("note")) or each for each in things(ticket.get("notes")))
    notes = (*wrapped, *things(ticket.get("conversations")))
    source = words(ticket.get("source"), 10)
    yield Conversation(
        key=key,
        at=at,
        person=person,
        subject=words(ticket.get("subject"), 400),
        status=_status(ticket),
        channel=first_words(ticket, "source_name", most=40) or WIDER_CHANNELS.get(source, source),
        assignee=key_of(ticket.get("responder_id")),
        priority=priority_in(ticket.get("priority_name") or ticket.get("priority"), PRIORITIES),
        tags=tags_in(ticket.get("tags")),
        fields=fields_in(ticket.get("custom_fields")) or fields_in(ticket.get("custom_field")),
        messages=(first, *(_note(each) for each in notes if each.get("deleted") is not True)),
    )


def _named(ticket: Thing) -> Iterator[Told]:
    """Yield who is named on the ticket itself; who has an entry of their own is known better by that."""
    if ticket.get("responder_id") and ticket.get("responder_name") not in (None, "", "No Agent"):
        yield Agent(key_of(ticket["responder_id"]), words(ticket["responder_name"], 200))


def _html(ticket: Thing) -> str:
    """Return the HTML: the API calls it the description, the export says so."""
    return first_words(ticket, "description_html") or (
        words(ticket.get("description")) if "description_text" in ticket else ""
    )


def _plain(ticket: Thing) -> str:
    return words(ticket.get("description"))


def _status(ticket: Thing) -> str:
    if ticket.get("deleted") is True:
        return "Deleted"
    if ticket.get("spam") is True:
        return "Spam"
    number = words(ticket.get("status"), 40)
    return first_words(ticket, "status_name", most=40) or STATUSES.get(number, number)


def _note(note: Thing, conversation: str = "") -> Message:
    is_private = note.get("private") is True
    return Message(
        key=needed_key(note, "id"),
        at=needed_moment(note, "created_at", "updated_at"),
        author=key_of(note.get("user_id")),
        side=Side.CUSTOMER if note.get("incoming") is True else Side.SHOP,
        is_private=is_private,
        text=first_words(note, "body_text") or ("" if "body_text" in note else words(note.get("body"))),
        html=first_words(note, "body_html") or (words(note.get("body")) if "body_text" in note else ""),
        files=_files(note),
        conversation=conversation,
    )


def _files(holder: Thing) -> tuple[File, ...]:
    return tuple(
        File(
            key_of(each.get("id")),
            first_words(each, "name", "content_file_name", most=200),
            words(each.get("attachment_url"), 1_000),
        )
        for each in things(holder.get("attachments"))
    )
