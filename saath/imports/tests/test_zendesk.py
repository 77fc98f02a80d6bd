"""A full JSON export of Zendesk comes in whole, silently, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from saath.conversations.models import Conversation, Message
from saath.conversations.queries.find import find_conversations
from saath.conversations.queries.thread import thread_page
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.imports.models import Bringing, Brought, Piece
from saath.imports.tests.builders import archive_of, bring, lines_of, look, zendesk_comment, zendesk_ticket
from saath.jobs.models import Job
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


def test_a_ticket_keeps_its_words_times_authors_and_tags(desk: Desk) -> None:
    done = bring(desk, lines_of([zendesk_ticket()]))
    assert (done.state, done.new, done.messages, done.faulty) == ("done", 1, 3, 0)
    with store_scope(desk.store_id):
        brought = Conversation.objects.get()
        assert (brought.state, brought.subject, brought.message_count) == ("solved", "Where is my parcel?", 3)
        assert (brought.waiting_since, brought.due_at) == (None, None)
        assert brought.created_at == datetime(2024, 3, 5, 9, 0, tzinfo=UTC)
        assert (brought.identity.namespace, brought.identity.key, brought.customer.name) == (
            "email", "sunita@example.in", "Sunita Verma",
        )  # fmt: skip
        assert brought.identity.proved_at is None
        said = list(Message.objects.order_by("created_at").values_list("direction", "text", "former_author"))
        assert said == [
            ("in", "Kab tak aayega mera parcel?", ""),
            ("note", "Courier se poochhna hai", "Asha Patel"),
            ("out", "It leaves tomorrow.", "Asha Patel"),
        ]
        assert sorted(brought.taggings.values_list("tag__name", flat=True)) == ["late", "parcel"]
        assert find_conversations(desk.actor, "courier").rows
        shown = thread_page(desk.actor, brought)
        assert [each.who for each in shown.messages] == ["Sunita Verma", "Asha Patel", "Asha Patel"]


def test_nobody_is_told(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    with store_scope(desk.store_id):
        kinds = set(Event.objects.values_list("kind", flat=True))
        assert not {
            kind for kind in kinds if kind.startswith(("message.", "conversation.", "customer.", "reply."))
        }
        assert not Job.objects.filter(key__startswith="deliver").exists()


def test_brought_twice_it_is_there_once(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    second = bring(desk, lines_of([zendesk_ticket()]))
    assert (second.new, second.same, second.messages) == (0, 1, 0)
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 1
        assert Message.objects.count() == 3
        assert not Piece.objects.exists()


def test_a_second_run_brings_what_is_new_and_keeps_what_was_changed_here(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    with store_scope(desk.store_id):
        Conversation.objects.update(subject="Ours now", state="pending")
    ticket = zendesk_ticket(subject="Theirs", status="open")
    ticket["comments"].append(zendesk_comment(9_000_004, 501, "Mil gaya, dhanyavaad"))
    second = bring(desk, lines_of([ticket]))
    assert (second.new, second.grown, second.messages) == (0, 1, 1)
    with store_scope(desk.store_id):
        kept = Conversation.objects.get()
        assert (kept.subject, kept.state, kept.message_count) == ("Ours now", "pending", 4)
        assert Brought.objects.filter(kind="message").count() == 4


def test_what_was_removed_here_does_not_come_again(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    with store_scope(desk.store_id):
        Conversation.objects.all().delete()
    second = bring(desk, lines_of([zendesk_ticket()]))
    assert (second.new, second.same) == (0, 1)


def test_who_is_known_by_their_address_stays_one_customer(desk: Desk) -> None:
    arrive(mail(sender="Sunita <sunita@example.in>"))
    bring(desk, lines_of([zendesk_ticket()]))
    with store_scope(desk.store_id):
        assert len(set(Conversation.objects.values_list("customer", flat=True))) == 1


def test_the_customers_next_mail_continues_by_subject_only_where_proved(desk: Desk) -> None:
    bring(desk, lines_of([zendesk_ticket()]))
    arrive(mail("Phir se", subject="Re: Where is my parcel?"))
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2


def test_agents_become_members_and_open_tickets_wait_only_where_chosen(desk: Desk) -> None:
    with store_scope(desk.store_id):
        me = str(desk.member.public_id)
    bring(
        desk,
        lines_of([zendesk_ticket(status="open"), zendesk_ticket(35437, status="pending")]),
        agents={"9001": me},
        statuses={"open": "open"},
    )
    with store_scope(desk.store_id):
        waiting, other = Conversation.objects.order_by("id")
        assert (waiting.state, waiting.assignee_id) == ("open", desk.member.pk)
        assert waiting.due_at is not None
        assert waiting.waiting_since is not None
        assert waiting.waiting_since.year >= 2026
        assert (other.state, other.due_at) == ("pending", None)
        assert Message.objects.filter(author=desk.member, former_author="").count() == 4


def test_files_of_the_archive_come_along_and_missing_ones_are_named(desk: Desk) -> None:
    files = [
        {"id": 777001, "file_name": "bill.pdf", "content_url": "https://paanch.zendesk.com/a/777001"},
        {"id": 777002, "file_name": "lost.jpg", "content_url": "https://paanch.zendesk.com/a/777002"},
    ]
    ticket = zendesk_ticket()
    ticket["comments"][0]["attachments"] = files
    octets = archive_of({"tickets.json": lines_of([ticket]), "attachments/777001/bill.pdf": b"%PDF-1.4 bill"})
    looked = look(desk, octets, "export.zip")
    assert looked.found["said"]["files"] == 2
    done = bring(desk, octets, "export.zip")
    assert (done.new, done.remarks_count) == (1, 1)
    with store_scope(desk.store_id):
        first = Message.objects.order_by("created_at")[0]
        assert [each.name for each in first.attachments.all()] == ["bill.pdf"]
        assert "lost.jpg: https://paanch.zendesk.com/a/777002" in first.folded_text


def test_answers_of_the_api_in_several_files_are_put_together(desk: Desk) -> None:
    ticket = zendesk_ticket()
    comments = ticket.pop("comments")
    for name in ("requester", "assignee"):
        ticket.pop(name)
    users = [
        {"id": 501, "name": "Sunita Verma", "email": "sunita@example.in", "role": "end-user", "url": f"{_api()}/users/501.json"},
        {"id": 9001, "name": "Asha Patel", "email": "meera@example.com", "role": "agent", "url": f"{_api()}/users/9001.json"},
    ]  # fmt: skip
    octets = archive_of(
        {
            "tickets.json": _wrapped("tickets", [ticket]),
            "users.json": _wrapped("users", users),
            "tickets/35436/comments.json": _wrapped("comments", comments),
        }
    )
    done = bring(desk, octets, "export.zip")
    assert (done.new, done.messages) == (1, 3)
    with store_scope(desk.store_id):
        assert Message.objects.filter(author=desk.member).count() == 2
        assert Bringing.objects.get().origin == "zendesk:paanch"


def _api() -> str:
    return "https://paanch.zendesk.com/api/v2"


def _wrapped(name: str, things: Sequence[object]) -> bytes:
    return json.dumps({name: things, "next_page": None, "count": len(things)}).encode()
