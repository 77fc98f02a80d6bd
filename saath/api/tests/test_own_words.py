"""What Saath says by itself, decided and taken back by the API."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import time_machine

from saath.api.tests.builders import program_of
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

KINDS = "/own_words/kinds"


def test_a_kind_is_decided(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    assert [each["is_on"] for each in owner.get(KINDS).json()["items"]] == [False, False, False]
    words = {"en": "{shop} {reference} {day}"}
    sent = {"is_on": True, "times": {"remind_times": 2}, "texts": words}
    decided = owner.ask("PUT", f"{KINDS}/reminder", sent)
    assert decided.status_code == HTTPStatus.OK
    assert decided.json()["times"] == {"remind_after_days": 3, "remind_times": 2}
    assert decided.json()["texts"]["en"] == words["en"]
    for wrong in ({"is_on": True, "times": {"remind_times": 9}}, {"is_on": True, "times": {"magic": 9}},
                  {"is_on": True, "texts": {"en": "nothing"}}):  # fmt: skip
        assert owner.ask("PUT", f"{KINDS}/reminder", wrong).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_closing_is_listed_and_taken_back_once(desk: Desk) -> None:
    trusting(desk)
    let_speak(desk, "closing", at=NOON - timedelta(days=1))
    written()
    with store_scope(desk.store_id):
        answered(desk, Conversation.objects.latest("pk"))
    look(desk, after(days=7.1))
    with time_machine.travel(after(days=8), tick=False):
        program = program_of(desk.member, desk.shop)
        [word] = program.get("/own_words").json()["items"]
        assert (word["kind"], word["days"], word["undone_at"]) == ("closing", 7, None)
        told = program.get(f"/messages/{word['message_id']}").json()
        assert told["automatic_why"] == "closing"
        undone = program.post(f"/own_words/{word['id']}/undo", {})
        assert undone.status_code == HTTPStatus.OK
        assert undone.json()["undone_at"] is not None
        assert program.get(f"/conversations/{word['conversation_id']}").json()["state"] == "pending"
        assert program.post(f"/own_words/{word['id']}/undo", {}).status_code == HTTPStatus.CONFLICT
