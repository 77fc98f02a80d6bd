"""Amends for missed promises by the API."""

from __future__ import annotations

from http import HTTPStatus

import time_machine

from saath.api.tests.builders import program_of
from saath.conversations.tests.builders import Desk
from saath.orders.tests.builders import make_platform, order_data, take
from saath.promises.amends.tests.test_making import LATE, decide, made, miss
from saath.promises.reminders.tests.builders import trusting, written
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope


def test_amends_are_decided_and_codes_added(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    wanted = {
        "modes": {"first_answer": "send"}, "gift": "codes", "case_minor": 10_000, "month_minor": 90_000,
        "signed_by_id": str(desk.member.public_id),
    }  # fmt: skip
    answer = owner.ask("PUT", "/amends/settings", wanted)
    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["modes"]["solution"] == "off"
    assert answer.json()["signed_by_id"] == wanted["signed_by_id"]
    assert owner.post("/amends/codes", {"codes": ["A-1", "A-2", "A-1"]}).json() == {"added": 2}
    assert owner.get("/amends/settings").json()["free_codes"] == 2
    assert (
        owner.post("/amends/codes", {"codes": ["two words"]}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    )


def test_amends_are_made_in_a_currency_in_which_customers_pay(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    with store_scope(desk.store_id):
        take(make_platform(), order_data(currency="USD"))
    wanted = {"modes": {}, "gift": "codes", "case_minor": 500, "month_minor": 9_000}
    assert owner.ask("PUT", "/amends/settings", wanted).json()["currency"] == "USD"
    assert owner.ask("PUT", "/amends/settings", wanted | {"currency": "INR"}).json()["currency"] == "INR"
    assert owner.ask("PUT", "/amends/settings", wanted).json()["currency"] == "INR"
    refused = owner.ask("PUT", "/amends/settings", wanted | {"currency": "JPY"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "currency" in str(refused.json())


def test_what_is_prepared_is_sent_once(desk: Desk) -> None:
    trusting(desk)
    decide(desk, mode="prepare")
    written()
    miss()
    with time_machine.travel(LATE, tick=False):
        program = program_of(desk.member, desk.shop)
        listed = program.get("/amends").json()["items"]
        [prepared] = [each for each in listed if each["id"] == str(made(desk)[-1].public_id)]
        assert prepared["state"] == "prepared"
        sent = program.post(f"/amends/{prepared['id']}/send", {})
        assert (sent.status_code, sent.json()["state"]) == (HTTPStatus.OK, "sent")
        assert sent.json()["cost"] == {"amount": 10_000, "currency": "INR"}
        assert program.post(f"/amends/{prepared['id']}/drop", {}).status_code == HTTPStatus.CONFLICT
