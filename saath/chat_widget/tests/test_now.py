"""What a widget is told of the moment: truly, in its language, cheaply, and its own place only by its own token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.chats.actions.presenting import limit_chat
from saath.chats.availability import forget_availability
from saath.chats.tests.builders import Chat, Widget, writing_visitor
from saath.chats.tests.presence import desk_open
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
OPEN = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)
NIGHT = datetime(2037, 11, 23, 17, 0, tzinfo=UTC)


def test_it_is_live_by_name_while_somebody_is_there(chat: Chat) -> None:
    widget = Widget(chat.host)
    with time_machine.travel(OPEN, tick=False), desk_open(chat.desk.member):
        told = widget.get("now", lang="en").json()
    assert (told["is_live"], told["is_on"]) == (True, True)
    assert [person["name"] for person in told["people"]] == [chat.desk.member.display_name]
    assert told["people"][0].keys() == {"name", "face", "hue"}
    assert told["hours"] == ["Mon–Sat 10:00 to 19:00"]
    assert told["limits"]["files"] == 5


@pytest.mark.parametrize(
    ("language", "answers", "opens"),
    [
        ("en", "We answer by 10:05 tomorrow.", "We open at 10:00 tomorrow."),
        ("hi", "कल सुबह 10:05 बजे तक आपको जवाब मिल जाएगा।", "हम कल सुबह 10 बजे खुलेंगे।"),
        ("gu", "કાલે સવારે 10:05 વાગ્યા સુધીમાં તમને જવાબ મળી જશે.", "અમે કાલે સવારે 10 વાગ્યાથી ખુલ્લા છીએ."),
    ],
)
def test_at_night_it_says_when_somebody_answers_and_names_nobody(
    chat: Chat, language: str, answers: str, opens: str
) -> None:
    with time_machine.travel(NIGHT, tick=False), desk_open(chat.desk.member):
        told = Widget(chat.host).get("now", lang=language).json()
    assert (told["is_live"], told["people"]) == (False, [])
    assert (told["answers_by"], told["opens"]) == (answers, opens)
    assert told["opens_at"] == "2037-11-24T04:30:00+00:00"
    assert told["answers_at"] == "2037-11-24T04:35:00+00:00"


def test_without_anybody_it_is_never_live(chat: Chat) -> None:
    with time_machine.travel(OPEN, tick=False):
        forget_availability()
        told = Widget(chat.host).get("now").json()
    assert (told["is_live"], told["people"], told["opens_at"]) == (False, [], None)


def test_a_place_in_the_queue_is_told_to_whom_it_belongs(chat: Chat) -> None:
    with store_scope(chat.store_id):
        limit_chat(TEST, chats_each=2, longest_wait_seconds=300)
    with time_machine.travel(OPEN, tick=False) as clock, desk_open(chat.desk.member):
        first = writing_visitor(chat)
        clock.shift(timedelta(seconds=5))
        second = writing_visitor(chat)
        forget_availability()
        places = [each.get("now").json()["queue_place"] for each in (first, second, Widget(chat.host))]
    assert places == [1, 2, 3]


def test_asking_again_costs_the_look_at_the_settings_alone(chat: Chat) -> None:
    widget = Widget(chat.host)
    with time_machine.travel(OPEN, tick=False), desk_open(chat.desk.member):
        first = _statements(widget)
        again = _statements(widget)
    assert first <= 14
    assert again <= 3


def test_history_makes_it_no_dearer(chat: Chat) -> None:
    widget = Widget(chat.host)
    with time_machine.travel(OPEN, tick=False), desk_open(chat.desk.member):
        few = _statements(widget)
        for _each in range(8):
            writing_visitor(chat)
        forget_availability()
        assert _statements(widget) <= few


def _statements(widget: Widget) -> int:
    with CaptureQueriesContext(connection) as told:
        assert widget.get("now", lang="en").status_code == 200
    return len(told)
