"""Products and connections by the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague


def sent(key: str = "1", *, hour: int = 9, amount: int = 245_000) -> dict[str, Any]:
    return {
        "external_id": key,
        "title": "Neelambari bedsheet",
        "updated_at": f"2026-11-20T{hour:02}:00:00Z",
        "variants": [
            {"external_id": "K", "title": "King", "price": {"amount": amount, "currency": "INR"}, "stock": 3}
        ],
    }


def test_products_are_sent_found_and_offered(program: Program, conversation: UUID) -> None:
    (made,) = program.post("/products/bulk", {"products": [sent()]}).json()["results"]
    assert made["outcome"] == "new"
    changed = program.post("/products/bulk", {"products": [sent(hour=10, amount=199_900)]}).json()["results"]
    assert [each["outcome"] for each in changed] == ["changed"]
    assert program.post("/products/bulk", {"products": [sent()]}).json()["results"][0]["outcome"] == "same"
    (found,) = program.get("/products?q=bedsheet").json()["items"]
    assert found == program.get(f"/products/{made['id']}").json()
    assert found["variants"][0]["price"] == {"amount": 199_900, "currency": "INR"}
    offers = f"/conversations/{conversation}/offers"
    refused = program.post(offers, {"kind": "product", "product_id": made["id"]})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert program.post(offers, {"kind": "payment"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_owner_says_where_payments_go(desk: Desk, program: Program, conversation: UUID) -> None:
    owner = program_of(make_colleague(desk.shop, "eva@example.com", Role.OWNER), desk.shop)
    account = {"vpa": "shop@bank", "name": "Paanch Takiye"}
    assert program.ask("PUT", "/payment-account", account).status_code == HTTPStatus.FORBIDDEN
    assert (
        owner.ask("PUT", "/payment-account", account).json()
        == account
        == owner.get("/payment-account").json()
    )
    amount = {"amount": 50_000, "currency": "INR"}
    made = program.post(f"/conversations/{conversation}/offers", {"kind": "payment", "amount": amount})
    assert made.status_code == HTTPStatus.CREATED
    assert "/o/" in made.json()["url"]


def test_a_platform_is_connected_and_ended(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "eva@example.com", Role.OWNER), desk.shop)
    wish = {"platform": "woocommerce", "account": "https://shop.example", "name": "Our shop"}
    made = owner.post("/connections", wish)
    assert made.status_code == HTTPStatus.CREATED
    path = made["Location"].removeprefix("/api/v1")
    assert (
        owner.post("/connections", {**wish, "platform": "none"}).status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    assert len(owner.post(f"{path}/new-secret", {}).json()["secret"]) > 20
    assert owner.ask("PUT", f"{path}/secret", {"secret": "theirs and long"}).json()["name"] == "Our shop"
    assert owner.get(f"{path}/deliveries").json()["items"] == []
    assert owner.post(f"{path}/read-again").json() == {"count": 0}
    assert [each["id"] for each in owner.get("/connections").json()["items"]] == [made.json()["id"]]
    assert owner.ask("DELETE", path).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(path).status_code == HTTPStatus.NOT_FOUND
