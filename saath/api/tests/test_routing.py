"""Who gets what by the API, and why somebody got something."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.tests.builders import Desk, only_conversation
from saath.promises.routing.actions.deciding import route_conversation
from saath.promises.routing.jobs import ROUTER
from saath.promises.routing.tests.builders import comes, in_open_hours
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

OK = HTTPStatus.OK


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def test_a_program_decides_who_gets_what_and_asks_why(owner: Program, desk: Desk) -> None:
    changed = owner.ask("PATCH", "/routing", {"mode": "assign", "usual_limit": 4})
    assert (changed.status_code, changed.json()["usual_limit"]) == (OK, 4)
    made = owner.ask("PUT", "/routing/skills", {"skills": [{"en": "Returns", "hi": "वापसी"}]})
    (skill,) = made.json()["skills"]
    need = {"on": "tag", "value": "damaged", "skill": skill["key"]}
    assert owner.post("/routing/needs", need).json()["needs"] == [need]
    at = f"/members/{desk.member.public_id}/work"
    work = owner.ask("PUT", at, {"skills": [skill["key"]], "languages": ["gu"], "load_limit": 3})
    assert (work.status_code, work.json()["load_limit"]) == (OK, 3)
    assert at.split("/")[2] in {each["member"]["id"] for each in owner.get("/work").json()["items"]}
    with store_scope(desk.store_id):
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        with in_open_hours():
            comes(desk.member)
            route_conversation(ROUTER, only_conversation())
        conversation = only_conversation()
    told = owner.get(f"/conversations/{conversation.public_id}/routing").json()["items"][0]
    assert (told["outcome"], told["member"]["id"]) == ("given", str(desk.member.public_id))
    assert {"code": "skill", "value": skill["key"]} in told["reasons"]
    assert "Returns" in told["words"]
    assert owner.post("/routing/needs/remove", need).json()["needs"] == []


def test_a_colleague_says_by_their_token_what_they_take(desk: Desk) -> None:
    own = program_of(desk.member, desk.shop)
    took = own.ask("PUT", "/me/work", {"languages": ["hi"], "load_limit": 2})
    assert (took.status_code, took.json()["languages"], took.json()["load_limit"]) == (OK, ["hi"], 2)


def test_what_cannot_be_is_told_at_its_place(owner: Program, desk: Desk) -> None:
    refused = owner.ask("PATCH", "/routing", {"seen_minutes": 0})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "seen_minutes" in str(refused.json())
    unknown = owner.ask("PUT", f"/members/{desk.member.public_id}/work", {"skills": ["moon"]})
    assert unknown.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
