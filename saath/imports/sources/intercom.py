"""Intercom: conversations with their parts, contacts and admins, as its API and its data export give them in JSON.

https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation
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

PEOPLE = {"user", "lead", "contact", "visitor"}
SIDES = {**dict.fromkeys(PEOPLE, Side.CUSTOMER), "admin": Side.SHOP, "team": Side.SHOP, "bot": Side.MACHINE}
# All other parts say that somebody was given it, closed it or rated it.
SPOKEN = {"comment", "note", "quick_reply", "note_and_reopen", "open", "close", "assignment", "message"}
PRIVATE = {"note", "note_and_reopen"}


class Intercom:
    """Conversations, contacts and admins of Intercom."""

    name = "intercom"
    label = "Intercom"
    outcomes: Mapping[str, str] = {"open": PENDING, "snoozed": PENDING, "closed": SOLVED}

    def knows(self, item: Item) -> bool:
        """Everything says what type it is."""
        value = item.value
        if "conversation_parts" in value or "conversation_message" in value:
            return True
        if value.get("type") == "conversation" and "source" in value:
            return True
        return value.get("type") in {"contact", "admin", "user", "lead"} and "id" in value

    def origin(self, item: Item) -> str:
        """Return the workspace, which contacts name."""
        return words(item.value.get("workspace_id"), 60) or words(item.value.get("app_id"), 60)

    def read(self, item: Item) -> Iterator[Told]:
        """Yield who and what a thing of Intercom tells of."""
        value = item.value
        if value.get("type") in ("admin", "team"):
            yield _agent(value)
        elif value.get("type") in PEOPLE and "conversation_parts" not in value:
            yield _person(value)
        elif value.get("type") == "conversation" or "conversation_parts" in value:
            yield from _conversation(value)


def _agent(value: Thing) -> Agent:
    return Agent(
        needed_key(value, "id"), first_words(value, "name", most=200), words(value.get("email"), 320)
    )


def _person(value: Thing) -> Person:
    return Person(
        needed_key(value, "id"),
        first_words(value, "name", "pseudonym", most=200),
        words(value.get("email"), 320),
        words(value.get("phone"), 40),
    )


def _conversation(value: Thing) -> Iterator[Told]:
    source = thing(value.get("source")) or thing(value.get("conversation_message"))
    parts = [
        each
        for each in _listed(value.get("conversation_parts"), "conversation_parts")
        if words(each.get("part_type")) in SPOKEN and (words(each.get("body")) or each.get("attachments"))
    ]
    yield from _authors([source, *parts])
    key = needed_key(value, "id")
    at = needed_moment(value, "created_at", "updated_at")
    person = _contact(value, source)
    first = (
        () if not (words(source.get("body")) or source.get("attachments")) else (_first(source, key, value),)
    )
    yield Conversation(
        key=key,
        at=at,
        person=person,
        subject=(first_words(value, "title", most=400) or _plain(words(source.get("subject"), 400))),
        status=first_words(value, "state", most=40) or ("open" if value.get("open") is True else "closed"),
        channel=words(source.get("type"), 40),
        assignee=key_of(value.get("admin_assignee_id")) or key_of(thing(value.get("assignee")).get("id")),
        priority=priority_in(value.get("priority")),
        tags=tags_in(list(_listed(value.get("tags"), "tags"))),
        fields=fields_in(value.get("custom_attributes")),
        messages=(*first, *(_part(each) for each in parts)),
    )


def _plain(subject: str) -> str:
    return subject.removeprefix("<p>").removesuffix("</p>")


def _contact(value: Thing, source: Thing) -> str:
    """Return whose conversation it is: the first contact, or who began it."""
    author = thing(source.get("author"))
    listed = [
        *_listed(value.get("contacts"), "contacts"),
        *things(value.get("customers")),
        thing(value.get("user")),
    ]
    first = next((key for each in listed if (key := key_of(each.get("id")))), "")
    return first or (key_of(author.get("id")) if author.get("type") in PEOPLE else "")


def _listed(value: object, name: str) -> Iterator[Thing]:
    """Yield the objects of a list that may stand in an object of its name."""
    yield from things(thing(value).get(name) if isinstance(value, dict) else value)


def _authors(spoken: list[Thing]) -> Iterator[Told]:
    seen: set[str] = set()
    for each in spoken:
        author = thing(each.get("author"))
        key = key_of(author.get("id"))
        if not key or key in seen:
            continue
        seen.add(key)
        if author.get("type") in PEOPLE and (author.get("name") or author.get("email")):
            yield _person(author)
        elif author.get("type") == "admin":
            yield _agent(author)


def _first(source: Thing, key: str, value: Thing) -> Message:
    return _said(source, f"{key}:{key_of(source.get('id')) or 'source'}", value)


def _part(part: Thing) -> Message:
    return _said(part, needed_key(part, "id"), part)


def _said(said: Thing, key: str, dated: Thing) -> Message:
    author = thing(said.get("author"))
    side = SIDES.get(words(author.get("type")), Side.UNKNOWN)
    return Message(
        key=key,
        at=needed_moment(dated, "created_at", "updated_at"),
        author=key_of(author.get("id")),
        side=Side.MACHINE if author.get("from_ai_agent") is True else side,
        is_private=words(said.get("part_type")) in PRIVATE,
        html=words(said.get("body")),
        files=tuple(
            File(key_of(each.get("id")), words(each.get("name"), 200), words(each.get("url"), 1_000))
            for each in things(said.get("attachments"))
        ),
    )
