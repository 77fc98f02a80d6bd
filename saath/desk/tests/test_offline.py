"""Which answers of the staff host a browser may keep, and which ones empty what it kept."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk
from saath.stores.tests.builders import browser_of, make_person
from saath.ui.reading import NOBODY, READER_HEADER

pytestmark = pytest.mark.django_db


def thread_of(conversation: Conversation) -> str:
    return f"/desk/now/{conversation.public_id}/"


def test_lists_and_conversations_are_kept_under_the_seat_of_who_reads(
    desk: Desk, colleague: Client, conversation: Conversation
) -> None:
    for address in ("/desk/now/", "/desk/now/below/", thread_of(conversation)):
        assert colleague.get(address)[READER_HEADER] == str(desk.member.public_id)


def test_nothing_else_is_kept(colleague: Client) -> None:
    assert READER_HEADER not in colleague.get("/settings/you/")
    assert READER_HEADER not in colleague.get("/desk/find/")


def test_an_outsider_and_a_stranger_empty_what_was_kept(desk: Desk, conversation: Conversation) -> None:
    outsider, stranger = make_person("outside@elsewhere.example"), None
    for browser in (browser_of(outsider, desk.shop), browser_of(stranger, desk.shop)):
        response = browser.get(thread_of(conversation))
        assert response.status_code in (HTTPStatus.FOUND, HTTPStatus.NOT_FOUND)
        assert response[READER_HEADER] == NOBODY
