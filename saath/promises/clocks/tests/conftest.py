"""What tests of clocks share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from saath.conversations.tests.builders import Desk, make_desk
from saath.promises.clocks.tests.builders import OPEN
from saath.tenancy.scope import store_scope


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is a Monday morning in open hours, until the test moves on."""
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    """A shop that receives mail, its store in scope."""
    found = make_desk()
    with store_scope(found.store_id):
        yield found
