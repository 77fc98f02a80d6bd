"""Saved replies in answers, macros, and what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from saath.conversations.actions.later import schedule_reply
from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.reply import reply as answer
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.models import Conversation, Handover, Message
from saath.conversations.queries.thread import tags_of
from saath.conversations.tests.builders import Desk, later, said, work
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, make_colleague
from saath.writing.actions.drafting import keep_with_saved
from saath.writing.actions.figures import fold_uses
from saath.writing.actions.saved_replies import remove_saved_reply
from saath.writing.actions.using import answer_with_saved, run_macro, take_back_answer, undo_macro
from saath.writing.deeds import Assigns, Becomes, Deeds
from saath.writing.inserted import Inserted, inserted_in
from saath.writing.models import InsertedInDraft, SavedReply, SavedUse
from saath.writing.queries import get_saved
from saath.writing.tests.builders import save_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_store")]
ALL = Deeds(("refund", "waiting"), ("new",), Becomes.SOLVED, Assigns.ME)


def send(desk: Desk, conversation: Conversation, saved: SavedReply, text: str, key: str = "k1") -> Message:
    inserted = [Inserted(get_saved(TEST, saved.public_id), "en")]
    sending = partial(answer, desk.actor, conversation, text=text, client_key=key)
    return answer_with_saved(desk.actor, conversation, inserted=inserted, answer=sending)


def state_of(conversation: Conversation) -> tuple[str, int | None, set[str]]:
    fresh = Conversation.objects.get(pk=conversation.pk)
    return fresh.state, fresh.assignee_id, {tag.name for tag in tags_of(TEST, fresh)}


def test_what_goes_with_a_reply_is_done_with_the_answer_and_undone_with_it(
    desk: Desk, conversation: Conversation
) -> None:
    tag_conversation(TEST, conversation, name="new")
    tag_conversation(TEST, conversation, name="waiting")
    before = state_of(conversation)
    message = send(
        desk, conversation, save_reply("Refund", "It is on its way.", deeds=ALL), "It is on its way."
    )
    assert state_of(conversation) == ("solved", desk.member.pk, {"refund", "waiting"})
    assert take_back_answer(desk.actor, message) == "It is on its way."
    state, _assignee, tags = state_of(conversation)
    assert (state, tags) == (before[0], before[2])
    assert not SavedUse.objects.exists()


def test_undoing_leaves_alone_what_somebody_has_changed_since(desk: Desk, conversation: Conversation) -> None:
    arjun = make_colleague(desk.shop, "arjun@example.com")
    message = send(desk, conversation, save_reply("Refund", "Here.", deeds=ALL), "Here.")
    assign_conversation(actor_of(arjun), conversation, to=arjun)
    take_back_answer(desk.actor, message)
    assert state_of(conversation)[1] == arjun.pk


def test_what_is_mine_goes_to_a_colleague_as_a_hand_over(desk: Desk, conversation: Conversation) -> None:
    arjun = make_colleague(desk.shop, "arjun@example.com")
    gives = Deeds(assigns=Assigns.COLLEAGUE)
    message = send(desk, conversation, save_reply("To Arjun", "Here.", deeds=gives, colleague=arjun), "Here.")
    assert state_of(conversation)[1] == arjun.pk
    assert Handover.objects.get().reason_words == "To Arjun"
    take_back_answer(desk.actor, message)
    assert state_of(conversation)[1] is None
    assert not Handover.objects.exists()


def test_the_same_answer_again_does_nothing_again(desk: Desk, conversation: Conversation) -> None:
    saved = save_reply("Refund", "Here.", deeds=Deeds(("refund",)))
    first = send(desk, conversation, saved, "Here.")
    assert send(desk, conversation, saved, "Here.") == first
    assert SavedUse.objects.count() == 1


def test_what_is_left_to_fill_in_never_leaves(desk: Desk, conversation: Conversation) -> None:
    saved = save_reply("Refund", "By {{promise.time}}.", deeds=Deeds(("refund",)))
    with pytest.raises(BadInput, match=r"promise\.time"):
        send(desk, conversation, saved, "By {{promise.time}}.")
    assert not SavedUse.objects.exists()
    assert state_of(conversation)[2] == set()
    assert [direction for direction, _text in said(conversation)] == ["in"]


def test_a_use_says_whether_a_word_was_changed(desk: Desk, conversation: Conversation) -> None:
    saved = save_reply("Refund", "Hello {{customer.name|there}}, it is on its way.")
    send(desk, conversation, saved, "Hello Sunita, it is on its way.", "k1")
    send(desk, conversation, saved, "Hello Sunita, it is on its way. Sorry for the wait!", "k2")
    assert list(SavedUse.objects.order_by("id").values_list("is_unedited", flat=True)) == [True, False]


def test_a_macro_does_it_at_once_and_is_undone_by_who_ran_it(desk: Desk, conversation: Conversation) -> None:
    macro = save_reply("Close", deeds=Deeds(("done",), becomes=Becomes.SOLVED))
    use = run_macro(desk.actor, conversation, reply=macro)
    assert state_of(conversation) == ("solved", None, {"done"})
    with pytest.raises(Forbidden):
        undo_macro(actor_of(make_colleague(desk.shop, "arjun@example.com")), use)
    undo_macro(desk.actor, use)
    assert state_of(conversation) == ("open", None, set())


def test_a_macro_says_how_urgent_it_is_until_somebody_says_otherwise(
    desk: Desk, conversation: Conversation
) -> None:
    def now_called() -> str:
        return Conversation.objects.get(pk=conversation.pk).priority

    macro = save_reply("Broken glass", deeds=Deeds(priority="urgent"))
    use = run_macro(desk.actor, conversation, reply=macro)
    assert now_called() == "urgent"
    undo_macro(desk.actor, use)
    assert now_called() == "normal"
    again = run_macro(desk.actor, conversation, reply=macro)
    set_priority(desk.actor, conversation, priority="high")
    undo_macro(desk.actor, again)
    assert now_called() == "high"
    with pytest.raises(BadInput):
        save_reply("Odd", deeds=Deeds(priority="huge"))


def test_a_macro_leaves_a_conversation_with_the_customer(desk: Desk, conversation: Conversation) -> None:
    macro = save_reply("Wait", deeds=Deeds(becomes=Becomes.WITH_CUSTOMER))
    use = run_macro(desk.actor, conversation, reply=macro)
    fresh = Conversation.objects.get(pk=conversation.pk)
    assert (fresh.state, fresh.due_at) == ("pending", None)
    undo_macro(desk.actor, use)
    fresh.refresh_from_db()
    assert fresh.state == "open"
    assert fresh.waiting_since == conversation.waiting_since


def test_what_has_words_is_no_macro(desk: Desk, conversation: Conversation) -> None:
    with pytest.raises(BadInput):
        run_macro(desk.actor, conversation, reply=save_reply("Refund", "Here.", deeds=ALL))


def figures(saved: SavedReply, *, in_time: timedelta) -> tuple[int, int, int, int]:
    with time_machine.travel(now() + in_time):
        fold_uses(TEST, after_id=0, limit=100)
    saved.refresh_from_db()
    return saved.sent, saved.unedited, saved.judged, saved.solved


def test_figures_count_an_answer_that_solved_and_take_it_back_when_more_was_needed(
    desk: Desk, conversation: Conversation
) -> None:
    saved = save_reply("Refund", "Here.")
    send(desk, conversation, saved, "Here.")
    assert figures(saved, in_time=timedelta(minutes=20)) == (0, 0, 0, 0), "it is still held"
    with time_machine.travel(later()):
        work()
    assert figures(saved, in_time=timedelta(minutes=20)) == (1, 1, 0, 0)
    solve_conversation(TEST, conversation)
    assert figures(saved, in_time=timedelta(minutes=20)) == (1, 1, 1, 1)
    assert figures(saved, in_time=timedelta(minutes=20)) == (1, 1, 1, 1), "folding twice adds nothing"
    reopen_conversation(TEST, conversation)
    assert figures(saved, in_time=timedelta(minutes=20)) == (1, 1, 0, 0)
    answer(desk.actor, conversation, text="And this.", client_key="k2")
    assert figures(saved, in_time=timedelta(minutes=20)) == (1, 1, 1, 0)
    assert SavedUse.objects.get().settled_at is not None


def test_a_macro_that_counts_is_not_undone_any_more(desk: Desk, conversation: Conversation) -> None:
    macro = save_reply("Close", deeds=Deeds(becomes=Becomes.SOLVED))
    use = run_macro(desk.actor, conversation, reply=macro)
    assert figures(macro, in_time=timedelta(minutes=20)) == (1, 0, 1, 1)
    with pytest.raises(Conflict):
        undo_macro(desk.actor, use)


def test_an_answer_with_a_reply_that_was_taken_away_meanwhile_still_leaves(
    desk: Desk, conversation: Conversation
) -> None:
    saved = save_reply("Refund", "Here.")
    found = get_saved(TEST, saved.public_id)
    remove_saved_reply(TEST, saved)
    sending = partial(answer, desk.actor, conversation, text="Here.", client_key="k")
    message = answer_with_saved(desk.actor, conversation, inserted=[Inserted(found, "en")], answer=sending)
    assert message.text == "Here."


def test_what_goes_with_an_answer_that_waits_is_done_when_it_leaves(
    desk: Desk, conversation: Conversation
) -> None:
    saved = save_reply("Refund", "Here.", deeds=Deeds(("refund",), becomes=Becomes.SOLVED))
    schedule = partial(
        schedule_reply,
        desk.actor,
        conversation,
        text="Here.",
        leaves_at=now() + timedelta(hours=1),
        client_key="later",
    )
    inserted = [Inserted(get_saved(TEST, saved.public_id), "en")]
    draft = keep_with_saved(desk.actor, inserted, keep=schedule)
    assert state_of(conversation) == ("open", None, set())
    assert inserted_in(TEST, draft.public_id) == inserted
    with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
        work()
    assert state_of(conversation) == ("solved", desk.member.pk, {"refund"})
    use = SavedUse.objects.get()
    assert (use.member, use.is_unedited) == (desk.member, True)
    assert not InsertedInDraft.objects.exists()
