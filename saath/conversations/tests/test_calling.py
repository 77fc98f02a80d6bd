"""Colleagues who are called by a note."""

from __future__ import annotations

import pytest

from saath.conversations.actions.reading import mark_read, mark_unread
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.calling import callable_names, called_in
from saath.conversations.models import Called
from saath.conversations.queries.inbox import list_queue
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

TEAM = [(1, "Meera"), (2, "Meera Joshi"), (3, "फ़रीदा"), (4, "હેમલ")]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Meera can you look?", [1]),
        ("@meera joshi, and @Meera.", [2, 1]),
        ("@फ़रीदा जी देखिए", [3]),
        ("(@હેમલ) જોજો @Meera", [4, 1]),
        ("@Meerabai is a poet", []),
        ("mail meera@example.in", []),
        ("nobody", []),
    ],
)
def test_a_name_after_an_at_calls_its_owner(text: str, called: list[int]) -> None:
    assert called_in(text, TEAM) == called


def test_a_first_name_calls_where_nobody_else_has_it() -> None:
    team = [(1, "Rukmini Patel"), (2, "Arjun Solanki"), (3, "Arjun Rao")]
    assert called_in("@Rukmini and @Arjun, or @arjun rao?", callable_names(team)) == [1, 3]


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


def asked(desk: Desk, actor: Actor) -> int:
    return len(list_queue(actor, QUEUES["called"], zone=desk.shop.store.zone).rows)


@pytest.mark.django_db
def test_who_is_called_finds_the_conversation_as_new_until_they_read_it(desk: Desk) -> None:
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    with store_scope(desk.store_id):
        mark_read(arjun, only_conversation())
        add_note(desk.actor, only_conversation(), text="@Arjun the courier?", client_key="one")
        assert (asked(desk, arjun), asked(desk, desk.actor)) == (1, 0)
        [row] = list_queue(arjun, QUEUES["called"], zone=desk.shop.store.zone).rows
        assert row.is_unread
        assert Event.objects.filter(kind="colleague.called").count() == 1
        mark_read(arjun, only_conversation())
        assert asked(desk, arjun) == 0
        mark_unread(arjun, only_conversation())
        assert asked(desk, arjun) == 1


@pytest.mark.django_db
def test_an_answer_and_oneself_call_nobody(desk: Desk) -> None:
    make_colleague(desk.shop, "arjun@example.com")
    with store_scope(desk.store_id):
        add_note(desk.actor, only_conversation(), text=f"@{desk.member.display_name}", client_key="one")
        reply(desk.actor, only_conversation(), text="@Arjun", client_key="two")
        assert Called.objects.count() == 0
