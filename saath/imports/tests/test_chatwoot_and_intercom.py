"""Chatwoot has no export of all: answers of its API and its CSV of contacts are put together. Intercom tells in parts."""

from __future__ import annotations

import json

import pytest

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk
from saath.imports.tests.builders import archive_of, bring, lines_of
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
AT = 1_696_896_263


def chatwoot_message(number: int, kind: int, text: str, **more: object) -> dict[str, object]:
    """A message as Chatwoot gives it."""
    sender = (
        {"id": 3, "name": "Ravi", "type": "user"}
        if kind == 1
        else {"id": 89, "name": "Ariel", "type": "contact"}
    )
    return {
        "id": number, "content": text, "account_id": 1, "inbox_id": 17, "conversation_id": 24, "message_type": kind,
        "created_at": AT + number, "private": False, "content_type": "text", "content_attributes": {}, "sender": sender,
        **more,
    }  # fmt: skip


CHATWOOT = {
    "meta": {
        "sender": {
            "id": 89,
            "name": "Ariel",
            "email": None,
            "phone_number": "+919825000003",
            "type": "contact",
        },
        "channel": "Channel::Whatsapp",
        "assignee": {"id": 3, "name": "Ravi", "email": "meera@example.com", "available_name": "Ravi"},
        "hmac_verified": False,
    },
    "id": 24,
    "account_id": 1,
    "inbox_id": 17,
    "labels": ["vip"],
    "status": "resolved",
    "custom_attributes": {"size": "L"},
    "additional_attributes": {},
    "created_at": AT,
    "timestamp": AT + 90,
    "messages": [chatwoot_message(1, 0, "Namaste")],
}


def test_chatwoots_list_and_its_messages_are_put_together(desk: Desk) -> None:
    listed = {"data": {"meta": {"all_count": 1}, "payload": [CHATWOOT]}}
    said = {
        "meta": {"labels": []},
        "payload": [
            chatwoot_message(1, 0, "Namaste"),
            chatwoot_message(2, 1, "Kya madad karein?"),
            chatwoot_message(3, 2, "Ravi resolved it"),
            chatwoot_message(4, 1, "Ask the courier", private=True),
            chatwoot_message(
                5, 1, "Thank you for writing", sender={"id": 1, "name": "Bot", "type": "agent_bot"}
            ),
        ],
    }
    octets = archive_of(
        {"conversations/1.json": json.dumps(listed).encode(), "messages/24.json": json.dumps(said).encode()}
    )
    done = bring(desk, octets, "chatwoot.zip")
    assert (done.new, done.messages, done.faulty) == (1, 4, 0)
    with store_scope(desk.store_id):
        brought = Conversation.objects.select_related("identity", "customer").get()
        assert (brought.identity.key, brought.customer.name, brought.assignee_id) == (
            "+919825000003", "Ariel", desk.member.pk,
        )  # fmt: skip
        found = Message.objects.order_by("created_at").values_list(
            "direction", "text", "author", "is_automatic"
        )
        me = desk.member.pk
        assert list(found) == [
            ("in", "Namaste", None, False),
            ("out", "Kya madad karein?", me, False),
            ("note", "Ask the courier", me, False),
            ("out", "Thank you for writing", None, True),
        ]


def test_chatwoots_contacts_out_of_a_table_name_who_wrote(desk: Desk) -> None:
    bare = {**CHATWOOT, "meta": {"sender": {"id": 89}, "channel": "Channel::Email"}}
    table = "id,name,email,phone_number\n89,Ariel Corte,ariel@example.in,\n"
    octets = archive_of({"conversations.json": lines_of([bare]), "contacts.csv": table.encode("utf-16")})
    bring(desk, octets, "chatwoot.zip")
    with store_scope(desk.store_id):
        assert Conversation.objects.select_related("identity").get().identity.key in (
            "ariel@example.in",
            "89",
        )


INTERCOM = {
    "type": "conversation",
    "id": "1911149811",
    "created_at": 1539897198,
    "updated_at": 1540393270,
    "title": "Size?",
    "state": "closed",
    "open": False,
    "admin_assignee_id": 814860,
    "source": {
        "type": "email", "id": "269650473", "delivered_as": "customer_initiated", "subject": "<p>Size?</p>",
        "body": "<p>Konsa size <img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
        "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==\"></p><script>alert(1)</script>",
        "author": {"id": "5bc8f7ae2d96695c18a", "type": "user", "name": "Usha", "email": "usha@example.in"}, "attachments": [],
    },
    "contacts": {"type": "contact.list", "contacts": [{"id": "5bc8f7ae2d96695c18a", "type": "contact"}]},
    "tags": {"type": "tag.list", "tags": [{"type": "tag", "id": "1", "name": "size"}]},
    "custom_attributes": {"issue_type": "Billing"},
    "conversation_parts": {
        "type": "conversation_part.list",
        "conversation_parts": [
            {"type": "conversation_part", "id": "1", "part_type": "assignment", "body": None, "created_at": 1539897200,
             "author": {"id": "815309", "type": "bot"}, "attachments": []},
            {"type": "conversation_part", "id": "2", "part_type": "note", "body": "<p>ask tailor</p>", "created_at": 1539897300,
             "author": {"id": "814860", "type": "admin", "name": "Mark", "email": "mark@old.example"}, "attachments": []},
            {"type": "conversation_part", "id": "3", "part_type": "comment", "body": "<p>L it is.</p>", "created_at": 1539897400,
             "author": {"id": "814860", "type": "admin", "name": "Mark", "email": "mark@old.example"}, "attachments": []},
            {"type": "conversation_part", "id": "4", "part_type": "comment", "body": "<p>We are closed now.</p>",
             "created_at": 1539897500, "author": {"id": "815309", "type": "bot", "name": "Fin"}, "attachments": []},
        ],
        "total_count": 4,
    },
}  # fmt: skip


def test_intercoms_parts_keep_notes_machines_and_pictures_apart(desk: Desk) -> None:
    done = bring(desk, lines_of([INTERCOM]))
    assert (done.new, done.messages) == (1, 4)
    with store_scope(desk.store_id):
        brought = Conversation.objects.select_related("identity").get()
        assert (brought.subject, brought.state, brought.identity.key) == (
            "Size?",
            "solved",
            "usha@example.in",
        )
        said = list(Message.objects.order_by("created_at"))
        assert [(each.direction, each.text, each.former_author, each.is_automatic) for each in said] == [
            ("in", "Konsa size", "", False),
            ("note", "ask tailor", "Mark", False),
            ("out", "L it is.", "Mark", False),
            ("out", "We are closed now.", "Intercom", True),
        ]
        picture = said[0].attachments.get()
        assert picture.is_inline
        assert said[0].html is not None
