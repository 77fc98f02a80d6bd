"""What a stand-in answers is what a client is tried against: it must be as strict as the platform."""

from __future__ import annotations

from typing import Any

import pytest

from saath.orders.connectors.base import (
    Busy,
    NeedsReauth,
    NoAnswer,
    NotThere,
    PlatformError,
    Refusal,
    Unreachable,
)
from saath.orders.connectors.calling import call, origin_of, wait_seconds
from saath.orders.connectors.stand_ins.graphql import Connection, GraphQLFault, cut_out, read_operation
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn

THING = {"name": "#1", "lines": Connection([{"id": "a"}, {"id": "b"}], lambda each: str(each["id"]))}


@pytest.fixture(autouse=True)
def _listed(settings: Any) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]


def cut(query: str, **variables: Any) -> Any:
    (asked,) = read_operation(query, variables).fields
    return cut_out({"thing": THING}, (asked,))


def test_only_what_is_asked_for_comes_and_lists_come_in_pages() -> None:
    query = "query Q($n: Int!) { thing { called: name lines(first: $n) { nodes { id } pageInfo { endCursor } } } }"
    first = {"nodes": [{"id": "a"}], "pageInfo": {"endCursor": "a"}}
    assert cut(query, n=1) == {"thing": {"called": "#1", "lines": first}}
    assert cut('{ thing { lines(first: 9, after: "a") { nodes { id } } } }')["thing"]["lines"]["nodes"] == [
        {"id": "b"}
    ]


@pytest.mark.parametrize(
    "query", ["{ thing { price } }", "{ thing { name { x } } }", "{ thing", "nonsense {"]
)
def test_what_the_schema_does_not_have_is_refused(query: str) -> None:
    with pytest.raises(GraphQLFault):
        cut(query)


def test_cost_grows_with_what_is_asked_for() -> None:
    query = "query($n: Int = 10) { orders(first: $n) { nodes { name lines(first: 5) { nodes { id } } } } }"
    assert read_operation(query, {}).cost == 10 * (1 + 5)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, Refusal),
        (401, NeedsReauth),
        (403, NeedsReauth),
        (404, NotThere),
        (422, Refusal),
        (423, Busy),
        (429, Busy),
        (500, NoAnswer),
        (502, NoAnswer),
        (503, Busy),
    ],
)
def test_what_goes_wrong_is_told_apart(status: int, kind: type[PlatformError]) -> None:
    with WooCommerceStandIn() as shop:
        shop.fail(status, {"message": "Why"}, Retry_After="7", Location="https://elsewhere.example/")
        with pytest.raises(kind) as caught:
            call("GET", f"{shop.url}/wp-json/")
        assert type(caught.value) is kind
        assert str(status) in caught.value.words
        assert getattr(caught.value, "seconds", 7) == 7


def test_a_wait_that_is_no_time_is_a_minute() -> None:
    waits = {"nan": 60, "inf": 60, "soon": 60, "": 60, "-4": 1, "2.5": 2.5, "1e9": 3600}
    assert {said: wait_seconds({"Retry-After": said}) for said in waits} == waits


def test_a_key_that_was_pasted_with_other_letters_is_told_as_a_wrong_key() -> None:
    with pytest.raises(NeedsReauth) as caught:
        call("GET", "http://127.0.0.1:1/", headers={"X-Shopify-Access-Token": "shpat_s3cret…"})
    assert "s3cret" not in caught.value.words


def test_hanging_up_is_no_answer_and_a_closed_door_is_unreachable() -> None:
    with WooCommerceStandIn() as shop:
        shop.fall_silent()
        with pytest.raises(NoAnswer):
            call("GET", f"{shop.url}/wp-json/")
        closed = shop.url
    with pytest.raises(Unreachable) as caught:
        call("GET", f"{closed}/wp-json/")
    assert not isinstance(caught.value, NoAnswer)


def test_private_address_that_nobody_listed_is_not_called(settings: Any) -> None:
    with WooCommerceStandIn() as shop:
        assert origin_of(shop.host, usual="https://usual.example") == shop.url
        settings.ALLOWED_PRIVATE_HOSTS = []
        assert origin_of(shop.host, usual="https://usual.example") == "https://usual.example"
        with pytest.raises(Unreachable):
            call("GET", f"{shop.url}/wp-json/")
        assert shop.asked == []


def test_woocommerce_answers_in_pages_to_who_has_the_keys() -> None:
    with WooCommerceStandIn() as shop:
        for number in (1, 2, 3):
            written = f"2026-11-0{number}T00:00:00"
            shop.put({"id": number, "date_modified_gmt": written, "date_created_gmt": written})
        params: dict[str, str | int] = {
            "per_page": 2,
            "orderby": "modified",
            "order": "asc",
            "modified_after": "2026-11-01T00:00:00",
            "dates_are_gmt": "true",
        }
        url = f"{shop.url}/wp-json/wc/v3/orders"
        told = call("GET", url, params=params, auth=(KEY, SECRET))
        assert [order["id"] for order in told.said] == [2, 3]
        assert told.headers["x-wp-total"] == "2"
        with pytest.raises(NeedsReauth):
            call("GET", url, auth=(KEY, "another"))
