"""Mailboxes, ways out, what came in, and what one hears of, by the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.tests.builders import Desk
from saath.mailboxes.models import Mailbox
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

SECRET = "tulsi-chai-41"


@pytest.fixture
def owner(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def account(owner: Program) -> str:
    return str(owner.get("/mail_addresses").json()["items"][0]["id"])


def mailbox_for(account: str, **more: Any) -> dict[str, Any]:
    return {"account_id": account, "host": "imap.example.in", "user": "help", "password": SECRET, **more}


def test_a_mailbox_is_added_paused_moved_and_forgotten(owner: Program, account: str, desk: Desk) -> None:
    made = owner.post("/mailboxes", mailbox_for(account))
    at = f"/mailboxes/{made.json()['id']}"
    assert (made.status_code, made.json()["state"]) == (HTTPStatus.CREATED, "connecting")
    assert owner.post("/mailboxes", mailbox_for(account)).status_code == HTTPStatus.CONFLICT
    assert owner.post(f"{at}/pause").json()["state"] == "paused"
    assert owner.post(f"{at}/resume").json()["state"] == "connecting"
    early = owner.post(f"{at}/begin", {"since": None})
    assert early.status_code == HTTPStatus.CONFLICT
    with store_scope(desk.store_id):
        Mailbox.objects.update(state=Mailbox.State.CHOOSING)
    assert owner.post(f"{at}/begin", {"since": "2026-08-01"}).json()["state"] == "watching"
    assert owner.ask("PATCH", at, {"reads_sent": True}).json()["reads_sent"] is True
    untold = owner.ask("PATCH", at, {"host": "imap.elsewhere.example"})
    assert untold.json()["errors"][0]["pointer"] == "#/password"
    moved = owner.ask("PATCH", at, {"host": "imap.elsewhere.example", "password": SECRET})
    assert moved.json()["host"] == "imap.elsewhere.example"
    assert owner.ask("DELETE", at).status_code == HTTPStatus.NO_CONTENT
    assert owner.get("/mailboxes").json()["items"] == []


def test_a_way_out_is_tried_before_it_is_used(owner: Program, account: str) -> None:
    new = {"account_id": account, "host": "smtp.example.in", "user": "help", "password": SECRET}
    made = owner.post("/ways_out/server", new)
    at = f"/ways_out/{made.json()['id']}"
    assert (made.status_code, made.json()["state"], made.json()["is_used"]) == (201, "trying", False)
    assert owner.get(at).json() == made.json()
    untried = owner.post(f"/mail_addresses/{account}/use_way", {"way_id": made.json()["id"]})
    assert untried.status_code == HTTPStatus.CONFLICT
    back = owner.post(f"/mail_addresses/{account}/use_way", {"way_id": None})
    assert [each["is_used"] for each in back.json()["items"]] == [False]
    assert owner.ask("DELETE", at).status_code == HTTPStatus.NO_CONTENT


def test_no_secret_comes_out_again(owner: Program, account: str) -> None:
    key = {"Idempotency_Key": "once"}
    answers = [
        owner.post("/mailboxes", mailbox_for(account), **key),
        owner.post("/mailboxes", mailbox_for(account), **key),
        owner.post("/ways_out/brevo", {"account_id": account, "key": SECRET}),
        owner.post("/ways_out/server", {"account_id": account, "host": "x", "user": "", "password": SECRET}),
        owner.get("/mailboxes"),
        owner.get("/ways_out"),
    ]
    assert not any(SECRET in answer.content.decode() for answer in answers)


def test_a_domain_is_told_and_its_keys_are_made(owner: Program, account: str) -> None:
    address = owner.get(f"/mail_addresses/{account}").json()["address"]
    at = f"/mail_domains/{address.partition('@')[2]}"
    assert {each["kind"] for each in owner.get(at).json()["records"]} == {"spf", "dmarc", "mx"}
    made = owner.post(f"{at}/keys").json()["records"]
    assert any("p=" in each["wanted"] for each in made)
    assert owner.post(f"{at}/check").json()["is_checking"] is True
    assert owner.get("/mail_domains/elsewhere.example").status_code == HTTPStatus.NOT_FOUND


def test_what_came_in_is_listed_and_a_sender_is_kept_out(owner: Program, conversation: UUID) -> None:
    (came,) = owner.get("/arrivals?state=accepted").json()["items"]
    assert (came["conversation_id"], came["state"]) == (str(conversation), "accepted")
    assert owner.get(f"/arrivals/{came['id']}").json() == came
    assert owner.get("/arrivals?state=failed").json()["items"] == []
    for day in ("0001-01-01", "9999-12-31"):
        assert owner.get(f"/arrivals?day={day}").json()["items"] == []
    assert owner.post(f"/arrivals/{came['id']}/read_again").status_code == HTTPStatus.CONFLICT
    rule = owner.post("/sender_rules", {"kind": "block", "sender": "@spam.example"}).json()
    assert owner.get("/sender_rules").json()["items"] == [rule]
    assert owner.ask("DELETE", f"/sender_rules/{rule['id']}").status_code == HTTPStatus.NO_CONTENT
    assert owner.get("/suppressed_addresses").json()["items"] == []


def test_one_chooses_what_one_hears(program: Program) -> None:
    wish = {
        "kinds": {"chat": ["sound", "push"]},
        "quiet": "times",
        "quiet_from": "21:00",
        "quiet_to": "08:30",
    }
    kept = program.ask("PUT", "/me/hearing", wish)
    heard = {kind: ways for kind, ways in kept.json()["kinds"].items() if ways}
    assert {**kept.json(), "kinds": heard} == {**wish, "digest": "off", "shows_words": False}
    assert program.get("/me/hearing").json() == kept.json()
    refused = program.ask("PUT", "/me/hearing", {**wish, "quiet_to": None})
    assert refused.json()["errors"][0]["pointer"] == "#/quiet_from"


def test_mail_servers_are_believed_by_name(owner: Program, account: str) -> None:
    path = f"/mail_addresses/{account}/trust"
    kept = owner.post(path, {"trusts": ["mx.example.in"], "is_behind_server": True}).json()
    assert (kept["trusts"], kept["is_behind_server"]) == (["mx.example.in"], True)
    refused = owner.post(path, {"trusts": ["not a name!"], "is_behind_server": True})
    assert refused.json()["errors"][0]["pointer"] == "#/trusts"
