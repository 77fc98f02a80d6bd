"""An answer is held when somebody said something after what its writer saw."""

from __future__ import annotations

from uuid import UUID

import pytest

from saath.conversations.actions.reply import add_note, reply, undo_reply
from saath.conversations.models import Conversation, Message
from saath.conversations.overtaking import Overtaken
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, said
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def arjun(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "arjun@example.com"))


def newest(conversation: Conversation) -> UUID:
    return (
        Message.objects.filter(conversation=conversation)
        .order_by("-id")
        .values_list("public_id", flat=True)[0]
    )


def test_a_colleagues_answer_holds_ours_and_the_key_stays_single(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        seen = newest(conversation)
        reply(arjun, conversation, text="Kal tak", client_key="a", seen=seen)
        with pytest.raises(Overtaken) as held:
            reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=seen)
        assert [(each.text, each.who) for each in held.value.newer] == [("Kal tak", arjun.label)]
        assert [text for _, text in said(conversation)][1:] == ["Kal tak"]

        sent = reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=newest(conversation))
        again = reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=seen)
        assert again == sent
        assert [text for _, text in said(conversation)][1:] == ["Kal tak", "Aaj hi"]


def test_the_customer_and_a_note_hold_it_too(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        seen = newest(conversation)
        add_note(arjun, conversation, text="Do not promise", client_key="n")
        with pytest.raises(Overtaken) as held:
            reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=seen)
        assert [each.direction for each in held.value.newer] == ["note"]


def test_ones_own_words_hold_nothing_and_a_note_is_never_held(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        seen = newest(conversation)
        add_note(desk.actor, conversation, text="Mine", client_key="n")
        reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=seen)
        add_note(arjun, conversation, text="After it", client_key="o")
        assert len(said(conversation)) == 4


def test_who_does_not_say_what_they_saw_is_not_held(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        reply(arjun, conversation, text="Kal tak", client_key="a")
        reply(desk.actor, conversation, text="Aaj hi", client_key="m")
        assert len(said(conversation)) == 3


def test_an_answer_that_was_seen_and_taken_back_holds_nothing(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        taken_back = reply(arjun, conversation, text="Kal tak", client_key="a")
        seen = taken_back.public_id
        undo_reply(arjun, taken_back)
        reply(desk.actor, conversation, text="Aaj hi", client_key="m", seen=seen)
        add_note(arjun, conversation, text="One more thing", client_key="n")
        with pytest.raises(Overtaken):
            reply(desk.actor, conversation, text="And", client_key="o", seen=seen)
