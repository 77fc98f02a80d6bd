"""Many things at once: a list or lines, all of them or those that are right."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest
from saath_client import Saath

from saath.api import many
from saath.api.many import NDJSON
from saath.api.tests.builders import BASE, Program, program_at, program_of
from saath.api.tests.test_client import Line
from saath.api.tests.test_orders import outcomes, send, sent
from saath.conversations.tests.builders import Desk
from saath.core.clock import now
from saath.orders.models import Order
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

WRONG = {**sent("1002"), "total": {"amount": "much", "currency": "INR"}}


def lines(program: Program, *told: Any, query: str = "", path: str = "/orders/bulk", **headers: str) -> Any:
    """Send things, each on a line; a text is a line as it is."""
    body = "\n".join(each if isinstance(each, str) else json.dumps(each) for each in told).encode()
    sent_with = {"Authorization": f"Bearer {program.token}"}
    sent_with |= {name.replace("_", "-"): value for name, value in headers.items()}
    address = f"{BASE}{path}?{query}"
    return program.client.generic("POST", address, body, content_type=NDJSON, headers=sent_with)


def kept(desk: Desk) -> set[str]:
    with store_scope(desk.store_id):
        return {*Order.objects.values_list("key", flat=True)}


def test_each_line_is_an_order(desk: Desk, program: Program) -> None:
    assert outcomes(lines(program, sent(), "", sent("1002"))) == [("1001", "new"), ("1002", "new")]
    assert outcomes(lines(program, sent(hour=10, amount=1), query="partial=true")) == [("1001", "changed")]
    history = lines(program, sent("1003"), query="is_history=true")
    assert outcomes(history) == [("1003", "new")]
    assert kept(desk) == {"1001", "1002", "1003"}


def test_a_wrong_line_stops_all_and_is_named(desk: Desk, program: Program) -> None:
    refused = lines(program, sent(), "", WRONG)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    (fault,) = refused.json()["errors"]
    assert (fault["line"], fault["pointer"]) == (3, "#/total/amount")
    broken = lines(program, sent(), "{")
    assert broken.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "2" in broken.json()["title"]
    assert kept(desk) == set()


def test_what_is_right_is_taken_where_that_is_asked_for(desk: Desk, program: Program) -> None:
    told = (sent(), "", WRONG, "{", '{"external_id": "\\u0000"}', "7", sent("1003"))
    found = lines(program, *told, query="partial=true")
    assert outcomes(found) == [("1001", "new"), ("1003", "new")]
    faults = found.json()["errors"]
    assert [(each["line"], each["pointer"]) for each in faults] == [
        (3, "#/total/amount"),
        (4, "#"),
        (5, "#/external_id"),
        (6, "#"),
    ]
    assert all(each["detail"] for each in faults)


def test_so_it_is_of_a_list(desk: Desk, program: Program) -> None:
    found = program.post("/orders/bulk?partial=true", {"orders": [sent(), WRONG, 7]})
    assert outcomes(found) == [("1001", "new")]
    places = [each["pointer"] for each in found.json()["errors"]]
    assert places == ["#/orders/1/total/amount", "#/orders/2"]
    assert "line" not in found.json()["errors"][0]
    nothing = program.post("/orders/bulk?partial=true", {"orders": [WRONG]})
    assert (outcomes(nothing), len(nothing.json()["errors"])) == ([], 1)
    bodies: tuple[Any, ...] = ({"orders": []}, {"orders": 7}, [], {"orders": [sent()], "colour": 1})
    for body in bodies:
        answer = program.post("/orders/bulk?partial=true", body)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, body


def test_many_lines_are_kept_batch_by_batch(
    desk: Desk, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 2)
    told = [sent(str(number)) for number in range(5)]
    assert lines(program, *told).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert len(outcomes(lines(program, *told, query="partial=true"))) == 5
    monkeypatch.setattr(many, "MOST_LINES", 4)
    refused = lines(program, *told, query="partial=true")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_no_line_and_no_body_is_longer_than_there_is_room(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "LONGEST_LINE_BYTES", 1_000)
    long = lines(program, sent(number="9" * 1_000), query="partial=true")
    assert long.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    monkeypatch.setattr(many, "MOST_BYTES", 100)
    assert lines(program, sent()).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_lines_come_once_under_one_key(desk: Desk, program: Program) -> None:
    for query in ("", "partial=true"):
        key = f"key-{query}"
        first = lines(program, sent(f"1{query}"), query=query, Idempotency_Key=key)
        again = lines(program, sent(f"1{query}"), query=query, Idempotency_Key=key)
        assert again["Idempotency-Replayed"] == "true"
        assert first.content == again.content
        other = lines(program, sent("2"), query=query, Idempotency_Key=key)
        assert other.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    wrong = lines(program, " ", query="partial=true", Idempotency_Key="nothing")
    assert (wrong.status_code, wrong.json()["results"]) == (HTTPStatus.OK, [])


def test_switches_and_parameters_are_what_they_are(program: Program) -> None:
    for query in ("partial=yes", "colour=blue", "is_history=1"):
        assert lines(program, sent(), query=query).status_code == HTTPStatus.UNPROCESSABLE_ENTITY, query
    assert program.post("/orders/bulk?is_history=true", {"orders": [sent()]}).status_code == 422
    assert lines(program, sent(), If_Match='"x"').status_code == HTTPStatus.PRECONDITION_FAILED
    assert lines(program, sent(), query="partial=true", If_Match='"x"').status_code == 412


def test_who_may_not_sends_no_line(desk: Desk) -> None:
    reader = program_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)
    assert lines(reader, sent(), query="partial=true").status_code == HTTPStatus.FORBIDDEN
    assert lines(program_at(desk, "orders:read"), sent()).status_code == HTTPStatus.FORBIDDEN
    assert send(reader, sent()).status_code == HTTPStatus.FORBIDDEN


def test_customers_and_products_come_by_lines_too(program: Program) -> None:
    at = f"{now():%FT%TZ}"
    person = {"external_id": "501", "updated_at": at, "name": "Sunita Verma"}
    found = lines(program, person, {**person, "age": 7}, path="/customers/bulk", query="partial=true")
    assert (outcomes(found), found.json()["errors"][0]["pointer"]) == ([("501", "new")], "#/age")
    price = {"amount": 100, "currency": "INR"}
    razai = {"external_id": "9", "title": "Razai", "updated_at": at}
    razai["variants"] = [{"external_id": "1", "price": price}]  # type: ignore[assignment]
    assert outcomes(lines(program, razai, path="/products/bulk")) == [("9", "new")]


def test_the_client_sends_lines(desk: Desk, program: Program) -> None:
    line = Line()
    line.cut = [line.answer_lost]
    with Saath(f"http://{desk.shop.host}", program.token, transport=line, pause=lambda _s: None) as shop:
        told = shop.send_lines("/orders/bulk", iter([sent(), WRONG]), query={"partial": True})
    assert [each["outcome"] for each in told["results"]] == ["new"]
    assert told["errors"][0]["line"] == 2
