"""The record of who was there: written by one of several processes, once a minute, only while there is a chat."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from saath.chats.actions.settings import switch_chat
from saath.chats.actions.staffing import record_look
from saath.chats.availability_rules import ENOUGH_CHATS
from saath.chats.models import ChatPace, StaffedSpell
from saath.chats.queries.staffing import staffed_days
from saath.chats.staffing.jobs import fold_every_pace
from saath.chats.staffing.looking import Lookout
from saath.chats.tests.builders import Chat, writing_visitor
from saath.chats.tests.presence import desk_open
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import work
from saath.core.clock import now
from saath.core.errors import Forbidden
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with, make_colleague, make_shop
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# The next day on which the shop is open: later than what a test prepares, and not so late that its audit would be purged.
OPEN = now().replace(hour=5, minute=30, second=0, microsecond=0) + timedelta(
    days=2 if now().weekday() == 5 else 1
)
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that a test moves."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def spells(chat: Chat) -> list[tuple[float, bool, bool]]:
    """Return seconds, posted and staffed of each spell that lasted, in order."""
    with store_scope(chat.store_id):
        rows = StaffedSpell.objects.order_by("ends_at", "id")
        return [
            (row.spell.seconds, row.is_posted, row.is_staffed) for row in rows if row.starts_at < row.ends_at
        ]


def look(chat: Chat, at: datetime, *, is_there: bool) -> None:
    seats = {str(chat.desk.member.public_id)} if is_there else set()
    with time_machine.travel(at, tick=False), store_scope(chat.store_id):
        record_look(TEST, seats=seats)


@pytest.fixture
def opened(chat: Chat) -> Chat:
    """A shop that has switched its chat on at the moment from which these tests count."""
    with time_machine.travel(OPEN, tick=False), store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
        switch_chat(TEST, is_on=True)
    return chat


def test_one_row_grows_while_nothing_changes(opened: Chat) -> None:
    for minute in range(1, 31):
        look(opened, OPEN + minute * MINUTE, is_there=True)
    assert spells(opened) == [(1800, True, True)]
    look(opened, OPEN + 31 * MINUTE, is_there=False)
    assert spells(opened) == [(1800, True, True), (60, True, False)]


def test_a_second_look_within_the_minute_writes_nothing(opened: Chat) -> None:
    look(opened, OPEN + MINUTE, is_there=True)
    look(opened, OPEN + MINUTE + timedelta(seconds=20), is_there=False)
    assert spells(opened) == [(60, True, True)]


def test_while_it_is_off_nothing_is_promised_and_nothing_recorded(opened: Chat) -> None:
    look(opened, OPEN + MINUTE, is_there=True)
    with time_machine.travel(OPEN + 2 * MINUTE, tick=False), store_scope(opened.store_id):
        switch_chat(TEST, is_on=False)
    look(opened, OPEN + 20 * MINUTE, is_there=True)
    with time_machine.travel(OPEN + 60 * MINUTE, tick=False), store_scope(opened.store_id):
        switch_chat(TEST, is_on=True)
    look(opened, OPEN + 61 * MINUTE, is_there=True)
    assert spells(opened) == [(60, True, True), (60, True, True)]


def test_one_of_several_processes_looks_and_another_takes_over(opened: Chat) -> None:
    clock = Clock()
    first, second = Lookout(clock), Lookout(clock)
    with desk_open(opened.desk.member):
        for step in range(1, 10):
            clock.at = step * 20.0
            with time_machine.travel(OPEN + step * timedelta(seconds=20), tick=False):
                first.go()
                second.go()
        assert spells(opened) == [(140, True, True)]  # looked at 20, 80 and 140 seconds
        for step in range(10, 16):
            clock.at = step * 20.0
            with time_machine.travel(OPEN + step * timedelta(seconds=20), tick=False):
                second.go()
    assert [kind for _seconds, *kind in spells(opened)] == [[True, True]]
    assert spells(opened)[0][0] >= 240


def test_days_are_for_those_who_lead_the_shop(opened: Chat) -> None:
    for minute in range(1, 11):
        look(opened, OPEN + minute * MINUTE, is_there=minute > 4)
    owner = make_colleague(opened.desk.shop, "rukmini@example.com", Role.OWNER)
    other = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    with time_machine.travel(OPEN + timedelta(hours=1), tick=False):
        with store_scope(opened.store_id):
            days = staffed_days(actor_with(owner))
            with pytest.raises(Forbidden):
                staffed_days(opened.desk.actor)
        with store_scope(other.store.pk):
            assert staffed_days(actor_with(other)) == []
    assert [(day.posted_seconds, day.staffed_seconds, day.beside_seconds) for day in days] == [(600, 360, 0)]


def test_old_spells_go(opened: Chat) -> None:
    look(opened, OPEN + MINUTE, is_there=True)
    purge_expired(OPEN + timedelta(days=394))
    assert spells(opened)
    purge_expired(OPEN + timedelta(days=396))
    assert not spells(opened)


def test_the_pace_is_that_of_enough_chats_which_began_while_somebody_was_there(opened: Chat) -> None:
    at = OPEN
    for number in range(ENOUGH_CHATS + 3):
        at = OPEN + number * 3 * MINUTE
        with time_machine.travel(at, tick=False):
            writing_visitor(opened)
        look(opened, at + MINUTE, is_there=number > 2)
        with time_machine.travel(at + timedelta(seconds=45), tick=False), store_scope(opened.store_id):
            newest = Conversation.objects.select_related("account", "identity__customer").latest("id")
            reply(opened.desk.actor, newest, text="Here I am.", client_key=f"answer-{number}")
        with time_machine.travel(at + timedelta(seconds=105), tick=False), store_scope(opened.store_id):
            newest.refresh_from_db()
            solve_conversation(opened.desk.actor, newest)
        look(opened, at + 2 * MINUTE, is_there=number > 2)
        look(opened, at + 3 * MINUTE, is_there=number > 2)
        if number == ENOUGH_CHATS + 1:
            assert _folded(opened, at + 3 * MINUTE) is None
    found = _folded(opened, at + 3 * MINUTE)
    assert found is not None
    assert (found.first_answer_seconds, found.handling_seconds) == (45, 60)
    assert _folded(opened, OPEN + timedelta(days=20)) is None


def _folded(chat: Chat, at: datetime) -> ChatPace | None:
    with time_machine.travel(at, tick=False):
        fold_every_pace.enqueue()
        work()
        with store_scope(chat.store_id):
            return ChatPace.objects.first()
