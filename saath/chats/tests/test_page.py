"""What a visitor reads where a conversation is no plain one: followed, merged, or answered from elsewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.chats.models import Visitor
from saath.chats.tests.builders import Chat, Widget
from saath.chats.tokens import token_of
from saath.conversations.actions.merge import merge_conversations
from saath.conversations.actions.reply import reply
from saath.conversations.actions.split import split_conversation
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.switching import Switching
from saath.conversations.tests.builders import arrive, mail
from saath.core.clock import now
from saath.core.references import normalise_reference
from saath.customers.actions.know import know_by
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def texts(widget: Widget, before: str = "") -> list[str]:
    """Return what a visitor reads, the newest first, over all pages."""
    page = widget.read(before).json()
    found = [each["text"] for each in page["messages"]]
    return found + (texts(widget, page["older"]) if page["older"] else [])


def answer(
    chat: Chat, conversation: Conversation, text: str, *, solve: bool = False, by: Switching | None = None
) -> None:
    with store_scope(chat.store_id):
        found = get_conversation(chat.desk.actor, conversation.public_id)
        reply(chat.desk.actor, found, text=text, client_key=text, solve=solve, switching=by)


def test_words_after_a_long_time_follow_what_was_solved_and_both_are_read(
    chat: Chat, visitor: Widget
) -> None:
    answer(chat, chat.conversation(), "It is on its way", solve=True)
    with time_machine.travel(now() + timedelta(days=40), tick=True):
        assert visitor.write("Something new").status_code == 201
        with store_scope(chat.store_id):
            first, second = Conversation.objects.order_by("pk")
            assert second.follows_id == first.pk
        assert texts(visitor) == ["Something new", "It is on its way", "મારો ઓર્ડર ક્યાં છે?"]


def test_what_was_split_off_and_put_together_again_is_read_once(chat: Chat, visitor: Widget) -> None:
    visitor.write("And another thing")
    said = ["And another thing", "મારો ઓર્ડર ક્યાં છે?"]
    with store_scope(chat.store_id):
        whole = get_conversation(chat.desk.actor, chat.conversation().public_id)
        at = whole.messages.latest("pk")
        split_conversation(chat.desk.actor, whole, at=at)
        part = Conversation.objects.latest("pk")
    assert sorted(texts(visitor)) == sorted(said)
    with store_scope(chat.store_id):
        merge_conversations(chat.desk.actor, part, into=whole)
    assert texts(visitor) == said
    answer(chat, whole, "Both tomorrow")
    assert texts(visitor) == ["Both tomorrow", *said]


def test_who_is_answered_here_what_they_asked_by_mail_reads_the_answer_alone_and_goes_on_there(
    chat: Chat,
) -> None:
    arrive(mail("A secret of the mail"))
    conversation = chat.conversation()
    with store_scope(chat.store_id):
        identity = know_by(
            TEST, conversation.customer, namespace="chat", key="user:7", address="user 7", is_proved=True
        )
        widget = Widget(chat.host, token_of(Visitor.objects.create(identity=identity).public_id))
    assert texts(widget) == []
    answer(chat, conversation, "By mail again")
    answer(chat, conversation, "It is here", by=Switching(identity.public_id, "other", "asked for it"))
    assert texts(widget) == ["It is here"]
    assert widget.write("Thank you, and the other one?").status_code == 201
    with store_scope(chat.store_id):
        assert Conversation.objects.get().message_count == 4
    answer(chat, conversation, "That too")
    assert texts(widget) == ["That too", "Thank you, and the other one?", "It is here"]


def test_a_stranger_is_called_by_a_reference_which_every_language_reads(chat: Chat, visitor: Widget) -> None:
    with store_scope(chat.store_id):
        name = chat.conversation().identity.display_name
    assert normalise_reference(name) == name
