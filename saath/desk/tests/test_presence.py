"""A tab says where it is: who may, what comes of it, and that nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk
from saath.desk.views import presence
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.timeline.live.presence import AnySign, Sign, hear_no_more, hear_with

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
ADDRESS = "/desk/presence/"


@pytest.fixture
def heard() -> Iterator[list[AnySign]]:
    """Return what a hub of this process hears."""
    signs: list[AnySign] = []
    hear_with(signs.append)
    yield signs
    hear_no_more(signs.append)


def test_a_colleague_is_heard_reading_writing_and_leaving(
    colleague: Client, desk: Desk, conversation: Conversation, heard: list[AnySign]
) -> None:
    at = str(conversation.public_id)
    for doing in ("reads", "writes", "left"):
        assert colleague.post(ADDRESS, {"tab": "a1", "at": at, "doing": doing}).status_code == 204
    who = str(desk.member.public_id)
    assert heard == [
        Sign(desk.store_id, who, "a1", at),
        Sign(desk.store_id, who, "a1", at, is_writing=True),
        Sign(desk.store_id, who, "a1", is_here=False),
    ]


def test_a_reader_is_seen_and_sees(desk: Desk, conversation: Conversation, heard: list[AnySign]) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    assert reader.post(ADDRESS, {"tab": "a1", "at": str(conversation.public_id)}).status_code == 204
    assert len(heard) == 1
    assert desk.member.display_name in reader.get(ADDRESS).content.decode()


def test_an_outsider_is_neither_seen_nor_sees(
    desk: Desk, conversation: Conversation, heard: list[AnySign]
) -> None:
    other = make_desk("other", "hello@other.test", "arjun@example.com")
    outsider = browser_of(other.member, desk.shop)
    assert outsider.get(ADDRESS).status_code == 404
    assert outsider.post(ADDRESS, {"tab": "a1"}).status_code == 404
    theirs = browser_of(other.member, other.shop)
    assert theirs.post(ADDRESS, {"tab": "a1", "at": str(conversation.public_id)}).status_code == 404
    assert heard == []


@pytest.mark.parametrize("sign", [{}, {"tab": "x" * 41}, {"tab": "a/b"}, {"tab": "a", "at": "nowhere"}])
def test_nonsense_is_refused(colleague: Client, heard: list[AnySign], sign: dict[str, str]) -> None:
    assert colleague.post(ADDRESS, sign).status_code == 400
    assert heard == []


def test_a_conversation_that_is_not_there_is_not_told(colleague: Client, heard: list[AnySign]) -> None:
    assert colleague.post(ADDRESS, {"tab": "a1", "at": str(uuid4())}).status_code == 404
    assert heard == []


def test_a_sign_of_life_writes_nothing(colleague: Client, conversation: Conversation) -> None:
    sign = {"tab": "a1", "at": str(conversation.public_id), "doing": "writes"}
    colleague.post(ADDRESS, sign)
    with CaptureQueriesContext(connection) as captured:
        colleague.post(ADDRESS, sign)
    asked = [query["sql"] for query in captured.captured_queries]
    assert not [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len([sql for sql in asked if "SELECT" in sql]) <= 4


def test_a_script_gone_wild_is_stopped(
    colleague: Client, monkeypatch: pytest.MonkeyPatch, heard: list[AnySign]
) -> None:
    monkeypatch.setattr(presence, "SIGNS_A_MINUTE", 1)
    answers = [colleague.post(reverse("desk:presence"), {"tab": "a1"}).status_code for _ in range(2)]
    assert answers == [204, 429]
    assert len(heard) == 1
