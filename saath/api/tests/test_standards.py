"""What the shop promises, by the API."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague

OK = HTTPStatus.OK
DRAFT = "/standards/draft"


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def test_a_program_writes_and_publishes_and_a_colleague_reads(owner: Program, desk: Desk) -> None:
    assert owner.post(DRAFT, {}).status_code == HTTPStatus.CREATED
    changes = {"texts": {"title": {"en": "We are here"}}, "channels": {"chat": {"first_answer_seconds": 60}}}
    draft = owner.ask("PATCH", DRAFT, {**changes, "returns_days": 10}).json()
    assert (draft["texts"]["title"], draft["returns_days"]) == ({"en": "We are here"}, 10)
    assert draft["channels"]["chat"]["first_answer_seconds"] == 60
    published = owner.post(f"{DRAFT}/publish", {}).json()
    assert (published["number"], published["state"]) == (1, "published")
    own = program_of(desk.member, desk.shop)
    assert [each["id"] for each in own.get("/standards").json()["items"]] == [published["id"]]
    assert own.post(f"/standards/{published['id']}/read", {}).status_code == HTTPStatus.NO_CONTENT
    said = owner.get(f"/standards/{published['id']}/readings").json()["items"]
    assert all(each["read_at"] for each in said)
    assert owner.get("/standards/kept").json()["items"] == []


def test_what_does_not_fit_is_told_at_its_place(owner: Program) -> None:
    owner.post(DRAFT, {})
    refused = owner.ask("PATCH", DRAFT, {"channels": {"chat": {"next_answer_seconds": 5}}})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "channels/chat/next_answer_seconds" in str(refused.json())


def test_a_draft_is_given_up(owner: Program) -> None:
    owner.post(DRAFT, {})
    assert owner.ask("DELETE", DRAFT).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(DRAFT).status_code == HTTPStatus.NOT_FOUND
