"""A shop that chats, and another one."""

from __future__ import annotations

import pytest

from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor


@pytest.fixture
def chat() -> Chat:
    return make_chat()


@pytest.fixture
def visitor(chat: Chat) -> Widget:
    return writing_visitor(chat)
