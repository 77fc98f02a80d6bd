"""Whom a shop asks as the time of a promise runs out, by the API."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.promises.routing.actions.presence import note_seen
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

OK, REFUSED = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY
LAST = {"moment": "missed", "whom": "everybody"}


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def test_a_program_writes_the_chain_and_asks_whom_it_reaches(owner: Program, desk: Desk) -> None:
    began = owner.get("/chain").json()["steps"]
    assert [each["moment"] for each in began] == ["warning", "percent", "missed"]
    named = {"moment": "percent", "amount": 50, "whom": "member", "does": "give"}
    named["member_id"] = str(desk.member.public_id)
    written = owner.ask("PUT", "/chain", {"steps": [LAST, named]})
    assert written.status_code == OK
    assert [each["amount"] for each in written.json()["steps"]] == [50, 0]
    with store_scope(desk.store_id):
        note_seen(TEST, seats=[str(desk.member.public_id)])
    first, last = owner.get("/chain/preview?channel=email&minutes=10").json()["items"]
    assert (first["gives_to"]["id"], first["names_nobody"]) == (str(desk.member.public_id), False)
    assert len(last["heard_by"]) == 2
    assert owner.post("/chain/reset", {}).json()["steps"] == began


def test_a_chain_that_could_end_unheard_is_refused_at_its_place(owner: Program) -> None:
    refused = owner.ask("PUT", "/chain", {"steps": [{"moment": "warning", "whom": "owner"}]})
    assert (refused.status_code, "steps" in str(refused.json())) == (REFUSED, True)
    early = {"moment": "percent", "amount": 0, "whom": "owner"}
    refused = owner.ask("PUT", "/chain", {"steps": [early, LAST]})
    assert (refused.status_code, "1 to 99" in str(refused.json())) == (REFUSED, True)


def test_who_does_not_lead_changes_nothing(desk: Desk) -> None:
    own = program_of(desk.member, desk.shop)
    assert own.ask("PUT", "/chain", {"steps": [LAST]}).status_code == HTTPStatus.FORBIDDEN
    assert own.get("/chain/preview").status_code == HTTPStatus.FORBIDDEN
