"""Orders by the API: sent in bulk, listed, read whole, and acted upon."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.customers.models import Customer
from saath.orders.models import CustomerFigures, Order
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

INR = {"currency": "INR"}


def sent(key: str = "1001", *, hour: int = 9, amount: int = 124_900, **more: Any) -> dict[str, Any]:
    return {
        "external_id": key,
        "number": f"PT-{key}",
        "placed_at": "2026-11-20T09:00:00+05:30",
        "updated_at": f"2026-11-21T{hour:02}:00:00Z",
        "total": {"amount": amount, **INR},
        "customer": {"external_id": "501", "name": "Sunita Verma", "email": "sunita@example.in"},
        "address": {
            "name": "Sunita Verma",
            "lines": ["12 Vijay Nagar"],
            "pincode": "452010",
            "country": "IN",
        },
        "lines": [{"title": "Neelambari bedsheet", "quantity": 1, "price": {"amount": amount, **INR}}],
        **more,
    }


def send(program: Program, *orders: dict[str, Any], **more: Any) -> Any:
    return program.post("/orders/bulk", {"orders": list(orders), **more})


def outcomes(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == HTTPStatus.OK, answer.content
    return [(each["external_id"], each["outcome"]) for each in answer.json()["results"]]


def test_orders_are_new_then_the_same_then_changed(program: Program) -> None:
    assert outcomes(send(program, sent(), sent("1002"))) == [("1001", "new"), ("1002", "new")]
    again = send(program, sent(), sent("1002", hour=10, amount=99_900))
    assert outcomes(again) == [("1001", "same"), ("1002", "changed")]
    assert outcomes(send(program, sent("1002", hour=8, amount=1))) == [("1002", "same")]
    listed = program.get("/orders?fields=number,total").json()["items"]
    assert {each["number"]: each["total"]["amount"] for each in listed} == {
        "PT-1001": 124_900,
        "PT-1002": 99_900,
    }


def test_an_order_is_read_whole(program: Program) -> None:
    scan = {"at": "2026-11-20T12:00:00Z", "state": "in_transit", "place": "Surat"}
    parcel = {"external_id": "S1", "courier": "Raftaar", "tracking_number": "RF1", "scans": [scan]}
    paid = {"external_id": "P", "method": "upi", "state": "paid", "amount": {"amount": 124_900, **INR}}
    answer = send(program, sent(shipments=[parcel], payments=[paid]))
    order = program.get(f"/orders/{answer.json()['results'][0]['id']}?include=parts").json()
    assert (order["state"], order["paid"], order["customer_name"]) == (
        "shipped",
        {"amount": 124_900, **INR},
        "Sunita Verma",
    )
    assert order["placed_at"] == "2026-11-20T03:30:00Z"
    assert [each["title"] for each in order["parts"]["lines"]] == ["Neelambari bedsheet"]
    assert order["parts"]["shipments"][0]["scans"][0]["place"] == "Surat"
    assert [each["id"] for each in program.get("/orders?q=rf1").json()["items"]] == [order["id"]]
    assert program.get(f"/orders?customer={order['customer_id']}").json()["items"][0]["id"] == order["id"]
    assert "parts" not in program.get("/orders").json()["items"][0]


def test_who_wrote_before_is_who_bought(desk: Desk, program: Program) -> None:
    send(program, sent(), sent("1002"), is_history=True)
    with store_scope(desk.store_id):
        assert Customer.objects.count() == 1
        assert CustomerFigures.objects.get().spent_minor == 249_800


@pytest.mark.parametrize(
    ("broken", "pointer"),
    [
        ({"lines": [{"title": "A", "price": {"amount": -1, **INR}}]}, "#/orders/0/lines/0/price/amount"),
        ({"updated_at": 1_700_000_000}, "#/orders/0/updated_at"),
        ({"placed_at": "9999-12-31T23:59:59-12:00"}, "#/orders/0/placed_at"),
        ({"colour": "blue"}, "#/orders/0/colour"),
        ({"discount": {"amount": 1, "currency": "USD"}}, "#/orders/0"),
    ],
)
def test_one_that_is_wrong_is_named_and_none_is_kept(
    desk: Desk, program: Program, broken: dict[str, Any], pointer: str
) -> None:
    refused = send(program, {**sent(), **broken}, sent("1002"))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    with store_scope(desk.store_id):
        assert not Order.objects.exists()


def test_more_than_a_thousand_are_refused(program: Program) -> None:
    many = [sent(str(number)) for number in range(1_001)]
    assert send(program, *many).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_colleague_who_only_reads_sends_nothing(desk: Desk) -> None:
    reader = program_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert send(reader, sent()).status_code == HTTPStatus.FORBIDDEN


def test_what_the_shop_s_programs_told_is_not_undone_here(program: Program) -> None:
    made = send(program, sent()).json()["results"][0]["id"]
    refused = program.post(f"/orders/{made}/refund", {"reason": "Torn"})
    assert refused.status_code == HTTPStatus.CONFLICT
    assert program.get(f"/orders/{made}/acts").json()["items"] == []


def test_rules_and_limits_are_read_and_set(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "eva@example.com", Role.OWNER), desk.shop)
    rule = {"dispatch_days": 1, "courier_days": 4}
    assert owner.ask("PUT", "/delivery-rule", rule).json() == rule == owner.get("/delivery-rule").json()
    cash = {"is_offered": True, "most_minor": 500_000, "not_at": ["79"], "most_refused": 2}
    assert owner.ask("PUT", "/cash-rule", cash).json() == cash == owner.get("/cash-rule").json()
    limits = {"currency": "INR", "member": 0, "manager": 50_000, "owner": None}
    told = owner.ask("PUT", "/order-limits", limits).json()["limits"]
    assert {each["role"]: each["amount"] for each in told} == {"member": 0, "manager": 50_000, "owner": None}


def test_late_orders_and_couriers_are_listed(program: Program) -> None:
    send(program, sent())
    late = program.get("/late-orders").json()["items"]
    assert [each["order"]["number"] for each in late] in ([], ["PT-1001"])
    assert program.get("/couriers").json()["items"] == []
