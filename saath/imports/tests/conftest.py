"""What tests of moving in share."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk, make_desk


@pytest.fixture
def desk() -> Desk:
    """A shop that receives mail."""
    return make_desk()
