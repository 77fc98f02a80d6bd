"""Whether the chat is live: by hours, by who is there, by what they have to do, and never by a guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from saath.chats.actions.presenting import limit_chat
from saath.chats.actions.settings import switch_chat
from saath.chats.actions.staffing import keep_pace
from saath.chats.availability import Availability, availability, forget_availability
from saath.chats.availability_rules import Pace, Standing
from saath.chats.models import ChatSettings
from saath.chats.tests.builders import Chat, moved_here, writing_visitor
from saath.chats.tests.presence import desk_open
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation
from saath.core.tests.push_service import Browser
from saath.stores.actions.away import go_away, take_chats
from saath.stores.actions.settings import add_holiday, set_hours
from saath.stores.hours import ALWAYS_OPEN
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, actor_with, make_colleague, make_shop
from saath.team.actions.hearing import add_device, choose_hearing
from saath.team.rules import Kind, Wish
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# Monday, 11:00 in India; the shop is open from 10 to 19.
OPEN = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)
NIGHT = datetime(2037, 11, 23, 17, 0, tzinfo=UTC)


def stand(chat: Chat, conversation: Conversation | None = None) -> Availability:
    forget_availability()
    with store_scope(chat.store_id):
        settings = ChatSettings.objects.select_related("store", "account").get()
        return availability(settings, conversation_id=conversation.pk if conversation else None)


def at_once(chat: Chat, *, chats_each: int, longest_wait_seconds: int = 300) -> None:
    with store_scope(chat.store_id):
        limit_chat(TEST, chats_each=chats_each, longest_wait_seconds=longest_wait_seconds)


@time_machine.travel(OPEN, tick=False)
def test_it_is_live_while_somebody_who_answers_has_the_desk_open(chat: Chat) -> None:
    assert stand(chat).standing == Standing.NOBODY
    with desk_open(chat.desk.member):
        now = stand(chat)
    assert now.is_live
    assert [member.pk for member in now.people] == [chat.desk.member.pk]
    assert (now.queue_place, now.usual_wait_seconds, now.expected_wait_seconds) == (None, None, None)
    assert stand(chat).people == ()


@time_machine.travel(OPEN, tick=False)
def test_who_has_saath_open_elsewhere_counts_where_a_push_reaches_them(chat: Chat) -> None:
    member = chat.desk.member
    with desk_open(near=[member]):
        assert stand(chat).standing == Standing.NOBODY
        with store_scope(chat.store_id):
            device = add_device(
                actor_of(member), endpoint="https://push.example/1", **Browser().keys, label="Firefox"
            )
        assert stand(chat).is_live
        with store_scope(chat.store_id):
            choose_hearing(actor_of(member), wish=Wish(kinds={Kind.CHAT.value: ["sound"]}))
        assert stand(chat).standing == Standing.NOBODY
    with store_scope(chat.store_id):
        choose_hearing(actor_of(member), wish=Wish())
        assert device.pk
    assert stand(chat).standing == Standing.NOBODY  # a telephone alone says of nobody that they are at work


@time_machine.travel(OPEN, tick=False)
def test_who_answers_nobody_and_who_works_elsewhere_do_not_make_it_live(chat: Chat) -> None:
    reader = make_colleague(chat.desk.shop, "hemal@example.com", Role.READER)
    stranger = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    with desk_open(reader), desk_open(stranger):
        assert stand(chat).standing == Standing.NOBODY


@time_machine.travel(OPEN, tick=False)
def test_who_takes_no_chats_or_is_away_is_not_counted(chat: Chat) -> None:
    member = chat.desk.member
    with desk_open(member):
        with store_scope(chat.store_id):
            take_chats(actor_with(member), member, is_taking=False)
        assert stand(chat).standing == Standing.NOBODY
        with store_scope(chat.store_id):
            take_chats(actor_with(member), member, is_taking=True)
            until = OPEN + timedelta(hours=1)
            go_away(actor_with(member), member, since=OPEN - timedelta(hours=1), until=until, stand_in=None)
        assert stand(chat).standing == Standing.NOBODY


def test_outside_the_hours_it_says_when_it_opens_and_answers(chat: Chat) -> None:
    with desk_open(chat.desk.member), time_machine.travel(NIGHT, tick=False):
        now = stand(chat)
        assert (now.standing, now.people) == (Standing.CLOSED, ())
        assert now.opens_at == datetime(2037, 11, 24, 4, 30, tzinfo=UTC)
        assert now.answers_by == datetime(2037, 11, 24, 4, 35, tzinfo=UTC)
        with store_scope(chat.store_id):
            add_holiday(TEST, date=datetime(2037, 11, 24, tzinfo=UTC).date(), name="Dev Diwali")
        assert stand(chat).opens_at == datetime(2037, 11, 25, 4, 30, tzinfo=UTC)
        with store_scope(chat.store_id):
            set_hours(TEST, week=ALWAYS_OPEN)
        assert stand(chat).is_live


@time_machine.travel(OPEN, tick=False)
def test_it_is_off_unless_switched_on(chat: Chat) -> None:
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    with desk_open(chat.desk.member):
        assert stand(chat).standing == Standing.OFF


@time_machine.travel(OPEN, tick=False)
def test_who_has_as_many_chats_as_they_can_take_gets_no_more_until_one_is_solved(chat: Chat) -> None:
    at_once(chat, chats_each=1)
    writing_visitor(chat)
    with desk_open(chat.desk.member):
        assert stand(chat).standing == Standing.FULL  # one waits for the only place
        with store_scope(chat.store_id):
            reply(chat.desk.actor, chat.conversation(), text="On its way.", client_key="first-1")
        assert stand(chat).standing == Standing.FULL  # and now has it
        with store_scope(chat.store_id):
            solve_conversation(chat.desk.actor, chat.conversation())
        assert stand(chat).is_live


def test_a_chat_in_which_nobody_says_anything_more_takes_up_nobody(chat: Chat) -> None:
    at_once(chat, chats_each=1)
    with desk_open(chat.desk.member):
        with time_machine.travel(OPEN, tick=False), store_scope(chat.store_id):
            writing_visitor(chat)
            reply(chat.desk.actor, chat.conversation(), text="On its way.", client_key="first-1")
        with time_machine.travel(OPEN + timedelta(minutes=9), tick=False):
            assert stand(chat).standing == Standing.FULL
        with time_machine.travel(OPEN + timedelta(minutes=11), tick=False):
            assert stand(chat).is_live


def test_the_place_in_the_queue_is_ones_own_and_the_wait_is_said_from_what_happened(chat: Chat) -> None:
    at_once(chat, chats_each=1, longest_wait_seconds=900)
    with store_scope(chat.store_id):
        keep_pace(TEST, pace=Pace(first_answer_seconds=40, handling_seconds=300))
    with desk_open(chat.desk.member), time_machine.travel(OPEN, tick=False) as clock:
        writing_visitor(chat)
        clock.shift(5)
        writing_visitor(chat)
        with store_scope(chat.store_id):
            first, second = Conversation.objects.order_by("id")
        assert stand(chat, first).queue_place == 1
        mine, new = stand(chat, second), stand(chat)
        assert (mine.queue_place, mine.expected_wait_seconds) == (2, 360)
        assert (new.queue_place, new.expected_wait_seconds, new.usual_wait_seconds) == (3, 660, 60)
        assert new.is_live
        at_once(chat, chats_each=1, longest_wait_seconds=600)
        assert stand(chat).standing == Standing.TOO_LONG
        with store_scope(chat.store_id):
            first.refresh_from_db()
            reply(chat.desk.actor, first, text="Here I am.", client_key="first-1")
        assert stand(chat, first).queue_place is None


@time_machine.travel(OPEN, tick=False)
def test_a_conversation_by_mail_counts_while_it_goes_on_in_the_chat(chat: Chat) -> None:
    at_once(chat, chats_each=1)
    conversation, visitor = moved_here(chat)
    with desk_open(chat.desk.member):
        assert stand(chat).is_live
        visitor.write("I am here now")
        assert stand(chat).standing == Standing.FULL
        with store_scope(chat.store_id):
            conversation.refresh_from_db()
            solve_conversation(chat.desk.actor, conversation)
        assert stand(chat).is_live


@time_machine.travel(OPEN, tick=False)
def test_it_reads_the_database_once_in_a_few_seconds_however_much_was_said(
    chat: Chat, django_assert_max_num_queries: object
) -> None:
    settings = _settings(chat)
    with desk_open(chat.desk.member), store_scope(chat.store_id):
        with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's
            assert availability(settings).is_live
        with django_assert_max_num_queries(0):  # type: ignore[operator]  # pytest-django's
            assert availability(settings).is_live


def _settings(chat: Chat) -> ChatSettings:
    with store_scope(chat.store_id):
        return ChatSettings.objects.select_related("store", "account").get()


def test_who_leaves_is_gone_at_once_though_the_rest_is_kept(chat: Chat) -> None:
    settings, member = _settings(chat), chat.desk.member
    arjun: Member = make_colleague(chat.desk.shop, "arjun@example.com")
    with time_machine.travel(OPEN, tick=False), store_scope(chat.store_id):
        with desk_open(member, arjun):
            assert len(availability(settings).people) == 2
        assert availability(settings).standing == Standing.NOBODY
