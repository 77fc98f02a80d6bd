"""How urgent a conversation is: who may say so, what is told of it, and what becomes of it with many, merged and split."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.split import split_conversation
from saath.conversations.actions.sweeps import start_sweep, undo_sweep
from saath.conversations.filters import Choice, Chosen, Narrowing
from saath.conversations.filters.priority import PRIORITY
from saath.conversations.models import Conversation
from saath.conversations.queries.narrowed import list_narrowed
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.errors import BadInput, Forbidden
from saath.stores.hours import INDIA
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        arrive(mail("Where is my order?", subject="Order"))
        arrive(mail("The pillow is torn", subject="Pillow"))
        yield found


def about(subject: str) -> Conversation:
    return Conversation.objects.get(subject=subject)


def told() -> list[list[str]]:
    events = Event.objects.filter(kind="conversation.prioritized").order_by("id")
    return [each.changed for each in events]


def test_it_is_told_once_with_what_it_became(desk: Desk) -> None:
    before = about("Order").version
    set_priority(desk.actor, about("Order"), priority="urgent")
    set_priority(desk.actor, about("Order"), priority="urgent")
    assert (about("Order").priority, about("Order").version) == ("urgent", before + 1)
    assert told() == [["priority", "urgent"]]


def test_who_reads_sets_none_and_nobody_one_that_is_none(desk: Desk) -> None:
    reader = actor_of(make_colleague(desk.shop, "reads@example.com", Role.READER))
    with pytest.raises(Forbidden):
        set_priority(reader, about("Order"), priority="high")
    with pytest.raises(BadInput):
        set_priority(desk.actor, about("Order"), priority="huge")
    assert about("Order").priority == "normal"


def test_many_get_one_at_once_and_theirs_back(desk: Desk) -> None:
    set_priority(desk.actor, about("Pillow"), priority="high")
    ids = list(Conversation.objects.values_list("pk", flat=True))
    swept = start_sweep(desk.actor, ids, deed="prioritize", values={"priority": "urgent"})
    assert {each.priority for each in Conversation.objects.all()} == {"urgent"}
    undo_sweep(desk.actor, swept)
    assert (about("Order").priority, about("Pillow").priority) == ("normal", "high")
    assert told()[-2:] in (
        [["priority", "normal"], ["priority", "high"]],
        [["priority", "high"], ["priority", "normal"]],
    )
    with pytest.raises(BadInput):
        start_sweep(desk.actor, ids, deed="prioritize", values={"priority": "huge"})


def test_two_that_become_one_are_as_urgent_as_either_and_each_as_before_when_they_part(desk: Desk) -> None:
    set_priority(desk.actor, about("Pillow"), priority="urgent")
    move = merge_conversations(desk.actor, about("Pillow"), into=about("Order"))
    assert about("Order").priority == "urgent"
    undo_merge(desk.actor, move)
    assert (about("Order").priority, about("Pillow").priority) == ("normal", "urgent")


def test_what_is_split_off_is_as_urgent(desk: Desk) -> None:
    merge_conversations(desk.actor, about("Pillow"), into=about("Order"))
    set_priority(desk.actor, about("Order"), priority="high")
    last = about("Order").messages.order_by("-pk")[0]
    assert split_conversation(desk.actor, about("Order"), at=last).target.priority == "high"


@pytest.mark.parametrize(
    ("value", "found"),
    [("urgent", {"Order"}), ("high", {"Pillow"}), ("raised", {"Order", "Pillow"}), ("normal", set())],
)
def test_lists_are_narrowed_to_it(desk: Desk, value: str, found: set[str]) -> None:
    set_priority(desk.actor, about("Order"), priority="urgent")
    set_priority(desk.actor, about("Pillow"), priority="high")
    narrowing = Narrowing((Chosen(PRIORITY, Choice(value, "")),))
    page = list_narrowed(desk.actor, QUEUES["now"], narrowing, zone=INDIA).page
    assert {row.subject for row in page.rows} == found
