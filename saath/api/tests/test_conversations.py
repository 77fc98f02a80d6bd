"""Conversations by the API: read, begun, answered, and what the desk does with them."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from saath.api.tests.builders import Program, program_of
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, sent_mails
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

LETTER = {"to": "usha@example.in", "subject": "Your curtains", "text": "They leave on Wednesday."}


def test_lists_go_on_where_they_ended(program: Program, desk: Desk) -> None:
    for number in range(4):
        arrive(mail(f"Question {number}", subject=f"Order {number}", sender=f"c{number}@example.in"))
    found: list[str] = []
    path = "/conversations?limit=2"
    while path:
        answer = program.get(path)
        found += [each["id"] for each in answer.json()["items"]]
        link = answer.get("Link", "")
        path = link.partition(">")[0].removeprefix("</api/v1") if link else ""
        assert bool(link) is (answer.json()["next_cursor"] is not None)
    assert len(found) == len({*found}) == 5


def test_filters_and_fields(program: Program, conversation: UUID) -> None:
    found = program.get("/conversations?queue=now&language=hi&fields=id,tags").json()
    assert found == {"items": [{"id": str(conversation), "tags": []}], "next_cursor": None}
    assert program.get("/conversations?language=gu").json()["items"] == []
    assert program.get("/conversations?queue=solved").json()["items"] == []


def test_a_conversation_brings_its_messages_along(program: Program, conversation: UUID) -> None:
    alone, whole = (
        program.get(f"/conversations/{conversation}{more}").json() for more in ("", "?include=messages")
    )
    assert "messages" not in alone
    assert [each["text"] for each in whole["messages"]] == ["Kab tak aayega mera parcel?"]
    listed = program.get(f"/conversations/{conversation}/messages").json()
    assert listed == {"items": whole["messages"], "next_cursor": None}


def test_a_letter_begins_a_conversation_and_is_held(program: Program) -> None:
    answer = program.post("/conversations", LETTER)
    assert answer.status_code == HTTPStatus.CREATED
    made = answer.json()
    assert answer["Location"] == f"/api/v1/conversations/{made['id']}"
    assert (made["state"], made["subject"], made["customer_name"]) == (
        "pending",
        LETTER["subject"],
        LETTER["to"],
    )
    (said,) = program.get(f"/conversations/{made['id']}/messages").json()["items"]
    assert said["delivery"]["state"] == "held"
    assert sent_mails() == []


def test_an_answer_is_held_and_can_solve(program: Program, conversation: UUID) -> None:
    answer = program.post(f"/conversations/{conversation}/reply", {"text": "Tomorrow.", "solve": True})
    said = answer.json()
    assert answer.status_code == HTTPStatus.CREATED
    assert said["delivery"]["state"] == "held"
    assert [each["address"] for each in said["recipients"]] == ["sunita@example.in"]
    assert program.get(answer["Location"].removeprefix("/api/v1")).json() == said
    assert program.get(f"/conversations/{conversation}").json()["state"] == "solved"


def test_an_answer_is_held_back_where_somebody_was_quicker(
    program: Program, desk: Desk, conversation: UUID
) -> None:
    path = f"/conversations/{conversation}"
    (seen,) = program.get(f"{path}/messages").json()["items"]
    asha = program_of(make_colleague(desk.shop, "asha@example.com"), desk.shop)
    asha.post(f"{path}/reply", {"text": "Today."})
    refused = program.post(f"{path}/reply", {"text": "Tomorrow.", "seen": seen["id"]})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert refused.json()["type"] == "/api/v1/problems/overtaken"
    assert len(program.get(f"{path}/messages").json()["items"]) == 2


def test_a_note_stays_in_the_house(program: Program, conversation: UUID) -> None:
    note = program.post(f"/conversations/{conversation}/notes", {"text": "Call the courier."})
    assert note.status_code == HTTPStatus.CREATED
    assert (note.json()["direction"], note.json()["delivery"]) == ("note", None)


def test_who_has_it_is_not_passed_over(program: Program, desk: Desk, conversation: UUID) -> None:
    path = f"/conversations/{conversation}/assign"
    asha, usha = (make_colleague(desk.shop, f"{name}@example.com") for name in ("asha", "usha"))
    taken = program.post(path, {"member_id": str(asha.public_id)})
    assert taken.json()["assignee_id"] == str(asha.public_id)
    refused = program.post(path, {"member_id": str(usha.public_id)})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert refused.json()["type"] == "/api/v1/problems/needs-reason"
    nobody = program.post(path, {"member_id": "01890a5d-ac96-774b-bcce-b302099a8057"})
    assert nobody.status_code == HTTPStatus.NOT_FOUND


def test_solved_reopened_and_left_to_the_customer(program: Program, desk: Desk, conversation: UUID) -> None:
    states = []
    for verb, body in (("solve", {"resolution": "refund"}), ("reopen", None), ("await", None)):
        answer = program.post(f"/conversations/{conversation}/{verb}", body)
        states.append((answer.status_code, answer.json()["state"], answer.json()["resolution"]))
    assert states[0] == (HTTPStatus.OK, "solved", "refund")
    assert [state for _status, state, _resolution in states] == ["solved", "open", "pending"]
    with store_scope(desk.store_id):
        assert Conversation.objects.get().state == "pending"
