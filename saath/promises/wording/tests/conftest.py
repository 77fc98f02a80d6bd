"""A shop with a mail address and one colleague."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk, make_desk


@pytest.fixture
def desk() -> Desk:
    return make_desk()
