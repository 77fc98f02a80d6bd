"""Freshdesk: its account export and answers of its API tell the same."""

from __future__ import annotations

import json

import pytest

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk
from saath.fields.kinds import About
from saath.fields.models import Field
from saath.imports.models import Remark
from saath.imports.tests.builders import archive_of, bring, lines_of, look
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
TICKET = {
    "helpdesk_ticket": {
        "id": 1001,
        "display_id": 12,
        "subject": "Razai phat gayi",
        "description": "Razai do din mein phat gayi.",
        "description_html": "<div>Razai do din mein phat gayi.</div>",
        "created_at": "2023-11-02T11:20:00+05:30",
        "requester_id": 31,
        "requester_name": "Lata Shah",
        "responder_id": 71,
        "responder_name": "Ravi Solanki",
        "status": 4,
        "status_name": "Resolved",
        "source": 1,
        "spam": False,
        "deleted": False,
        "tags": [{"name": "Quality"}],
        "custom_field": {"order_number_8": "PT-77", "how_many_8": "many"},
        "attachments": [],
        "notes": [
            {
                "id": 5001, "body": "Photo bhejiye", "body_html": "<p>Photo <b>bhejiye</b></p>", "incoming": False,
                "private": False, "user_id": 71, "created_at": "2023-11-02T12:00:00+05:30", "deleted": False, "attachments": [],
            },
            {
                "id": 5002, "body": "supplier ko bolo", "incoming": False, "private": True, "user_id": 71,
                "created_at": "2023-11-02T12:01:00+05:30", "deleted": False, "attachments": [],
            },
            {
                "id": 5003, "body": "removed", "incoming": True, "private": False, "user_id": 31,
                "created_at": "2023-11-02T12:02:00+05:30", "deleted": True, "attachments": [],
            },
            {
                "id": 5004, "body": "Yeh rahi", "incoming": True, "private": False, "user_id": 31,
                "created_at": "2023-11-02T13:00:00+05:30", "deleted": False,
                "attachments": [{"id": 88001, "content_file_name": "razai.txt", "attachment_url": "https://s3.example/88001"}],
            },
        ],
    }
}  # fmt: skip
USERS = [
    {
        "user": {
            "id": 31,
            "name": "Lata Shah",
            "email": "lata@example.in",
            "mobile": "9825000001",
            "helpdesk_agent": False,
        }
    },
    {"user": {"id": 71, "name": "Ravi Solanki", "email": "ravi@old.example", "helpdesk_agent": True}},
]
OF_API = {
    "cc_emails": [], "fwd_emails": [], "spam": False, "priority": 1, "source": 10, "status": 2,
    "requester_id": 32, "responder_id": 71, "id": 13, "subject": "Your order", "type": None,
    "created_at": "2023-12-01T09:00:00Z", "updated_at": "2023-12-01T09:00:00Z", "fr_due_by": "2023-12-02T09:00:00Z",
    "description": "<div>Your <b>order</b> left.</div>", "description_text": "Your order left.", "tags": [], "attachments": [],
    "custom_fields": {"cf_order": "PT-78"},
    "requester": {"id": 32, "name": "Mina", "email": "", "phone": "98250 00002"},
    "conversations": [
        {"id": 6001, "body": "<div>Thank you</div>", "body_text": "Thank you", "incoming": True, "private": False,
         "user_id": 32, "ticket_id": 13, "created_at": "2023-12-01T10:00:00Z", "attachments": []},
    ],
}  # fmt: skip


def _export() -> bytes:
    return archive_of(
        {
            "Tickets0.json": json.dumps([TICKET]).encode(),
            "Users0.json": json.dumps(USERS).encode(),
            "files/88001/razai.txt": b"photo",
        }
    )


def test_the_account_export_comes_in_whole(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for place, (name, kind) in enumerate({"order_number_8": "text", "how_many_8": "number"}.items()):
            Field.objects.create(
                about=About.CONVERSATION, kind=kind, names={"en": name}, key=f"f_{'ab'[place]}", place=place
            )
    done = bring(desk, _export(), "export.zip")
    assert (done.state, done.new, done.messages) == ("done", 1, 4)
    with store_scope(desk.store_id):
        brought = Conversation.objects.select_related("customer", "identity").get()
        assert (brought.state, brought.customer.name, brought.identity.key) == (
            "solved", "Lata Shah", "lata@example.in",
        )  # fmt: skip
        said = Message.objects.order_by("created_at").values_list("direction", "text", "former_author")
        assert list(said) == [
            ("in", "Razai do din mein phat gayi.", ""),
            ("out", "Photo bhejiye", "Ravi Solanki"),
            ("note", "supplier ko bolo", "Ravi Solanki"),
            ("in", "Yeh rahi", ""),
        ]
        assert brought.field_words == "PT-77"
        assert Remark.objects.get().trouble == "bad_value"
        assert [each.name for each in Message.objects.latest("created_at").attachments.all()] == ["razai.txt"]


def test_answers_of_the_api_tell_who_began_and_know_by_telephone(desk: Desk) -> None:
    bring(desk, lines_of([OF_API]))
    with store_scope(desk.store_id):
        brought = Conversation.objects.select_related("identity").get()
        assert (brought.identity.namespace, brought.identity.key) == ("phone", "+919825000002")
        assert brought.state == "pending"
        said = list(Message.objects.order_by("created_at").values_list("direction", "text"))
        assert said == [("out", "Your order left."), ("in", "Thank you")]


def test_spam_and_what_was_deleted_there_stay_out_unless_chosen(desk: Desk) -> None:
    gone = {"helpdesk_ticket": {**TICKET["helpdesk_ticket"], "display_id": 14, "deleted": True}}
    looked = look(desk, json.dumps([TICKET, gone]).encode())
    assert looked.choices["statuses"] == {"Resolved": "solved", "Deleted": "out"}
    done = bring(desk, json.dumps([TICKET, gone]).encode())
    assert (done.new, done.out) == (1, 1)


def test_notes_that_stand_in_their_name_as_the_first_api_answers_come_in_too(desk: Desk) -> None:
    ticket = TICKET["helpdesk_ticket"]
    wrapped = {**ticket, "custom_field": {}, "notes": [{"note": each} for each in ticket["notes"]]}  # type: ignore[attr-defined]
    done = bring(desk, lines_of([{"helpdesk_ticket": wrapped}]))
    assert (done.state, done.new, done.messages) == ("done", 1, 4)
