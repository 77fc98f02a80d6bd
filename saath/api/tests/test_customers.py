"""Customers by the API: sent in bulk, listed, changed, and what is known of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from saath.api.tests.builders import Program, program_at, program_of
from saath.conversations.tests.builders import Desk
from saath.customers.models import Customer
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

AT = "2026-11-20T09:00:00Z"


def sent(key: str, **more: Any) -> dict[str, Any]:
    return {
        "external_id": key,
        "updated_at": AT,
        "name": f"Customer {key}",
        "email": f"c{key}@example.in",
        **more,
    }


def ids_of(answer: Any) -> list[str]:
    assert answer.status_code == HTTPStatus.OK, answer.content
    return [each["id"] for each in answer.json()["results"]]


@pytest.fixture
def two(program: Program) -> list[str]:
    return ids_of(program.post("/customers/bulk", {"customers": [sent("1"), sent("2")]}))


def test_customers_are_new_then_the_same_then_changed(desk: Desk, program: Program) -> None:
    told = [sent("1", tags=["Wholesale"], phone="98250 12345"), sent("2", email="sunita@example.in")]
    first = program.post("/customers/bulk", {"customers": told})
    assert [each["outcome"] for each in first.json()["results"]] == ["new", "changed"]
    again = program.post("/customers/bulk", {"customers": told})
    assert [each["outcome"] for each in again.json()["results"]] == ["same", "same"]
    found = program.get(f"/customers/{first.json()['results'][0]['id']}").json()
    assert (found["name"], [each["name"] for each in found["tags"]]) == ("Customer 1", ["Wholesale"])
    assert {each["kind"] for each in found["identities"]} == {"account", "email", "phone"}
    with store_scope(desk.store_id):
        assert Customer.objects.count() == 2


def test_a_customer_brings_conversations_and_orders_along(program: Program) -> None:
    (listed,) = program.get("/customers?q=sunita@example.in").json()["items"]
    alone, whole = (
        program.get(f"/customers/{listed['id']}{more}").json()
        for more in ("", "?include=conversations,orders")
    )
    assert "conversations" not in alone
    assert [each["customer_id"] for each in whole["conversations"]] == [listed["id"]]
    assert whole["orders"] == []


def test_what_is_known_is_changed_over_the_state_that_was_read(program: Program, two: list[str]) -> None:
    path = f"/customers/{two[0]}"
    tag = program.get(path)["ETag"]
    changed = program.ask("PATCH", path, {"name": "Sunita Verma", "reach": "phone"}, If_Match=tag)
    assert (changed.json()["name"], changed.json()["reach"]) == ("Sunita Verma", "phone")
    late = program.ask("PATCH", path, {"name": "S."}, If_Match=tag)
    assert late.status_code == HTTPStatus.PRECONDITION_FAILED
    assert program.ask("PATCH", path, {"name": None}).json()["name"] == "Sunita Verma"


def test_tags_and_notes_come_and_go(program: Program, two: list[str]) -> None:
    path = f"/customers/{two[0]}"
    (tag,) = program.post(f"{path}/tags", {"name": "VIP"}).json()["tags"]
    assert program.get("/customer-tags").json()["items"] == [tag]
    assert program.ask("DELETE", f"{path}/tags/{tag['id']}").json()["tags"] == []
    note = program.post(f"{path}/notes", {"text": "Speaks softly", "is_pinned": True})
    assert note.status_code == HTTPStatus.CREATED
    address = note["Location"].removeprefix("/api/v1")
    assert program.ask("PATCH", address, {"is_pinned": False}).json()["is_pinned"] is False
    assert program.ask("DELETE", address).status_code == HTTPStatus.NO_CONTENT
    assert program.get(f"{path}/notes").json()["items"] == []
    assert program.post(f"{address}/restore").json()["is_removed"] is False


def test_another_address_is_theirs_until_it_is_another_s(program: Program, two: list[str]) -> None:
    path = f"/customers/{two[0]}/identities"
    made = program.post(path, {"kind": "email", "address": "new@example.in"})
    assert made.status_code == HTTPStatus.CREATED
    taken = program.post(path, {"kind": "email", "address": "c2@example.in"})
    assert taken.status_code == HTTPStatus.CONFLICT
    wrong = program.post(path, {"kind": "phone", "address": "none"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    address = made["Location"].removeprefix("/api/v1")
    assert program.get(address).json()["address"] == "new@example.in"
    assert program.ask("DELETE", address).status_code == HTTPStatus.NO_CONTENT


def test_a_yes_needs_its_words_and_a_no_ends_it(program: Program, two: list[str]) -> None:
    path = f"/customers/{two[0]}/consents"
    said = {"purpose": "marketing", "channel": "email", "how": "form", "wording": "May we?", "language": "en",
            "proof": "checkout", "at": AT}  # fmt: skip
    (entry,) = program.post(path, said).json()["items"]
    assert (entry["is_given"], entry["is_present"], entry["wording"]) == (True, True, "May we?")
    ended = program.post(f"{path}/withdraw", {"purpose": "marketing", "channel": "email"}).json()["items"]
    assert [(each["is_given"], each["is_present"]) for each in ended] == [(False, True), (True, False)]


def test_two_are_one_and_two_again(program: Program, two: list[str]) -> None:
    one, other = two
    found = program.post(f"/customers/{one}/suggestions", {"customer_id": other, "address": "x@example.in"})
    (suggestion,) = found.json()["items"]
    assert program.post(f"/suggestions/{suggestion['id']}/dismiss").status_code == HTTPStatus.NO_CONTENT
    assert program.get(f"/customers/{one}/suggestions").json()["items"] == []
    assert program.post(f"/suggestions/{suggestion['id']}/restore").status_code == HTTPStatus.NO_CONTENT
    move = program.post(f"/customers/{one}/merge", {"customer_id": other}).json()
    assert program.get(f"/customers/{other}").json()["merged_into_id"] == one
    back = program.post(f"/customer-moves/{move['id']}/undo")
    assert back.json()["id"] == one
    assert program.get(f"/customers/{other}").json()["merged_into_id"] is None


def test_one_way_of_reaching_the_shop_is_split_off(program: Program, two: list[str]) -> None:
    ways = program.get(f"/customers/{two[0]}/identities").json()["items"]
    email = next(each["id"] for each in ways if each["kind"] == "email")
    move = program.post(f"/identities/{email}/split").json()
    assert move["kind"] == "split"
    assert [each["id"] for each in program.get(f"/customers/{two[0]}/moves").json()["items"]] == [move["id"]]


def test_a_colleague_who_only_reads_changes_nothing(desk: Desk, two: list[str]) -> None:
    reader = program_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert reader.get(f"/customers/{two[0]}").status_code == HTTPStatus.OK
    refused = reader.post("/customers/bulk", {"customers": [sent("3")]})
    assert refused.status_code == HTTPStatus.FORBIDDEN


def test_what_comes_along_asks_for_its_own_scope(desk: Desk, two: list[str]) -> None:
    """Scopes share verbs: who may read saved replies or products may not read what was said or bought for that."""
    some = program_at(desk, "customers:read", "saved_replies:read", "products:read")
    for asked, missing in (
        (f"/customers/{two[0]}?include=conversations", "conversations:read"),
        (f"/customers/{two[0]}?include=orders", "orders:read"),
        ("/customers?q=aayega", "conversations:read"),
    ):
        answer = some.get(asked)
        assert answer.status_code == HTTPStatus.FORBIDDEN, asked
        assert missing in answer["WWW-Authenticate"]
    whole = program_at(desk, "customers:read", "conversations:read", "orders:read")
    told = whole.get(f"/customers/{two[0]}?include=conversations,orders")
    assert (told.status_code, told.json()["orders"]) == (HTTPStatus.OK, [])
