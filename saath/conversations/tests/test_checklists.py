"""Checklists of conversations: two at once lose nothing, what goes comes back, and what is told is told once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.checklists.actions.writing import remove_checklist
from saath.checklists.errors import ItemsMissing
from saath.checklists.models import Checklist
from saath.checklists.tests.builders import write_checklist
from saath.conversations.actions import checklists
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.reply import reply
from saath.conversations.actions.sweeps import start_sweep, undo_sweep
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.filters.items import ITEMS
from saath.conversations.models import ChecklistItem, Conversation, PutChecklist
from saath.conversations.queries.checklists import checklists_beside
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.errors import BadInput, Forbidden, NotFound
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event
from saath.writing.tests.builders import save_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    found = make_desk()
    arrive(mail("The parcel came torn."))
    with store_scope(found.store_id):
        yield found


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    return only_conversation()


@pytest.fixture
def parcel(desk: Desk) -> Checklist:
    return write_checklist()


@pytest.fixture
def put(conversation: Conversation, parcel: Checklist) -> PutChecklist:
    return checklists.put_checklist(TEST, conversation, checklist=parcel)


def items(put: PutChecklist) -> list[ChecklistItem]:
    return list(put.items.order_by("place"))


def counts() -> tuple[int, int]:
    found = Conversation.objects.exclude(state="merged").get()
    return found.items_done, found.items_total


def told(kind: str) -> int:
    return Event.objects.filter(kind=f"conversation.checklist_{kind}").count()


def test_who_ticked_what_and_when_is_kept_and_the_first_of_two_stays(
    desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    photo, courier, _new = items(put)
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    checklists.tick_items(desk.actor, conversation, done=[photo.public_id])
    late = checklists.tick_items(arjun, conversation, done=[photo.public_id, courier.public_id])
    assert [item.pk for item in late.done] == [courier.pk]
    shown = checklists_beside(TEST, only_conversation())[0]
    assert [(item.is_done, item.by) for item in shown.items] == [
        (True, "Meera"),
        (True, "Arjun"),
        (False, ""),
    ]
    assert all((item.at is not None) == item.is_done for item in shown.items)
    assert counts() == (2, 3)


def test_taking_a_tick_back_leaves_what_somebody_else_changed_since(
    desk: Desk, conversation: Conversation, put: PutChecklist
) -> None:
    photo, courier, _new = (item.public_id for item in items(put))
    checklists.tick_items(desk.actor, conversation, done=[photo, courier])
    checklists.tick_items(desk.actor, conversation, undone=[photo])
    checklists.untick_items(desk.actor, conversation, done=[photo, courier], undone=[])
    assert counts() == (0, 3)
    checklists.untick_items(desk.actor, conversation, done=[], undone=[photo])
    assert counts() == (1, 3)
    assert ChecklistItem.objects.get(public_id=photo).done_by_id == desk.actor.member_id


def test_it_is_told_when_a_list_is_put_on_and_when_it_is_finished_and_no_tick_is(
    conversation: Conversation, put: PutChecklist
) -> None:
    for item in items(put):
        checklists.tick_items(TEST, conversation, done=[item.public_id])
    put.refresh_from_db()
    assert (told("put"), told("finished")) == (1, 1)
    assert put.finished_event_id == Event.objects.get(kind="conversation.checklist_finished").pk
    checklists.tick_items(TEST, conversation, undone=[items(put)[0].public_id])
    put.refresh_from_db()
    assert put.finished_event_id == 0


def test_the_same_list_is_put_on_once_and_stays_as_it_was_written_then(
    conversation: Conversation, parcel: Checklist, put: PutChecklist
) -> None:
    assert checklists.put_checklist(TEST, conversation, checklist=parcel).pk == put.pk
    Checklist.objects.update(items=[{"en": "Something else"}])
    assert len(checklists_beside(TEST, only_conversation())[0].items) == 3
    remove_checklist(TEST, parcel)
    parcel.refresh_from_db()
    with pytest.raises(NotFound):
        checklists.put_checklist(TEST, conversation, checklist=parcel)


def test_lists_and_items_go_and_come_back_with_their_ticks(
    conversation: Conversation, put: PutChecklist
) -> None:
    photo = items(put)[0]
    checklists.tick_items(TEST, conversation, done=[photo.public_id])
    checklists.take_checklist_off(TEST, put)
    assert (counts(), checklists_beside(TEST, only_conversation())) == ((0, 0), [])
    checklists.put_checklist_back(TEST, put)
    assert counts() == (1, 3)
    checklists.take_item_off(TEST, photo)
    assert counts() == (0, 2)
    checklists.put_item_back(TEST, photo)
    assert counts() == (1, 3)


def test_what_is_added_for_the_moment_stands_in_a_list_of_its_own(
    conversation: Conversation, put: PutChecklist
) -> None:
    checklists.add_item(TEST, conversation, words="  Call   the neighbour ")
    checklists.add_item(TEST, conversation, words="Send the hook along")
    own = checklists_beside(TEST, only_conversation())[1]
    assert (own.name, [item.name for item in own.items]) == (
        "Also to do",
        ["Call the neighbour", "Send the hook along"],
    )
    for words in (" ", "x" * 201):
        with pytest.raises(BadInput):
            checklists.add_item(TEST, conversation, words=words)
    assert counts() == (0, 5)


def test_open_items_are_no_wall_but_on_a_list_that_is_needed(
    desk: Desk, conversation: Conversation, parcel: Checklist
) -> None:
    needed = write_checklist("Refund", ["Check the account"], is_required=True)
    put = checklists.put_checklist(TEST, conversation, checklist=needed)
    checklists.put_checklist(TEST, conversation, checklist=parcel)
    with pytest.raises(ItemsMissing, match="Refund"):
        solve_conversation(desk.actor, conversation)
    with pytest.raises(BadInput, match="Refund"):
        reply(desk.actor, conversation, text="Done.", client_key="k", solve=True)
    sweep = start_sweep(desk.actor, [conversation.pk], deed="solve", values={"resolution": "answer"})
    assert sweep.figures == {"items": 1}
    checklists.tick_items(TEST, conversation, done=[items(put)[0].public_id])
    assert solve_conversation(desk.actor, conversation).state == "solved"
    assert counts() == (1, 4)


def test_lists_go_along_when_two_become_one_and_come_back_when_they_are_two_again(
    conversation: Conversation, parcel: Checklist, put: PutChecklist
) -> None:
    arrive(mail("And one pillow is missing.", subject="Missing"))
    other = Conversation.objects.get(subject="Missing")
    checklists.put_checklist(TEST, other, checklist=parcel)
    checklists.tick_items(TEST, conversation, done=[items(put)[0].public_id])
    move = merge_conversations(TEST, conversation, into=other)
    assert counts() == (1, 6)
    checklists.tick_items(TEST, conversation, done=[items(put)[1].public_id])
    undo_merge(TEST, move)
    by_subject = {
        each.subject: (each.items_done, each.items_total) for each in Conversation.objects.order_by("id")
    }
    assert by_subject.pop("Missing") == (0, 3)
    assert list(by_subject.values()) == [(2, 3)]


def test_what_a_macro_put_on_many_goes_again_with_the_undo(
    desk: Desk, conversation: Conversation, parcel: Checklist
) -> None:
    macro = save_reply("Torn", "", checklist=parcel)
    values = {"saved": str(macro.public_id)}
    sweep = start_sweep(desk.actor, [conversation.pk], deed="macro", values=values)
    assert counts() == (0, 3)
    undo_sweep(desk.actor, sweep)
    assert counts() == (0, 0)


def test_lists_are_narrowed_by_whether_something_is_open(
    conversation: Conversation, put: PutChecklist
) -> None:
    def found(value: str) -> bool:
        return Conversation.objects.filter(ITEMS.condition(TEST, value)).exists()

    assert [choice.value for choice in ITEMS.choices(TEST) if found(choice.value)] == ["open"]
    checklists.tick_items(TEST, conversation, done=[item.public_id for item in items(put)])
    assert [choice.value for choice in ITEMS.choices(TEST) if found(choice.value)] == ["done"]
    checklists.take_checklist_off(TEST, put)
    assert [choice.value for choice in ITEMS.choices(TEST) if found(choice.value)] == ["none"]


def test_items_of_another_conversation_are_left_alone(
    desk: Desk, conversation: Conversation, put: PutChecklist, parcel: Checklist
) -> None:
    arrive(mail("And one pillow is missing.", subject="Missing"))
    other = Conversation.objects.get(subject="Missing")
    ticked = checklists.tick_items(desk.actor, other, done=[items(put)[0].public_id])
    assert ticked.all == ()


def test_it_takes_the_right_to_keep_what_is_known(conversation: Conversation, put: PutChecklist) -> None:
    reader = Actor(kind="member", label="Hemal", verbs=frozenset({"conversation.read"}))
    for deed in (
        lambda: checklists.tick_items(reader, conversation, done=[items(put)[0].public_id]),
        lambda: checklists.add_item(reader, conversation, words="Call"),
        lambda: checklists.take_checklist_off(reader, put),
    ):
        with pytest.raises(Forbidden):
            deed()
