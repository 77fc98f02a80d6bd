"""A conversation that a form holds from the start is read once."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.triage import locked
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import hold_conversation
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation
from saath.core.errors import Forbidden, NotFound
from saath.core.ids import new_public_id
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = pytest.mark.django_db


def test_what_is_held_is_taken_over_once_and_then_read_as_it_is() -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id), write_transaction():
        held = hold_conversation(desk.actor, only_conversation().public_id)
        with CaptureQueriesContext(connection) as captured:
            assert locked(held) is held
        assert len(captured) == 0
        Conversation.objects.update(subject="changed since")
        again = locked(held)
        assert again is not held
        assert again.subject == "changed since"


@pytest.mark.django_db(transaction=True)
def test_what_another_transaction_held_is_read_anew() -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        with write_transaction():
            held = hold_conversation(desk.actor, only_conversation().public_id)
        Conversation.objects.update(subject="changed since")
        with write_transaction():
            assert locked(held).subject == "changed since"


def test_nobody_holds_what_they_may_not_read_or_what_is_not_there() -> None:
    desk = make_desk()
    with store_scope(desk.store_id), write_transaction():
        with pytest.raises(NotFound):
            hold_conversation(desk.actor, new_public_id())
        with pytest.raises(Forbidden):
            hold_conversation(dataclasses.replace(desk.actor, verbs=frozenset()), new_public_id())
