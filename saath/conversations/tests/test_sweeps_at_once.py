"""Two colleagues sweep the same conversations at once, others act on single ones meanwhile, and all of it is undone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import reply
from saath.conversations.actions.sweeps import BATCH, MOST, carry_on, restore_on, start_sweep, undo_sweep
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.models import Conversation, ConversationTag, Message, Sweep
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
FEW = 12
OWN = ("id", "public_id", "reference")
Act = Callable[[], Any]


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


def fill(desk: Desk, total: int) -> list[int]:
    """Make the one conversation many of one customer, each with its message; return the ids."""
    with store_scope(desk.store_id):
        kept, said = ({**rows.values().get()} for rows in (Conversation.objects, Message.objects))
        for name in OWN:
            kept.pop(name)
        others = [Conversation(**kept, reference=f"many-{n}") for n in range(total - 1)]
        Conversation.objects.bulk_create(others)
        copied = {name: value for name, value in said.items() if name not in (*OWN, "conversation_id")}
        Message.objects.bulk_create(Message(**copied, conversation=each) for each in others)
        return list(Conversation.objects.order_by("pk").values_list("pk", flat=True))


def at_once(desk: Desk, *acts: Act) -> list[Any]:
    """Do all of these in the same moment, each as a process of its own would; return what they return."""
    together = Barrier(len(acts))

    def run(act: Act) -> Any:
        try:
            with store_scope(desk.store_id):
                together.wait()
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_sweeps_of_the_same_the_later_stands_and_its_undo_leaves_the_other(
    desk: Desk, arjun: Member
) -> None:
    ids, mine, theirs = fill(desk, FEW), desk.actor, actor_of(arjun)
    done: list[Sweep] = at_once(
        desk,
        lambda: start_sweep(mine, ids, deed="assign", values={"to": desk.member.pk}),
        lambda: start_sweep(theirs, ids[::-1], deed="assign", values={"to": arjun.pk}),
    )
    assert [each.figures for each in done] == [{"done": FEW}, {"done": FEW}]
    [last] = _owners(desk)
    undone = at_once(desk, lambda: undo_sweep(mine, done[0]), lambda: undo_sweep(theirs, done[1]))
    assert sorted(each.figures.get("restored", 0) for each in undone) == [0, FEW]
    assert _owners(desk) == {desk.member.pk, arjun.pk} - {last}


def test_the_undo_of_one_leaves_what_the_other_did_since(desk: Desk, arjun: Member) -> None:
    ids, theirs = fill(desk, FEW), actor_of(arjun)
    done: list[Sweep] = at_once(
        desk,
        lambda: start_sweep(desk.actor, ids, deed="tag", values={"name": "diwali"}),
        lambda: start_sweep(theirs, ids, deed="solve", values={"resolution": "other", "is_quiet": True}),
    )
    assert [each.figures for each in done] == [{"done": FEW}, {"done": FEW}]
    undone = at_once(desk, lambda: undo_sweep(desk.actor, done[0]), lambda: undo_sweep(theirs, done[1]))
    with store_scope(desk.store_id):
        tagged, solved = ConversationTag.objects.count(), Conversation.objects.filter(state="solved").count()
    assert sorted((tagged, solved)) == [0, FEW]
    assert sorted(each.figures.get("changed", 0) for each in undone) == [0, FEW]


def test_single_acts_beside_a_sweep_are_all_done(desk: Desk, arjun: Member) -> None:
    ids, theirs = fill(desk, FEW), actor_of(arjun)

    def each_by_itself(act: Callable[[Conversation], Any]) -> Act:
        return lambda: [act(Conversation.objects.get(pk=pk)) for pk in reversed(ids)]

    swept, *_single = at_once(
        desk,
        lambda: start_sweep(desk.actor, ids, deed="tag", values={"name": "diwali"}),
        each_by_itself(lambda one: tag_conversation(theirs, one, name="diwali")),
        each_by_itself(lambda one: reply(theirs, one, text="On Friday.", client_key=str(one.pk))),
        each_by_itself(lambda one: mark_read(theirs, one)),
        each_by_itself(lambda one: assign_conversation(theirs, one, to=arjun)),
        each_by_itself(lambda one: solve_conversation(theirs, one)),
    )
    assert sum(swept.figures.values()) == FEW
    with store_scope(desk.store_id):
        assert ConversationTag.objects.count() == FEW
        assert Message.objects.filter(direction="out").count() == FEW
        assert set(Conversation.objects.values_list("assignee", flat=True)) == {arjun.pk}


def test_a_part_of_the_greatest_sweep_costs_what_any_part_costs(desk: Desk) -> None:
    ids = fill(desk, MOST)
    with store_scope(desk.store_id):
        begun = start_sweep(desk.actor, ids, deed="solve", values={"resolution": "other", "is_quiet": True})
        there = _statements(lambda: carry_on(desk.actor, begun))
        assert (begun.total, len(there)) == (MOST, MOST // BATCH)
        begun.refresh_from_db()
        assert begun.figures == {"done": MOST}
        undo_sweep(desk.actor, begun)
        back = _statements(lambda: restore_on(desk.actor, begun))
        # In the first are those that came by mail, whose clocks stop too.
        assert there[2:] == there[1:2] * (len(there) - 2)
        assert back[2:] == back[1:2] * (len(back) - 2)
        assert not Conversation.objects.filter(state="solved").exists()


def _owners(desk: Desk) -> set[int | None]:
    with store_scope(desk.store_id):
        return set(Conversation.objects.values_list("assignee", flat=True))


def _statements(part: Callable[[], bool]) -> list[int]:
    """Return how many statements each part takes, until there are no more."""
    counted: list[int] = []

    def count(run: Callable[..., Any], *asked: Any) -> Any:
        counted[-1] += 1
        return run(*asked)

    has_more = True
    with connection.execute_wrapper(count):
        while has_more:
            counted.append(0)
            has_more = part()
    return counted
