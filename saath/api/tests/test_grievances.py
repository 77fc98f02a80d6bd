"""Grievances by the API: the register, what is done with one, and what their page says."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.promises.grievances.tests.builders import open_page
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope


@pytest.fixture
def desk(db: None) -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    arrive(mail())
    return desk


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def opened(desk: Desk, program: Program, **body: object) -> dict[str, Any]:
    with store_scope(desk.store_id):
        conversation = only_conversation()
    made = program.post(f"/conversations/{conversation.public_id}/grievance", {"cause": "late", **body})
    assert made.status_code == HTTPStatus.CREATED
    told: dict[str, Any] = made.json()
    return told


def test_a_conversation_becomes_one_is_told_and_decided(desk: Desk, owner: Program) -> None:
    made = opened(desk, owner, tells=False)
    assert (made["acknowledged_at"], made["outcome"]) == (None, None)
    assert owner.post(f"/grievances/{made['id']}/told", {"at": None}).json()["acknowledged_how"] == "told"
    decided = owner.post(f"/grievances/{made['id']}/decide", {"outcome": "refund", "words": "It goes back."})
    assert decided.json()["outcome"] == "refund"
    assert owner.post(f"/grievances/{made['id']}/reconsider").json()["redressed_at"] is None
    listed = owner.get("/grievances?state=open").json()["items"]
    assert [each["reference"] for each in listed] == [made["reference"]]
    assert listed[0]["redress_due_at"] == made["redress_due_at"]
    assert owner.get("/grievances?state=closed").json()["items"] == []


def test_a_refusal_waits_for_a_second_person(desk: Desk, owner: Program) -> None:
    second = program_of(make_colleague(desk.shop, "kavita@example.com", Role.MANAGER), desk.shop)
    made = opened(desk, owner)
    refusal = {"outcome": "refused", "refusal": "time", "why": "Bought in March.", "words": "We cannot."}
    unread = owner.post(f"/grievances/{made['id']}/decide", refusal)
    assert unread.json()["errors"][0]["pointer"] == "#/has_seen_warning"
    proposed = owner.post(f"/grievances/{made['id']}/decide", {**refusal, "has_seen_warning": True}).json()
    assert (proposed["waits_for_second_person"], proposed["outcome"]) == (True, None)
    assert owner.post(f"/grievances/{made['id']}/agree").status_code == HTTPStatus.FORBIDDEN
    assert second.post(f"/grievances/{made['id']}/agree").json()["outcome"] == "refused"


def test_the_docket_and_who_asked_to_be_forgotten_are_written_down(desk: Desk, owner: Program) -> None:
    made = opened(desk, owner, tells=False)
    due = (datetime.fromisoformat(made["received_at"]) + timedelta(days=5)).isoformat()
    body = {"docket": "NCH-4711", "docket_due_at": due}
    told = owner.post(f"/grievances/{made['id']}/docket", body).json()
    assert (told["docket"], told["redress_due_at"]) == ("NCH-4711", made["redress_due_at"])
    assert datetime.fromisoformat(told["docket_due_at"]) == datetime.fromisoformat(due)
    asked = owner.post(f"/grievances/{made['id']}/erase").json()
    assert (asked["erase_asked_at"] is not None, asked["erased_at"]) == (True, None)


def test_the_page_is_written_and_shown_once_it_is_complete(desk: Desk, owner: Program) -> None:
    changed = owner.ask("PATCH", "/grievance-settings", {"word_hours": 24, "word_notices": [12]})
    assert (changed.json()["word_hours"], changed.json()["missing"]) == (24, [])
    officer = {"name": "Ravi Mehta", "designation": "Owner", "email": "ravi@paanch.test"}
    assert owner.post("/grievance-settings/officer", officer).json()["until"] is None
    names = [each["name"] for each in owner.get("/grievance-settings").json()["officers"]]
    assert names == ["Ravi Mehta", "Kavita Shah"]
    owner.ask("PATCH", "/grievance-settings", {"is_open": False})
    owner.ask("PATCH", "/grievance-settings", {"legal_name": ""})
    assert owner.ask("PATCH", "/grievance-settings", {"is_open": True}).status_code == HTTPStatus.CONFLICT
