"""A program moves a shop in from another help desk."""

from __future__ import annotations

import pytest

from saath.api.tests.builders import Program, program_of
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk, work
from saath.imports.tests.builders import lines_of, zendesk_ticket
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def program(desk: Desk) -> Program:
    return program_of(make_colleague(desk.shop, "lead@example.in", Role.MANAGER), desk.shop)


def test_a_program_brings_an_export_checks_it_and_has_it_come_in(desk: Desk, program: Program) -> None:
    octets = lines_of([zendesk_ticket(), zendesk_ticket(2, status="hold")])
    begun = program.ask("POST", "/imports?name=export.json", octets)
    assert begun.status_code == 201, begun.content
    here = f"/imports/{begun.json()['id']}"
    assert program.post(f"{here}/bring-in").status_code == 409
    work()
    looked = program.get(here).json()
    assert (looked["source"], looked["state"], looked["total"]) == ("zendesk", "looked", 2)
    assert looked["choices"]["statuses"] == {"closed": "solved", "hold": "pending"}
    me = str(desk.member.public_id)
    chosen = {"agents": {"9001": me}, "statuses": {"hold": "out"}}
    assert program.post(f"{here}/check", chosen).status_code == 200
    work()
    assert program.post(f"{here}/bring-in", Idempotency_Key="a").status_code == 200
    work()
    done = program.get(here).json()
    assert (done["state"], done["new"], done["out"], done["percent"]) == ("done", 1, 1, 100)
    with store_scope(desk.store_id):
        assert Conversation.objects.get().assignee_id == desk.member.pk
    assert program.get("/imports").json()["items"][0]["id"] == done["id"]
    assert program.get(f"{here}/remarks").json() == {"items": [], "next_cursor": None}
    assert program.post(f"{here}/pause").json()["state"] == "done"
    assert program.post(f"{here}/resume").json()["state"] == "done"


def test_what_is_no_export_and_who_may_not_are_refused(desk: Desk, program: Program) -> None:
    assert program.ask("POST", "/imports?name=a.json", b"{}").status_code == 422
    assert program.post("/imports", {"a": 1}).status_code == 415
    begun = program.ask("POST", "/imports?name=a.json", lines_of([zendesk_ticket()])).json()
    plain = program_of(desk.member, desk.shop)
    assert plain.get(f"/imports/{begun['id']}").status_code == 403
    other = make_shop("another", "Another")
    stranger = program_of(make_colleague(other, "boss@example.in", Role.OWNER), other)
    assert stranger.get(f"/imports/{begun['id']}").status_code == 404
    assert stranger.post(f"/imports/{begun['id']}/check", {}).status_code == 404
    narrow = program_of(make_colleague(desk.shop, "two@example.in", Role.MANAGER), desk.shop, {"orders:read"})
    assert narrow.get("/imports").status_code == 403
