"""A shop that chats, and another one."""

from __future__ import annotations

import pytest

from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.core import ratelimit


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """Let no test wait for what another one asked: the next shop may bear the same number."""
    ratelimit._memory._counts.clear()


@pytest.fixture
def chat() -> Chat:
    return make_chat()


@pytest.fixture
def visitor(chat: Chat) -> Widget:
    return writing_visitor(chat)
