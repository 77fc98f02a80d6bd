"""Zendesk: the full JSON export (a ticket a line, with its comments), and answers of its API.

https://support.zendesk.com/hc/en-us/articles/4408886165402, https://developer.zendesk.com/api-reference/ticketing/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from saath.imports.items import Item
from saath.imports.sources.base import OUT, PENDING, SOLVED
from saath.imports.sources.reading import (
    Thing,
    field_value,
    first_words,
    host_name,
    key_of,
    moment,
    needed_key,
    needed_moment,
    priority_in,
    tags_in,
    thing,
    things,
    words,
)
from saath.imports.told import Agent, Conversation, FieldName, File, Message, Person, Side, Told

# Comments that the API gives for one ticket do not name it; their file does.
_TICKET = re.compile(r"(\d+)\D*$")


class Zendesk:
    """Tickets, comments, users and fields of Zendesk Support."""

    name = "zendesk"
    label = "Zendesk"
    outcomes: Mapping[str, str] = {
        "new": PENDING, "open": PENDING, "pending": PENDING, "hold": PENDING,
        "solved": SOLVED, "closed": SOLVED, "deleted": OUT,
    }  # fmt: skip

    def knows(self, item: Item) -> bool:
        """A ticket has who submitted it, a comment its audit, a user a role; addresses name Zendesk."""
        value = item.value
        if "zendesk.com" in words(value.get("url"), 300) or item.list_name == "ticket_fields":
            return True
        return (
            "submitter_id" in value or ("submitter" in value and "requester" in value) or "audit_id" in value
        )

    def origin(self, item: Item) -> str:
        """Return the name of the account in the address of the thing."""
        return host_name(item.value.get("url"))

    def read(self, item: Item) -> Iterator[Told]:
        """Yield who and what a thing of Zendesk tells of."""
        value = item.value
        if "audit_id" in value or item.list_name == "comments":
            yield _message(value, conversation=_ticket_of(item))
        elif "role" in value and "subject" not in value:
            yield from _people(value)
        elif "requester_id" in value or "requester" in value:
            yield from _ticket(value)
        elif "title" in value and ("removable" in value or item.list_name == "ticket_fields"):
            yield FieldName(needed_key(value, "id"), words(value["title"], 100))


def _people(user: Thing) -> Iterator[Told]:
    key, name, email = (
        needed_key(user, "id"),
        first_words(user, "name", most=200),
        words(user.get("email"), 320),
    )
    if user.get("role") in ("agent", "admin"):
        yield Agent(key, name, email)
    yield Person(key, name, email, words(user.get("phone"), 40))


def _ticket(ticket: Thing) -> Iterator[Told]:
    """Yield a ticket; the full export has the users whom it names inside of it."""
    for name in ("requester", "submitter", "assignee"):
        if (user := thing(ticket.get(name))).get("id"):
            yield from _people(user)
    key = needed_key(ticket, "id")
    comments = tuple(_message(each) for each in things(ticket.get("comments")))
    requester = key_of(ticket.get("requester_id")) or key_of(thing(ticket.get("requester")).get("id"))
    at = needed_moment(ticket, "created_at", "updated_at")
    if not comments and (description := words(ticket.get("description"))):
        comments = (Message(f"{key}:description", at, author=requester, text=description),)
    yield Conversation(
        key=key,
        at=at,
        person=requester,
        subject=first_words(ticket, "subject", "raw_subject", most=400),
        status=words(ticket.get("status"), 40),
        channel=words(thing(ticket.get("via")).get("channel"), 40),
        assignee=key_of(ticket.get("assignee_id")) or key_of(thing(ticket.get("assignee")).get("id")),
        follows=key_of(ticket.get("via_followup_source_id")),
        priority=priority_in(ticket.get("priority")),
        tags=tags_in(ticket.get("tags")),
        fields=_fields(ticket),
        messages=comments,
    )


def _fields(ticket: Thing) -> dict[str, str]:
    listed = (*things(ticket.get("custom_fields")), *things(ticket.get("fields")))
    named = ((key_of(each.get("id")), field_value(each.get("value"))) for each in listed)
    return {key: value for key, value in named if key and value}


def _message(comment: Thing, conversation: str = "") -> Message:
    files = (*things(comment.get("attachments")), *things(comment.get("uploads")))
    author = key_of(comment.get("author_id")) or key_of(thing(comment.get("author")).get("id"))
    # Triggers and apps write as the user -1.
    is_machine = author == "-1"
    return Message(
        key=needed_key(comment, "id"),
        at=moment(comment.get("created_at")) or needed_moment(comment, "updated_at"),
        author="" if is_machine else author,
        side=Side.MACHINE if is_machine else Side.UNKNOWN,
        is_private=comment.get("public") is False,
        text=first_words(comment, "plain_body", "body"),
        html=words(comment.get("html_body")),
        files=tuple(
            File(
                key_of(each.get("id")),
                first_words(each, "file_name", most=200),
                words(each.get("content_url"), 1_000),
            )
            for each in files
        ),
        conversation=conversation,
    )


def _ticket_of(item: Item) -> str:
    named = key_of(item.value.get("ticket_id"))
    found = _TICKET.search(item.path.lower().replace("comments", ""))
    return named or (found[1] if found else "")
