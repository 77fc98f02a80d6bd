"""Policies by the API: made, tried beforehand, ordered, switched, removed."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk, only_conversation
from saath.customers.actions.tags import tag_customer
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

OK, GONE = HTTPStatus.OK, HTTPStatus.NOT_FOUND
NEW = {"name": "Best customers", "language": "hi", "first_answer_seconds": 300}


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def test_a_program_makes_changes_and_orders_policies(owner: Program, desk: Desk) -> None:
    with store_scope(desk.store_id):
        tag = tag_customer(TEST, only_conversation().customer, name="VIP")
    made = owner.post("/policies", {**NEW, "customer_tag_id": str(tag.public_id)})
    assert made.status_code == HTTPStatus.CREATED
    assert made.json()["customer_tag"] == {"id": str(tag.public_id), "name": "VIP"}
    at = f"/policies/{made.json()['id']}"
    changed = owner.ask("PATCH", at, {"solution_seconds": 3600, "first_answer_seconds": None}).json()
    assert (changed["first_answer_seconds"], changed["solution_seconds"]) == (None, 3600)
    assert (changed["language"], changed["customer_tag"]["name"]) == ("hi", "VIP")
    assert owner.ask("PATCH", at, {"customer_tag_id": None}).json()["customer_tag"] is None
    second = owner.post("/policies", {**NEW, "name": "Second"}).json()["id"]
    owner.post(f"/policies/{second}/move", {"to": "up"})
    assert [each["name"] for each in owner.get("/policies").json()["items"]] == ["Second", "Best customers"]
    assert owner.post(f"{at}/switch-off", {}).json()["is_active"] is False
    assert owner.post(f"{at}/switch-on", {}).json()["is_active"] is True
    assert owner.ask("DELETE", at).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(at).status_code == GONE
    assert [each["name"] for each in owner.get("/policies?removed=true").json()["items"]] == [
        "Best customers"
    ]
    assert owner.post(f"{at}/restore", {}).json()["removed_at"] is None


def test_a_preview_tells_what_it_would_do_and_keeps_nothing(owner: Program) -> None:
    asked = {"name": "All", "first_answer_seconds": 300}
    found = owner.post("/policies/preview", asked).json()
    assert (found["looked_at"], found["caught"], found["is_more"]) == (1, 1, False)
    assert found["caught_now"] == [{"policy_id": None, "conversations": 1}]
    made = owner.post("/policies", asked).json()["id"]
    after = owner.post("/policies/preview", asked).json()
    assert (after["caught"], after["taken_before"]) == (0, [{"policy_id": made, "conversations": 1}])
    instead = owner.post("/policies/preview", {**asked, "instead_of_id": made}).json()
    assert instead["caught_now"] == [{"policy_id": made, "conversations": 1}]
    assert len(owner.get("/policies").json()["items"]) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"first_answer_seconds": 90}, "first_answer_seconds"),
        ({"first_answer_seconds": None}, "first_answer_seconds"),
        ({"solution_seconds": 60}, "solution_seconds"),
        ({"solution_seconds": 4_000 * 3_600}, "solution_seconds"),
        ({"channel": "pigeon"}, "channel"),
        ({"priority": "huge"}, "priority"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(owner: Program, sent: dict[str, object], field: str) -> None:
    refused = owner.post("/policies", {**NEW, **sent})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in str(refused.json())


def test_a_colleague_reads_policies_and_makes_none(desk: Desk) -> None:
    own = program_of(desk.member, desk.shop)
    assert own.get("/policies").status_code == OK
    for path in ("/policies", "/policies/preview"):
        assert own.post(path, NEW).status_code == HTTPStatus.FORBIDDEN
