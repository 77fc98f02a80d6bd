"""The shop's own app is told that there is an answer: once, without its words, and nobody else's app is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from cryptography.exceptions import InvalidTag
from pytest_django.fixtures import Settings

from saath.chats.actions.block import block_visitor
from saath.chats.actions.identify import identify_visitor
from saath.chats.actions.settings import switch_chat
from saath.chats.events import PUSH_ADDED, PUSH_REMOVED
from saath.chats.models import ChatPush, Visitor
from saath.chats.pushing.rules import MOST_FAILURES, STALE_AFTER, TIME_TO_READ, again_seconds, wait_seconds
from saath.chats.queries.visitors import actor_of
from saath.chats.signed import Person
from saath.chats.tests.builders import Chat, Widget, only_visitor, writing_visitor
from saath.chats.tokens import token_of
from saath.conversations.actions.reply import reply
from saath.conversations.models import Message
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.tests.builders import work
from saath.core.clock import now
from saath.core.push.vapid import public_key
from saath.core.tests.push_service import Browser, PushService, claims_of, push_service
from saath.jobs.models import Job, JobState
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.live.presence import watch_no_more, watch_with
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with push_service() as service:
        yield service


@pytest.fixture
def app(visitor: Widget, service: PushService) -> Browser:
    return with_app(visitor, service)


@pytest.fixture
def somebody_watches() -> Iterator[None]:
    """Let the hub of this process have heard of every customer as one who has the chat open."""

    def is_watching(store_id: int, customer: str) -> bool:
        return True

    watch_with(is_watching)
    yield
    watch_no_more(is_watching)


def with_app(widget: Widget, service: PushService, name: str = "") -> Browser:
    """Return an app of a visitor that has asked to be told."""
    app = Browser()
    asked = widget.send("pushes", {"endpoint": service.endpoint + name, "keys": app.keys})
    assert asked.status_code == 201
    return app


def answer(chat: Chat, text: str = "It comes tomorrow.", key: str = "a1") -> Message:
    with store_scope(chat.store_id):
        conversation = get_conversation(chat.desk.actor, chat.conversation().public_id)
        return reply(chat.desk.actor, conversation, text=text, client_key=key)


def told(service: PushService, app: Browser) -> list[dict[str, object]]:
    """Return what an app was told, what was sealed for others left out."""
    found = []
    for body in service.bodies:
        try:
            found.append(app.open(body))
        except (InvalidTag, AssertionError):
            continue
    return found


def in_seconds(seconds: float) -> time_machine.travel:
    return time_machine.travel(now() + timedelta(seconds=seconds), tick=False)


def test_an_answer_is_told_without_its_words_sealed_and_signed(
    chat: Chat, app: Browser, service: PushService
) -> None:
    answer(chat, "The code is 4711.")
    work()
    conversation = chat.conversation()
    [said] = told(service, app)
    assert said == {
        "conversation": str(conversation.public_id),
        "reference": conversation.reference,
        "unread": 1,
        "title": "અમારી દુકાનનો જવાબ આવ્યો છે",
        "lang": "gu",
    }
    assert "4711" not in str(said)
    headers = service.headers[0]
    assert headers["Topic"] == conversation.public_id.hex
    claims = claims_of(headers["Authorization"])
    assert claims["aud"] == f"http://127.0.0.1:{service.port}"
    assert chat.host in str(claims["sub"])


def test_the_same_answer_is_told_once_however_often_the_job_runs(
    chat: Chat, app: Browser, service: PushService
) -> None:
    answer(chat)
    work()
    Job.objects.filter(task__endswith="tell_app").update(state=JobState.READY, run_at=now())
    work()
    assert len(service.bodies) == 1


def test_several_answers_in_a_row_are_one_push_and_then_one_more(
    chat: Chat, app: Browser, service: PushService
) -> None:
    for number in range(3):
        answer(chat, f"Answer {number}", f"a{number}")
    work()
    answer(chat, "One more", "b1")
    answer(chat, "And one more", "b2")
    work()
    assert [each["unread"] for each in told(service, app)] == [3]
    with in_seconds(11):
        work()
    assert [each["unread"] for each in told(service, app)] == [3, 5]


def test_what_was_read_by_then_is_not_told(
    chat: Chat, visitor: Widget, app: Browser, service: PushService
) -> None:
    said = answer(chat)
    visitor.send("read", {"up_to": str(said.public_id)})
    work()
    assert service.bodies == []


@pytest.mark.usefixtures("somebody_watches")
def test_who_has_the_chat_open_is_told_only_of_what_they_leave_unread(
    chat: Chat, visitor: Widget, app: Browser, service: PushService
) -> None:
    seen = answer(chat)
    work()
    visitor.send("read", {"up_to": str(seen.public_id)})
    with in_seconds(TIME_TO_READ.total_seconds() + 1):
        work()
        assert service.bodies == []
        answer(chat, "Are you there?", "a2")
        work()
        assert service.bodies == []
    with in_seconds(2 * TIME_TO_READ.total_seconds() + 3):
        work()
    assert [each["unread"] for each in told(service, app)] == [1]


def test_all_devices_of_whom_the_shop_vouches_for_are_told_and_nobody_else(
    chat: Chat, service: PushService
) -> None:
    stranger = Widget(chat.host)
    stranger.begin()
    theirs = with_app(stranger, service, "-stranger")
    phone, tablet = Widget(chat.host), Widget(chat.host)
    apps = []
    for number, widget in enumerate((phone, tablet)):
        widget.begin()
        apps.append(with_app(widget, service, f"-{number}"))
        with store_scope(chat.store_id):
            visitor = Visitor.objects.select_related("identity__customer").latest("pk")
            known = identify_visitor(actor_of(visitor), visitor, person=Person("4711")).visitor
        widget.token = token_of(known.public_id)
    phone.write("Where is it?")
    answer(chat)
    work()
    assert [len(told(service, each)) for each in apps] == [1, 1]
    assert told(service, theirs) == []


def test_an_app_that_asks_for_somebody_else_tells_the_one_before_nothing_more(
    chat: Chat, visitor: Widget, app: Browser, service: PushService
) -> None:
    other = Widget(chat.host)
    other.begin()
    with_app(other, service)
    with store_scope(chat.store_id):
        assert ChatPush.objects.count() == 1
    answer(chat)
    work()
    assert service.bodies == []


def test_who_signs_out_is_told_nothing_there_any_more(
    chat: Chat, visitor: Widget, app: Browser, service: PushService
) -> None:
    answer(chat)
    assert visitor.end().status_code == 204
    work()
    assert service.bodies == []
    with store_scope(chat.store_id):
        assert not ChatPush.objects.exists()


def test_who_is_shut_out_is_told_nothing_on_any_device(
    chat: Chat, app: Browser, service: PushService
) -> None:
    answer(chat)
    with store_scope(chat.store_id):
        block_visitor(chat.desk.actor, only_visitor(chat))
    work()
    assert service.bodies == []


def test_a_shop_whose_chat_is_off_tells_nobody(chat: Chat, app: Browser, service: PushService) -> None:
    answer(chat)
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    work()
    assert service.bodies == []


@pytest.mark.parametrize("status", [404, 410, 403, 400])
def test_a_subscription_that_takes_nothing_ends(
    chat: Chat, app: Browser, service: PushService, status: int
) -> None:
    service.status = status
    answer(chat)
    work()
    with store_scope(chat.store_id):
        assert not ChatPush.objects.exists()
    assert not Job.objects.filter(state=JobState.DEAD).exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_that_is_busy_is_asked_again_later(
    chat: Chat, app: Browser, service: PushService, status: int
) -> None:
    service.status = status
    answer(chat)
    work()
    service.status = 201
    work()
    assert len(service.bodies) == 1
    with in_seconds(61):
        work()
    assert len(service.bodies) == 2


def test_a_push_service_that_is_never_there_is_given_up(
    chat: Chat, app: Browser, service: PushService
) -> None:
    service.status = 503
    with store_scope(chat.store_id):
        ChatPush.objects.update(failed_times=MOST_FAILURES)
    answer(chat)
    work()
    with store_scope(chat.store_id):
        assert not ChatPush.objects.exists()


def test_new_answers_do_not_hasten_who_takes_nothing(chat: Chat, app: Browser, service: PushService) -> None:
    service.status = 503
    answer(chat)
    work()
    for number in range(3):
        answer(chat, "And more", f"b{number}")
        work()
    assert len(service.bodies) == 1


def test_after_a_day_nobody_is_told_of_it_any_more(chat: Chat, app: Browser, service: PushService) -> None:
    service.status = 503
    answer(chat)
    work()
    with in_seconds(STALE_AFTER.total_seconds() + 1):
        work()
    assert len(service.bodies) == 1
    assert not Job.objects.filter(task__endswith="tell_app").exclude(state=JobState.DONE).exists()


def test_an_address_in_our_own_network_is_never_called(
    chat: Chat, app: Browser, service: PushService, settings: Settings
) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    answer(chat)
    work()
    assert service.bodies == []
    with store_scope(chat.store_id):
        assert not ChatPush.objects.exists()


def test_words_of_machines_are_told_to_nobody(chat: Chat, app: Browser, service: PushService) -> None:
    with store_scope(chat.store_id):
        said = answer(chat)
        Message.objects.filter(pk=said.pk).update(is_automatic=True)
    work()
    assert service.bodies == []


def test_coming_and_going_stand_in_the_timeline(chat: Chat, visitor: Widget, app: Browser) -> None:
    with store_scope(chat.store_id):
        push = ChatPush.objects.get()
        assert visitor.delete(f"pushes/{push.public_id}").status_code == 204
        kinds = Event.objects.filter(subject=push.public_id).order_by("id").values_list("kind", flat=True)
        assert list(kinds) == [PUSH_ADDED.name, PUSH_REMOVED.name]


def test_waits_grow_with_each_time_that_nothing_is_taken() -> None:
    at = now()
    assert [again_seconds(times) for times in (1, 2, 3, 6, 7)] == [60, 240, 960, 61440, None]
    assert (wait_seconds(None, at), wait_seconds(at - timedelta(seconds=4), at)) == (0, 6)


def test_the_key_that_apps_are_told_is_the_one_that_signs(visitor: Widget) -> None:
    assert visitor.get("pushes").json() == {"application_server_key": public_key()}


def test_another_writer_has_another_app(chat: Chat, app: Browser, service: PushService) -> None:
    other = writing_visitor(chat, "Somebody else")
    theirs = with_app(other, service, "-other")
    with store_scope(chat.store_id):
        first = Message.objects.earliest("pk").conversation
        reply(
            chat.desk.actor, get_conversation(chat.desk.actor, first.public_id), text="Yes", client_key="a1"
        )
    work()
    assert (len(told(service, app)), len(told(service, theirs))) == (1, 0)
