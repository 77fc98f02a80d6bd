"""A conversation goes from hand to hand and the visitor notices nothing: their stream and their page stay as they were."""

from __future__ import annotations

import pytest

from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.conversations.actions.hand_over import hand_over, undo_assignment
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Handover
from saath.conversations.queries.conversations import get_conversation
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.live.stream import LiveStream
from saath.timeline.tests.watching import Browser, in_thread, running_hub

pytestmark = pytest.mark.django_db(transaction=True)


def _begin() -> tuple[Chat, Widget, Member]:
    chat = make_chat()
    return chat, writing_visitor(chat), make_colleague(chat.desk.shop, "arjun@example.com")


def _found(chat: Chat) -> Conversation:
    return get_conversation(chat.desk.actor, chat.conversation().public_id)


def _go_from_hand_to_hand(chat: Chat, arjun: Member) -> None:
    meera, words = chat.desk.member, "She wants to know where her order is."
    with store_scope(chat.store_id):
        assign_conversation(chat.desk.actor, _found(chat), to=meera)
        add_note(chat.desk.actor, _found(chat), text="You know the courier better.", client_key="n1")
        hand_over(chat.desk.actor, _found(chat), to=arjun, reason=Handover.Reason.KNOWS, summary=words)
        undo_assignment(chat.desk.actor, _found(chat), given_to=arjun, was_with=meera)
        hand_over(chat.desk.actor, _found(chat), to=arjun, reason=Handover.Reason.KNOWS, summary=words)


def _answer(chat: Chat, by: Member) -> None:
    with store_scope(chat.store_id):
        reply(actor_of(by), _found(chat), text="It comes tomorrow.", client_key="a1")


async def test_a_hand_over_says_nothing_to_the_visitor() -> None:
    chat, visitor, arjun = await in_thread(_begin)
    before = (await in_thread(visitor.read)).json()
    async with running_hub() as hub:
        bearer = {"host": visitor.host, "authorization": f"Bearer {visitor.token}"}
        async with Browser(LiveStream(hub), **bearer) as browser:
            await browser.next_named("ready")
            await in_thread(_go_from_hand_to_hand, chat, arjun)
            assert (await in_thread(visitor.read)).json() == before
            await in_thread(_answer, chat, arjun)
            # The answer is the first thing that their stream says.
            name, told = await browser.next()
            assert (name, [each["kind"] for each in told]) == ("events", ["chat.said"])
            assert told[0]["changed"] == []
    [answer] = [each for each in (await in_thread(visitor.read)).json()["messages"] if each["by"] == "shop"]
    assert (answer["name"], answer["text"]) == (arjun.display_name, "It comes tomorrow.")
