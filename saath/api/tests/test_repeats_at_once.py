"""Whatever comes at once under the same keys, from several threads: each key does one thing, and answers it to all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from hypothesis import strategies as st

from saath.api.tests.builders import Program, program_at
from saath.conversations.models import Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.tenancy.scope import store_scope
from tests.fuzz.dose import doses, holds_for

pytestmark = pytest.mark.django_db(transaction=True)
Asked = tuple[str, str, str]
ASKED = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["One", "Two"]), st.sampled_from(["reply", "notes"])
)


@doses
def test_each_key_does_one_thing_and_answers_it_to_all(dose: int, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        path = f"/conversations/{only_conversation().public_id}"
    token = program_at(desk).token

    def ask_all(asked: list[Asked]) -> None:
        run, before = uuid4().hex, said(desk)
        together = Barrier(len(asked))

        def ask(each: Asked) -> tuple[Asked, int, bytes]:
            key, text, verb = each
            try:
                together.wait()
                answer = Program(desk.shop.host, token).post(
                    f"{path}/{verb}", {"text": text}, Idempotency_Key=f"{run}-{key}"
                )
                return each, answer.status_code, answer.content
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(asked)) as threads:
            answers = list(threads.map(ask, asked))
        done = said(desk) - before
        check(asked, answers, done)

    holds_for(ask_all, st.lists(ASKED, min_size=2, max_size=6), dose=dose, examples=8)


def check(asked: list[Asked], answers: list[tuple[Asked, int, bytes]], done: int) -> None:
    """Hold that each key was worked on once, and that only what is the same gets the same answer."""
    assert done == len({key for key, _text, _verb in asked})
    for key in {key for key, _text, _verb in asked}:
        of_key = [(what, status, body) for what, status, body in answers if what[0] == key]
        made = {(what, body) for what, status, body in of_key if status == HTTPStatus.CREATED}
        assert len(made) == 1, of_key
        ((first, _body),) = made
        refused = [status for what, status, _answer in of_key if what != first]
        assert {*refused} <= {HTTPStatus.UNPROCESSABLE_ENTITY}, of_key
        assert all(status == HTTPStatus.CREATED for what, status, _answer in of_key if what == first), of_key


def said(desk: Desk) -> int:
    """Return how much was answered and noted so far."""
    with store_scope(desk.store_id):
        return Message.objects.exclude(direction="in").count()
