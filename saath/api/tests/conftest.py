"""A shop with one conversation, and a program that may do whatever its colleague may."""

from __future__ import annotations

from uuid import UUID

import pytest

from saath.api.tests.builders import Program, program_at
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.tenancy.scope import store_scope


@pytest.fixture
def desk(db: None) -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def conversation(desk: Desk) -> UUID:
    with store_scope(desk.store_id):
        return only_conversation().public_id


@pytest.fixture
def program(desk: Desk) -> Program:
    return program_at(desk)
