"""A chat rings on every device that wants it, and on all of them it falls silent once somebody has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from pytest_django.fixtures import Settings

from saath.chats.tests.builders import Chat, writing_visitor
from saath.conversations.actions.reply import reply
from saath.conversations.actions.take import take_waiting
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.tests.builders import work
from saath.core.clock import now
from saath.core.tests.push_service import Browser, PushService, push_service
from saath.stores.actions.away import go_away, take_chats
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.team.push.jobs import KEPT_SECONDS_OF_RING
from saath.team.tests.test_telling import AWAKE, hears
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with push_service() as service:
        yield service


@pytest.fixture
def arjun(chat: Chat) -> Member:
    return make_colleague(chat.desk.shop, "arjun@example.com")


@pytest.fixture
def both(chat: Chat, arjun: Member, service: PushService) -> tuple[Browser, Browser]:
    with store_scope(chat.store_id):
        return hears(chat.desk.member, AWAKE, service), hears(arjun, AWAKE, service, "-of-arjun")


def pushed(service: PushService, *browsers: Browser) -> list[dict[str, object]]:
    """Return what these browsers were told, each message by whom it was for."""
    found = []
    for body in service.bodies:
        for browser in browsers:
            try:
                found.append(browser.open(body))
            except (InvalidTag, AssertionError):  # sealed for another one
                continue
    return found


def test_it_rings_for_all_and_falls_silent_for_the_others_when_one_takes_it(
    chat: Chat, both: tuple[Browser, Browser], service: PushService
) -> None:
    meera, arjun = both
    writing_visitor(chat)
    with store_scope(chat.store_id):
        work()
        assert [each["rings"] for each in pushed(service, *both)] == [True, True]
        assert {headers["TTL"] for headers in service.headers} == {str(KEPT_SECONDS_OF_RING)}
        take_waiting(chat.desk.actor)
        work()
    [rang, over] = pushed(service, arjun)
    assert (over["is_over"], over["tag"]) == (True, rang["tag"])
    assert chat.desk.member.display_name in str(over["title"])
    assert len(pushed(service, meera)) == 1


def test_it_falls_silent_when_one_answers_and_not_again_with_each_answer(
    chat: Chat, both: tuple[Browser, Browser], service: PushService
) -> None:
    writing_visitor(chat)
    with store_scope(chat.store_id):
        work()
        for key in ("a1", "a2"):
            found = get_conversation(chat.desk.actor, chat.conversation().public_id)
            reply(chat.desk.actor, found, text="Namaste", client_key=key)
        work()
    assert [each.get("is_over", False) for each in pushed(service, both[1])] == [False, True]


def test_what_is_taken_before_it_was_pushed_rings_nowhere(
    chat: Chat, both: tuple[Browser, Browser], service: PushService
) -> None:
    writing_visitor(chat)
    with store_scope(chat.store_id):
        take_waiting(chat.desk.actor)
        work()
    assert not [each for each in pushed(service, *both) if each.get("rings")]


def test_it_rings_for_nobody_who_is_away(
    chat: Chat, arjun: Member, both: tuple[Browser, Browser], service: PushService
) -> None:
    with store_scope(chat.store_id):
        go_away(actor_of(arjun), arjun, since=now(), until=now() + timedelta(days=1), stand_in=None)
        writing_visitor(chat)
        work()
    assert pushed(service, both[1]) == []
    assert len(pushed(service, both[0])) == 1


def test_it_rings_for_nobody_who_takes_no_chats(
    chat: Chat, arjun: Member, both: tuple[Browser, Browser], service: PushService
) -> None:
    with store_scope(chat.store_id):
        take_chats(actor_of(arjun), arjun, is_taking=False)
        writing_visitor(chat)
        work()
    assert pushed(service, both[1]) == []
    assert len(pushed(service, both[0])) == 1
