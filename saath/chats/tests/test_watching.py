"""What a visitor's live stream lets in and shows: their own chat, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.conf import settings

from saath.chats.actions.block import block_visitor
from saath.chats.actions.settings import switch_chat
from saath.chats.events import CHAT_SAID
from saath.chats.models import Visitor
from saath.chats.tests.builders import Chat, Widget, make_chat, only_visitor, writing_visitor
from saath.chats.tokens import token_of
from saath.chats.watching import admit_visitor
from saath.chats.writing import tell_visitor
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.clock import now
from saath.core.ids import new_public_id
from saath.stores.tests.builders import TEST, browser_of
from saath.tenancy.scope import store_scope
from saath.timeline.kinds import EventKind, declared_kinds
from saath.timeline.live.admission import Knock, Refused
from saath.timeline.live.stream import LiveStream
from saath.timeline.models import Event
from saath.timeline.replay import MOST_REPLAYED
from saath.timeline.tests.watching import Browser, in_thread, running_hub

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = timedelta(days=401)


def bearer(widget: Widget) -> dict[str, str]:
    return {"host": widget.host, "authorization": f"Bearer {widget.token}"}


def refusal(host: str, token: str) -> HTTPStatus:
    with pytest.raises(Refused) as refused:
        admit_visitor(Knock(host, {}, token))
    return refused.value.status


def happen(chat: Chat, kind: str, audience: str, customer: str) -> None:
    with store_scope(chat.store_id):
        Event.objects.create(
            kind=kind,
            audience=audience,
            subject_type="conversation",
            subject=new_public_id(),
            refs={"customer": customer},
            changed=[],
            actor_kind="system",
        )


def test_visitor_watches_as_their_own_customer(chat: Chat, visitor: Widget) -> None:
    watcher = admit_visitor(Knock(chat.host, {}, visitor.token))
    known = only_visitor(chat)
    assert (watcher.view.store_id, watcher.view.audience) == (chat.store_id, "customer")
    assert watcher.view.customer == known.identity.customer.public_id
    assert watcher.name == f"visitor:{known.public_id}"


def test_nobody_else_is_let_in(chat: Chat, visitor: Widget) -> None:
    named = only_visitor(chat)
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    assert refusal(chat.host, "made up") == HTTPStatus.UNAUTHORIZED
    assert refusal(chat.host, visitor.token + "x") == HTTPStatus.UNAUTHORIZED
    assert refusal(chat.host, token_of(named.public_id, at=now() - SLOW)) == HTTPStatus.UNAUTHORIZED
    assert refusal(other.host, visitor.token) == HTTPStatus.UNAUTHORIZED
    assert refusal(chat.desk.shop.host, visitor.token) == HTTPStatus.NOT_FOUND
    assert refusal("elsewhere.test", visitor.token) == HTTPStatus.NOT_FOUND
    with store_scope(chat.store_id):
        block_visitor(chat.desk.actor, named)
    assert refusal(chat.host, visitor.token) == HTTPStatus.UNAUTHORIZED
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    assert refusal(chat.host, visitor.token) == HTTPStatus.NOT_FOUND


async def test_of_every_kind_of_event_a_visitor_gets_only_what_is_theirs() -> None:
    chat, visitor, me, other = await in_thread(_two_people)
    kinds, mine = [*declared_kinds().values()], {"customer": me}
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live, **bearer(visitor)) as browser:
            await browser.next_named("ready")
            for some in batched(kinds, MOST_REPLAYED // 3):
                start = browser.last
                for kind in some:
                    for customer in (other, me):
                        await in_thread(happen, chat, kind.name, kind.audience, customer)
                theirs = {kind.name for kind in some if kind.audience == "customer"}
                public = {kind.name for kind in some if kind.audience == "public"}
                await in_thread(happen, chat, CHAT_SAID.name, "customer", me)
                told = await _until_last(browser, count=len(theirs) + 2 * len(public) + 1)
                assert {each["kind"] for each in told} == theirs | public | {CHAT_SAID.name}
                assert all(each["refs"] == mine for each in told if each["kind"] not in public)
                async with Browser(live, since=start, **bearer(visitor)) as again:
                    assert await _until_last(again, count=len(told)) == told


async def test_an_answer_and_its_writer_are_told_and_another_visitor_learns_of_neither() -> None:
    chat, visitor, stranger = await in_thread(_with_stranger)
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live, **bearer(visitor)) as mine, Browser(live, **bearer(stranger)) as theirs:
            await mine.next_named("ready")
            await theirs.next_named("ready")
            await in_thread(_write_on_desk, chat)
            typing = await mine.next_named("typing")
            assert typing == {
                "conversation": str((await in_thread(_first_conversation, chat)).public_id),
                "name": chat.desk.member.display_name,
                "is_typing": True,
            }
            await in_thread(_answer_first, chat)
            [said] = [each for each in await mine.next_named("events") if each["kind"] == "chat.said"]
            assert said["by"] == "member"
            await in_thread(stranger.write, "Mine alone")
            name, [own] = await theirs.next()
            assert (name, own["kind"]) == ("events", "chat.said")


async def test_whoever_is_blocked_loses_the_stream_at_once_and_others_keep_theirs() -> None:
    chat, visitor, stranger = await in_thread(_with_stranger)
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live, **bearer(visitor)) as mine, Browser(live, **bearer(stranger)) as theirs:
            await mine.next_named("ready")
            await theirs.next_named("ready")
            await in_thread(_block_first, chat)
            await mine.next_named("end")
            await in_thread(stranger.write, "Still here")
            await theirs.next_named("events")


async def test_visitor_who_writes_is_seen_on_the_desk_and_nothing_is_kept() -> None:
    chat, visitor, _me, _other = await in_thread(_two_people)
    cookie = await in_thread(_cookie, chat)
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live, host=chat.desk.shop.host, cookie=cookie) as desk:
            await desk.next_named("ready")
            before = await in_thread(_events, chat)
            answered = await in_thread(visitor.send, "typing", {"is_typing": True})
            assert answered.status_code == HTTPStatus.NO_CONTENT
            assert (await desk.next_named("typing"))["is_typing"] is True
            await in_thread(visitor.send, "typing", {"is_typing": False})
            assert (await desk.next_named("typing"))["is_typing"] is False
            assert await in_thread(_events, chat) == before


async def _until_last(browser: Browser, *, count: int) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    while len(told) < count:
        told += await browser.next_named("events")
    return told


def batched(kinds: Sequence[EventKind], size: int) -> Iterator[Sequence[EventKind]]:
    """Yield them in parts that are replayed in one go."""
    for begin in range(0, len(kinds), size):
        yield kinds[begin : begin + size]


def _two_people() -> tuple[Chat, Widget, str, str]:
    chat = make_chat()
    visitor = writing_visitor(chat)
    me = str(only_visitor(chat).identity.customer.public_id)
    return chat, visitor, me, str(new_public_id())


def _with_stranger() -> tuple[Chat, Widget, Widget]:
    chat = make_chat()
    return chat, writing_visitor(chat), writing_visitor(chat, "Somebody else")


def _first_conversation(chat: Chat) -> Conversation:
    with store_scope(chat.store_id):
        return get_conversation(chat.desk.actor, Conversation.objects.earliest("pk").public_id)


def _write_on_desk(chat: Chat) -> None:
    conversation = _first_conversation(chat)
    with store_scope(chat.store_id):
        tell_visitor(chat.desk.member, conversation, is_writing=True)


def _answer_first(chat: Chat) -> None:
    conversation = _first_conversation(chat)
    with store_scope(chat.store_id):
        reply(chat.desk.actor, conversation, text="Kal tak", client_key="a1")


def _block_first(chat: Chat) -> None:
    with store_scope(chat.store_id):
        block_visitor(chat.desk.actor, Visitor.objects.earliest("pk"))


def _cookie(chat: Chat) -> str:
    cookie = browser_of(chat.desk.member, chat.desk.shop).cookies[settings.SESSION_COOKIE_NAME]
    return f"{settings.SESSION_COOKIE_NAME}={cookie.value}"


def _events(chat: Chat) -> int:
    with store_scope(chat.store_id):
        return Event.objects.count()
