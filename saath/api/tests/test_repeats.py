"""A write is done once per key, over the state that was read, and wholly or not at all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest

from saath.api.routes import messages
from saath.api.tests.builders import Program, program_at, program_of
from saath.conversations.models import Message
from saath.conversations.tests.builders import Desk
from saath.programs.models import KeptAnswer
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope


def answers(desk: Desk) -> list[str]:
    with store_scope(desk.store_id):
        return list(Message.objects.filter(direction="out").values_list("text", flat=True))


def test_the_same_key_does_it_once_and_answers_the_same(
    desk: Desk, program: Program, conversation: UUID
) -> None:
    path, body = f"/conversations/{conversation}/reply", {"text": "It leaves today."}
    first, second = (program.post(path, body, Idempotency_Key='"a-key"') for _each in range(2))
    assert first.status_code == second.status_code == HTTPStatus.CREATED
    assert (first.content, first["Location"], first["ETag"]) == (
        second.content,
        second["Location"],
        second["ETag"],
    )
    assert second["Idempotency-Replayed"] == "true"
    assert answers(desk) == ["It leaves today."]


def test_a_key_is_of_one_request_and_of_one_caller(desk: Desk, program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}/reply"
    program.post(path, {"text": "One"}, Idempotency_Key="k")
    other = program.post(path, {"text": "Two"}, Idempotency_Key="k")
    assert other.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert program_at(desk).post(path, {"text": "Two"}, Idempotency_Key="k").status_code == HTTPStatus.CREATED
    assert answers(desk) == ["One", "Two"]


def test_what_was_refused_is_not_kept(desk: Desk, program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}/reply"
    assert (
        program.post(path, {"text": ""}, Idempotency_Key="k").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    assert program.post(path, {"text": "Now"}, Idempotency_Key="k").status_code == HTTPStatus.CREATED


def test_what_breaks_leaves_nothing(desk: Desk, program: Program, conversation: UUID) -> None:
    path, body = f"/conversations/{conversation}/reply", {"text": "Half"}
    with patch.object(messages, "created", side_effect=RuntimeError), pytest.raises(RuntimeError):
        program.post(path, body, Idempotency_Key="k")
    assert answers(desk) == []
    with store_scope(desk.store_id):
        assert not KeptAnswer.objects.exists()


def test_who_decided_on_an_old_state_is_refused(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    read: Any = program.get(f"{path}?fields=id&include=messages")
    assert (
        program.post(f"{path}/assign", {"member_id": None}, If_Match=read["ETag"]).status_code
        == HTTPStatus.OK
    )
    program.post(f"{path}/solve", {})
    refused = program.post(f"{path}/reopen", If_Match=read["ETag"])
    assert refused.status_code == HTTPStatus.PRECONDITION_FAILED
    assert program.get(path).json()["state"] == "solved"
    assert program.post(f"{path}/reopen", If_Match="*").status_code == HTTPStatus.OK


def test_what_the_asker_has_is_not_sent_again(program: Program, conversation: UUID) -> None:
    path = f"/conversations/{conversation}"
    tag = program.get(path)["ETag"]
    assert program.get(path, If_None_Match=tag).status_code == HTTPStatus.NOT_MODIFIED
    program.post(f"{path}/solve", {})
    assert program.get(path, If_None_Match=tag).status_code == HTTPStatus.OK


def test_what_opens_something_is_not_kept_to_be_read(desk: Desk) -> None:
    owner = program_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    made = owner.post(
        "/connections", {"platform": "woocommerce", "account": "https://shop.example", "name": "Till"}
    ).json()
    told = [
        owner.post(f"/connections/{made['id']}/new-secret", {}, Idempotency_Key="k").json()["secret"]
        for _each in range(2)
    ]
    assert told[0] == told[1]
    with store_scope(desk.store_id):
        assert told[0] not in KeptAnswer.objects.get(key="k").body
