"""Programs add webhooks, look at what was sent, and send again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from saath.api.tests.builders import Program, program_of
from saath.core.clock import now
from saath.programs.models import KeptAnswer
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from saath.webhooks.models import Endpoint
from saath.webhooks.tests.builders import happen, work
from saath.webhooks.tests.receiver import Receiver


@pytest.fixture
def shop(transactional_db: None, settings: Settings) -> Iterator[Shop]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    made = make_shop()
    with store_scope(made.store.pk):
        yield made


@pytest.fixture
def program(shop: Shop) -> Program:
    return program_of(make_colleague(shop, "rukmini@example.in", Role.OWNER), shop)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def test_a_program_adds_a_webhook_and_verifies_what_comes(program: Program, receiver: Receiver) -> None:
    answer = program.post("/webhooks", {"name": "Till", "url": receiver.url, "kinds": ["customer.changed"]})
    assert answer.status_code == 201
    made = answer.json()
    assert answer["Location"] == f"/api/v1/webhooks/{made['id']}"
    happen()
    work()
    assert receiver.heard[0].opened_with(made["secret"])["type"] == "customer.changed"
    here = f"/webhooks/{made['id']}"
    assert program.get(here).json()["secret"] is None
    assert [each["id"] for each in program.get("/webhooks").json()["items"]] == [made["id"]]
    (sent,) = program.get(f"{here}/deliveries?state=taken").json()["items"]
    assert (sent["message_id"], sent["body"]) == (receiver.heard[0].message, receiver.heard[0].body.decode())
    whole = program.get(f"/webhook-deliveries/{sent['id']}").json()
    assert [each["status"] for each in whole["attempts"]] == [200]
    assert program.post(f"/webhook-deliveries/{sent['id']}/send-again").status_code == 200
    work()
    assert len(receiver.heard) == 2


def test_asked_twice_with_one_key_it_gets_one_secret_which_lies_encrypted(program: Program) -> None:
    body = {"name": "Till", "url": "https://shop.example/saath", "hears_everything": True}
    first = program.post("/webhooks", body, Idempotency_Key="k1")
    again = program.post("/webhooks", body, Idempotency_Key="k1")
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert "sealed" not in again.headers
    assert Endpoint.objects.count() == 1
    assert first.json()["secret"] not in KeptAnswer.objects.get().body


def test_a_webhook_is_changed_paused_resumed_rotated_tested_and_removed(
    program: Program, receiver: Receiver
) -> None:
    made = program.post("/webhooks", {"name": "Till", "url": receiver.url, "hears_everything": True}).json()
    here = f"/webhooks/{made['id']}"
    changed = program.ask("PATCH", here, {"kinds": ["order.created"]}).json()
    assert (changed["kinds"], changed["hears_everything"], changed["name"]) == (
        ["order.created"],
        False,
        "Till",
    )
    assert program.post(f"{here}/pause").json()["stopped_because"] == "paused"
    assert program.post(f"{here}/test").status_code == 201
    assert program.post(f"{here}/resume").json()["stopped_because"] is None
    secret = program.post(f"{here}/rotate-secret", {}).json()["secret"]
    work()
    assert receiver.heard[0].opened_with(secret)["type"] == "webhook.test"
    assert receiver.heard[0].opened_with(made["secret"])["type"] == "webhook.test"
    since = (now() - timedelta(hours=1)).isoformat()
    assert program.post(f"{here}/replays", {"since": since}).status_code == 201
    assert program.post(f"{here}/replays", {"since": since}).status_code == 409
    work()
    assert program.get(f"{here}/replays").json()["items"][0]["ended_at"] is not None
    assert program.ask("DELETE", here).status_code == 204
    assert program.get(here).status_code == 404


def test_an_old_state_changes_nothing(program: Program) -> None:
    body = {"name": "Till", "url": "https://shop.example/saath", "hears_everything": True}
    here = f"/webhooks/{program.post('/webhooks', body).json()['id']}"
    tag = program.get(here)["ETag"]
    assert program.ask("PATCH", here, {"name": "One"}, If_Match=tag).status_code == 200
    assert program.ask("PATCH", here, {"name": "Two"}, If_Match=tag).status_code == 412


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "http://shop.example/"}, "#/url"),
        ({"url": "https://10.0.0.1/"}, "#/url"),
        ({"kinds": ["no.such"]}, "#/kinds"),
        ({"kinds": []}, "#/kinds"),
    ],
)
def test_what_does_not_fit_is_pointed_at(program: Program, change: dict[str, object], pointer: str) -> None:
    body = {"name": "Till", "url": "https://shop.example/", "kinds": ["order.created"], **change}
    answer = program.post("/webhooks", body)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_a_program_that_may_only_look_adds_nothing(shop: Shop) -> None:
    owner = make_colleague(shop, "rukmini@example.in", Role.OWNER)
    looking = program_of(owner, shop, {"webhooks:read"})
    assert looking.get("/webhooks").status_code == 200
    assert looking.post("/webhooks", {"name": "x", "url": "https://shop.example/"}).status_code == 403
