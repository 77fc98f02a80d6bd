"""One act on many conversations: what it leaves out, and an undo that puts everything back as it stood."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from saath.conversations.actions import sweeps
from saath.conversations.actions.hand_over import hand_over
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.sweeps import carry_on, start_sweep, undo_sweep
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.models import (
    Conversation,
    ConversationTag,
    Handover,
    PromisedUpdate,
    Solution,
    Sweep,
    SweepPart,
)
from saath.conversations.sweeping.jobs import go_on
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, sent_mails, work
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
State = Conversation.State
NAMES = ("Asha", "Bela", "Chitra", "Devi", "Esha", "Falguni")
NOT_PUT_BACK = ("version", "draft_marks")


@pytest.fixture
def desk() -> Desk:
    """Six customers wait; a colleague is there as well."""
    found = make_desk()
    for name in NAMES:
        sender = f"{name.lower()}@example.in"
        arrive(mail(f"It is {name}", sender=f"{name} <{sender}>", subject=name), mail_from=sender)
    return found


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


def all_of() -> dict[str, Conversation]:
    return {each.subject: each for each in Conversation.objects.order_by("pk")}


def sweep(
    desk: Desk, deed: str, *, by: Actor | None = None, names: tuple[str, ...] = NAMES, **values: Any
) -> Sweep:
    ids = [each.pk for name, each in all_of().items() if name in names]
    return start_sweep(by or desk.actor, ids, deed=deed, values=values)


def pictured() -> list[dict[str, Any]]:
    """Return all that is known of the conversations and of what hangs on them and stands, but the version."""
    rows: list[dict[str, Any]] = [dict(each) for each in Conversation.objects.order_by("pk").values()]
    for row in rows:
        for name in NOT_PUT_BACK:
            row.pop(name)
        pk = row["id"]
        row["tags"] = set(ConversationTag.objects.filter(conversation=pk).values_list("tag__name", flat=True))
        row["handovers"] = list(Handover.objects.filter(conversation=pk).values("pk", "settled_at"))
        row["promises"] = list(
            PromisedUpdate.objects.filter(conversation=pk).values("pk", "state", "kept_at")
        )
        standing = Solution.objects.filter(conversation=pk, withdrawn_at=None, reopened_at=None)
        row["solutions"] = list(standing.values("pk", "resolution"))
    return rows


@pytest.fixture
def mixed(desk: Desk, arjun: Member) -> Desk:
    """Each of the six in another state."""
    with store_scope(desk.store_id):
        found = all_of()
        assign_conversation(desk.actor, found["Asha"], to=arjun)
        reply(desk.actor, found["Bela"], text="On Friday.", client_key="b")
        snooze_conversation(desk.actor, all_of()["Bela"], until=now() + timedelta(days=2))
        solve_conversation(desk.actor, found["Chitra"], resolution="refund")
        tag_conversation(desk.actor, found["Chitra"], name="old")
        call_spam(desk.actor, found["Devi"])
        promise_update(desk.actor, found["Esha"], promise=Promise("call", now() + timedelta(hours=1)))
        summary = "They ask for the invoice again."
        hand_over(desk.actor, found["Falguni"], to=arjun, reason="knows", summary=summary)
    work()
    return desk


DEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("assign", {"to": None}),
    ("tag", {"name": "diwali"}),
    ("tag", {"name": "old"}),
    ("untag", {"name": "old"}),
    ("spam", {}),
    ("wanted", {}),
    ("solve", {"resolution": "repair"}),
    ("reopen", {}),
)


@pytest.mark.parametrize(("deed", "values"), DEEDS, ids=[f"{deed} {values}" for deed, values in DEEDS])
def test_the_undo_puts_everything_back_whatever_state_it_was_in(
    mixed: Desk, deed: str, values: dict[str, Any]
) -> None:
    with store_scope(mixed.store_id):
        before = pictured()
        done = sweep(mixed, deed, **values)
        assert done.figures["done"] >= 1
        assert pictured() != before
        undone = undo_sweep(mixed.actor, done)
        assert undone.figures["restored"] == undone.figures["done"]
        assert pictured() == before


def test_a_hand_over_of_many_needs_a_reason_and_goes_back(mixed: Desk, arjun: Member) -> None:
    farida = make_colleague(mixed.shop, "farida@example.com")
    with store_scope(mixed.store_id):
        before = pictured()
        without = sweep(mixed, "assign", to=farida.pk)
        assert without.figures == {"held": 4, "done": 2}
        undo_sweep(mixed.actor, without)
        assert pictured() == before
        with pytest.raises(BadInput):
            sweep(mixed, "assign", to=farida.pk, reason="away", summary="short")
        done = sweep(mixed, "assign", to=farida.pk, reason="away", summary="Arjun is ill until Monday.")
        assert done.figures == {"done": 6}
        assert done.values == {"to": farida.pk, "reason": "away"}
        assert Handover.objects.filter(given_to=farida).count() == 4
        undo_sweep(mixed.actor, done)
        assert pictured() == before


def test_snoozing_leaves_out_who_waits_and_what_is_closed(mixed: Desk) -> None:
    with store_scope(mixed.store_id):
        before = pictured()
        done = sweep(mixed, "snooze", until=now() + timedelta(days=3))
        assert done.figures == {"waits": 2, "done": 2, "closed": 2}
        undo_sweep(mixed.actor, done)
        assert pictured() == before


def test_solving_leaves_out_what_owes_an_update_and_spam(mixed: Desk) -> None:
    with store_scope(mixed.store_id):
        done = sweep(mixed, "solve", resolution="answer")
        assert done.figures == {"done": 4, "closed": 1, "owes": 1}


def test_it_is_told_in_each_conversation_as_a_single_act_is(desk: Desk) -> None:
    with store_scope(desk.store_id):
        done = sweep(desk, "solve", resolution="refund")
        told = Event.objects.filter(kind="conversation.solved")
        assert told.count() == len(NAMES)
        assert {event.actor_person_id for event in told} == {desk.actor.person_id}
        assert Solution.objects.filter(resolution="refund", solved_by=desk.member).count() == len(NAMES)
        undo_sweep(desk.actor, done)
        assert Event.objects.filter(kind="conversation.reopened").count() == len(NAMES)


def test_what_somebody_changed_since_stays(desk: Desk, arjun: Member) -> None:
    with store_scope(desk.store_id):
        done = sweep(desk, "solve", resolution="answer")
        found = all_of()
        reopen_conversation(actor_of(arjun), found["Asha"])
        tag_conversation(actor_of(arjun), found["Bela"], name="seen")
        undone = undo_sweep(desk.actor, done)
        assert (undone.figures["restored"], undone.figures["changed"]) == (4, 2)
        assert all_of()["Bela"].state == State.SOLVED
        assert {all_of()[name].state for name in NAMES[2:]} == {State.OPEN}


def test_what_has_it_already_is_no_part_of_the_undo(desk: Desk) -> None:
    with store_scope(desk.store_id):
        tag_conversation(desk.actor, all_of()["Asha"], name="Diwali")
        done = sweep(desk, "tag", name="diwali")
        assert done.figures == {"already": 1, "done": 5}
        undo_sweep(desk.actor, done)
        assert ConversationTag.objects.count() == 1


def test_solving_many_quietly_asks_no_customer(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for name, each in all_of().items():
            reply(desk.actor, each, text="Here it is.", client_key=name)
        sweep(desk, "solve", resolution="other", is_quiet=True)
        assert set(Solution.objects.values_list("is_quiet", flat=True)) == {True}


def test_only_who_did_it_undoes_it_once_and_in_time(desk: Desk, arjun: Member) -> None:
    with store_scope(desk.store_id):
        done = sweep(desk, "spam")
        with pytest.raises(Forbidden):
            undo_sweep(actor_of(arjun), done)
        undo_sweep(desk.actor, done)
        with pytest.raises(Conflict):
            undo_sweep(desk.actor, done)
        old = sweep(desk, "spam")
        Sweep.objects.filter(pk=old.pk).update(created_at=now() - timedelta(days=2))
        with pytest.raises(Conflict):
            undo_sweep(desk.actor, old)


def test_a_reader_does_nothing_to_many(desk: Desk) -> None:
    reader = actor_of(make_colleague(desk.shop, "reads@example.com", Role.READER))
    with store_scope(desk.store_id):
        for deed, values in DEEDS:
            with pytest.raises(Forbidden):
                sweep(desk, deed, by=reader, **values)
        assert Sweep.objects.count() == 0


def test_another_shops_conversations_are_not_there(desk: Desk) -> None:
    with store_scope(desk.store_id):
        ids = [each.pk for each in all_of().values()]
    other = make_desk("other", "hello@other.test", "other@example.com")
    with store_scope(other.store_id), pytest.raises(BadInput):
        start_sweep(other.actor, ids, deed="spam", values={})


def test_more_than_a_batch_is_done_and_undone_by_a_job(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "BATCH", 2)
    monkeypatch.setattr("saath.conversations.sweeping.jobs.BATCH", 2)
    with store_scope(desk.store_id):
        before = pictured()
        begun = sweep(desk, "solve", resolution="answer", is_quiet=True)
        assert (begun.figures, begun.finished_at) == ({}, None)
        assert carry_on(desk.actor, begun)
        begun.refresh_from_db()
        assert begun.looked_at == 2
        go_on(begun)
    work()
    with store_scope(desk.store_id):
        begun.refresh_from_db()
        assert begun.figures == {"done": 6}
        go_on(undo_sweep(desk.actor, begun))
    work()
    with store_scope(desk.store_id):
        begun.refresh_from_db()
        assert begun.figures == {"done": 6, "restored": 6}
        assert begun.undone_at is not None
        assert pictured() == before


def test_an_undo_stops_what_is_still_being_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "BATCH", 2)
    with store_scope(desk.store_id):
        begun = sweep(desk, "spam")
        carry_on(desk.actor, begun)
        undo_sweep(desk.actor, begun)
        assert not carry_on(desk.actor, begun)
        assert SweepPart.objects.filter(state="waiting").count() == 4


def test_what_is_too_much_is_refused_with_the_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "MOST", 3)
    with store_scope(desk.store_id), pytest.raises(BadInput):
        sweep(desk, "spam")


def test_it_takes_few_statements_for_each(desk: Desk, django_assert_max_num_queries: Any) -> None:
    with store_scope(desk.store_id), django_assert_max_num_queries(20 + 14 * len(NAMES)):
        sweep(desk, "solve", resolution="answer")
    assert sent_mails() == []
