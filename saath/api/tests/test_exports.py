"""Everything of the shop by the API: asked for by an owner's program, watched, fetched by a link, taken away."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest
from pytest_django import Settings

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, work
from saath.programs.models import KeptAnswer
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague, make_shop
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(tmp_path: Path, settings: Settings) -> Desk:
    settings.FILES_DIR, settings.DATA_DIR = tmp_path / "files", tmp_path / "data"
    desk = make_desk()
    arrive(mail())
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.paanch.test")
    return desk


def test_an_owners_program_takes_everything_along(shop: Desk) -> None:
    owner = program_of(make_colleague(shop.shop, "owner@example.com", Role.OWNER), shop.shop)
    made = owner.post("/exports")
    assert made.status_code == HTTPStatus.CREATED
    assert owner.post("/exports").status_code == HTTPStatus.CONFLICT
    work()
    path = made.headers["Location"].removeprefix("/api/v1")
    export = owner.get(path).json()
    assert export["state"] == "done"
    assert export["size"] > 1_000
    assert [each["id"] for each in owner.get("/exports").json()["items"]] == [export["id"]]
    assert owner.post(f"{path}/fetch").json()["url"].startswith("http://files.paanch.test/f/")
    assert owner.ask("DELETE", path).status_code == HTTPStatus.NO_CONTENT
    assert owner.get(path).json()["state"] == "gone"
    assert owner.post(f"{path}/fetch").status_code == HTTPStatus.NOT_FOUND


def test_a_colleague_and_another_shop_do_not(shop: Desk) -> None:
    owner = program_of(make_colleague(shop.shop, "owner@example.com", Role.OWNER), shop.shop)
    path = owner.post("/exports").headers["Location"].removeprefix("/api/v1")
    colleague: Program = program_of(shop.member, shop.shop)
    other = make_shop("other-shop")
    stranger = program_of(make_colleague(other, "other@example.com", Role.OWNER), other)
    for method, where in (("GET", path), ("POST", f"{path}/fetch"), ("DELETE", path)):
        assert colleague.ask(method, where).status_code == HTTPStatus.FORBIDDEN
        assert stranger.ask(method, where).status_code == HTTPStatus.NOT_FOUND
    assert colleague.post("/exports").status_code == HTTPStatus.FORBIDDEN


def test_a_link_lies_encrypted_for_its_repeats(shop: Desk) -> None:
    owner = program_of(make_colleague(shop.shop, "owner@example.com", Role.OWNER), shop.shop)
    path = owner.post("/exports").headers["Location"].removeprefix("/api/v1")
    work()
    for key, ask in (("link", (f"{path}/fetch", None)), ("file", ("/files?name=a.txt", b"fragile"))):
        first = owner.post(*ask, Idempotency_Key=key)
        assert owner.post(*ask, Idempotency_Key=key).json() == first.json()
        with store_scope(shop.store_id):
            assert "/f/" not in KeptAnswer.objects.get(key=key).body
