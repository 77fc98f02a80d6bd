"""The chat by the API: its settings, the messages that show themselves, and who is shut out."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.api.tests.builders import Program, program_of
from saath.chats.tests.builders import Chat, make_chat, writing_visitor
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague

OPENER = {"path": "/checkout", "kind": "stuck", "seconds": 40, "texts": {"en": "May  we help?"}}


@pytest.fixture
def chat(db: None) -> Chat:
    return make_chat()


@pytest.fixture
def owner(chat: Chat) -> Program:
    return program_of(make_colleague(chat.desk.shop, "owner@example.com", Role.OWNER), chat.desk.shop)


def test_the_chat_is_placed_dressed_and_limited_together_or_not_at_all(owner: Program) -> None:
    was = owner.get("/chat")
    changes = {
        "sites": ["https://www.paanch.test"],
        "colour": "#1d4e79",
        "greeting": {"en": "Ask us."},
        "chats_each": 3,
    }
    changed = owner.ask("PATCH", "/chat", changes, If_Match=was["ETag"])
    assert changed.status_code == HTTPStatus.OK
    told = changed.json()
    assert {name: told[name] for name in ("sites", "colour", "chats_each")} == {
        name: changes[name] for name in ("sites", "colour", "chats_each")
    }
    assert told["greeting"]["en"] == "Ask us."
    assert told["away"] == was.json()["away"]
    assert owner.get("/chat").json() == told
    refused = owner.ask("PATCH", "/chat", {"chats_each": 5, "sites": ["http://paanch.test"], "colour": ""})
    assert refused.json()["errors"][0]["pointer"] == "#/sites"
    assert owner.get("/chat").json() == told


def test_its_secret_is_told_once(owner: Program) -> None:
    assert owner.get("/chat").json()["has_identity_secret"] is False
    made = owner.post("/chat/identity_secret/renew").json()["secret"]
    told = owner.get("/chat").json()
    assert told["has_identity_secret"] is True
    assert made not in str(told)


def test_a_message_that_shows_itself_is_made_changed_and_taken_away(owner: Program) -> None:
    answer = owner.post("/chat/openers", OPENER)
    made, at = answer.json(), answer["Location"].removeprefix("/api/v1")
    assert (made["texts"]["en"], made["is_on"], made["shown"]) == ("May we help?", False, 0)
    changed = owner.ask(
        "PATCH", at, {"is_on": True, "texts": {"hi": "मदद चाहिए?"}}, If_Match=answer["ETag"]
    ).json()
    assert (changed["is_on"], changed["seconds"], changed["texts"]["en"]) == (True, 40, "May we help?")
    assert owner.get("/chat/openers").json()["items"] == [changed]
    assert owner.ask("DELETE", at).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(at).status_code == HTTPStatus.NOT_FOUND


def test_a_visitor_is_shut_out_and_let_in(chat: Chat, owner: Program) -> None:
    widget = writing_visitor(chat)
    at = f"/conversations/{chat.conversation().public_id}/visitor"
    assert owner.get(at).json()["is_blocked"] is False
    assert owner.post(f"{at}/block").json()["is_blocked"] is True
    assert widget.write("Again").status_code == HTTPStatus.FORBIDDEN
    assert owner.post(f"{at}/unblock").json()["is_blocked"] is False
    assert widget.write("And again").status_code == HTTPStatus.CREATED


def test_settings_are_for_who_may_change_them(chat: Chat) -> None:
    member = program_of(chat.desk.member, chat.desk.shop)
    for path in ("/chat", "/chat/openers"):
        assert member.get(path).status_code == HTTPStatus.FORBIDDEN
    assert member.post("/chat/identity_secret/renew").status_code == HTTPStatus.FORBIDDEN
