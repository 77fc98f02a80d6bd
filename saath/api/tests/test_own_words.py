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

KINDS, TEXTS = "/own_words/kinds", "/own_words/texts"


def test_a_kind_is_decided(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    assert [each["is_on"] for each in owner.get(KINDS).json()["items"]] == [False, False, False]
    sent = {"is_on": True, "times": {"remind_times": 2}}
    decided = owner.ask("PUT", f"{KINDS}/reminder", sent)
    assert decided.status_code == HTTPStatus.OK
    assert decided.json()["times"] == {"remind_after_days": 3, "remind_times": 2}
    assert "texts" not in decided.json()
    for wrong in ({"is_on": True, "times": {"remind_times": 9}}, {"is_on": True, "times": {"magic": 9}},
                  {"is_on": True, "texts": {"en": "{shop} {reference} {day}"}}):  # fmt: skip
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


def test_texts_are_worded_as_long_as_a_page_lets_them_be_and_go_back_to_ours(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    texts = owner.get(TEXTS).json()["items"]
    assert [each["is_own"] for each in texts] == [False] * 9
    words = "{shop} {reference} {day} " + "sorry " * 300
    sent = {"texts": {"en": words}}
    worded = owner.ask("PUT", f"{TEXTS}/reminder", sent)
    assert worded.status_code == HTTPStatus.OK
    assert (worded.json()["is_own"], worded.json()["texts"]["en"]) == (True, words.strip())
    for address in (TEXTS, KINDS):
        assert owner.get(address).status_code == HTTPStatus.OK
    broken = owner.ask("PUT", f"{TEXTS}/reminder", {"texts": {"hi": "{shop} {reference"}})
    assert broken.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "texts" in str(broken.json())
    assert owner.ask("PUT", f"{TEXTS}/reminder", {"texts": {}}).json()["is_own"] is False
    colleague = program_of(desk.member, desk.shop)
    assert colleague.ask("PUT", f"{TEXTS}/reminder", sent).status_code == HTTPStatus.FORBIDDEN
    assert owner.ask("PUT", f"{TEXTS}/magic", sent).status_code in (
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
