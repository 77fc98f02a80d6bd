"""No hand-around: what has an owner goes to somebody else with a reason and a summary only, and is counted."""

from __future__ import annotations

import pytest

from saath.conversations.actions.hand_over import hand_over, put_handover_away, undo_assignment
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import NeedsReason, assign_conversation
from saath.conversations.models import Conversation, Handover
from saath.conversations.queries.thread import ThreadPage, thread_page
from saath.conversations.rules import needs_reason
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUMMARY = "A new pillow is promised for Friday."


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


@pytest.fixture
def owned(desk: Desk) -> Conversation:
    with store_scope(desk.store_id):
        return assign_conversation(desk.actor, only_conversation(), to=desk.member)


@pytest.mark.parametrize(
    ("owner", "to", "giver", "needs"),
    [
        (None, 1, 2, False),
        (1, 2, 2, False),
        (1, None, 2, False),
        (1, 1, 2, False),
        (1, 2, 1, True),
        (1, 2, 3, True),
        (1, 2, None, True),
    ],
)
def test_only_giving_what_somebody_has_to_a_third_needs_a_reason(
    owner: int | None, to: int | None, giver: int | None, needs: bool
) -> None:
    assert needs_reason(owner_id=owner, to_id=to, giver_id=giver) is needs


def test_it_cannot_be_given_away_without_a_reason(desk: Desk, owned: Conversation, arjun: Member) -> None:
    with store_scope(desk.store_id):
        with pytest.raises(NeedsReason):
            assign_conversation(desk.actor, owned, to=arjun)
        assign_conversation(actor_of(arjun), owned, to=arjun)
        assert only_conversation().assignee_id == arjun.pk


def test_it_carries_its_summary_until_the_next_person_has_answered(
    desk: Desk, owned: Conversation, arjun: Member
) -> None:
    with store_scope(desk.store_id):
        hand_over(desk.actor, owned, to=arjun, reason="knows", summary=SUMMARY)
        fresh = only_conversation()
        assert (fresh.assignee_id, fresh.handover_count) == (arjun.pk, 1)
        page = page_of(desk, arjun)
        handed = page.handed_to(arjun.pk)
        assert handed is not None
        assert handed.summary == SUMMARY
        assert page.handed_to(desk.member.pk) is None
        assert "conversation.handed_over" in [event.kind for event in page.events]

        reply(actor_of(arjun), fresh, text="It comes on Friday.", client_key="a")
        assert page_of(desk, arjun).handed_to(arjun.pk) is None
        assert Handover.objects.count() == 1


def page_of(desk: Desk, member: Member) -> ThreadPage:
    return thread_page(actor_of(member), only_conversation())


def test_putting_it_away_and_handing_it_on_settle_it_too(
    desk: Desk, owned: Conversation, arjun: Member
) -> None:
    with store_scope(desk.store_id):
        hand_over(desk.actor, owned, to=arjun, reason="load", summary=SUMMARY)
        put_handover_away(actor_of(arjun), only_conversation())
        assert page_of(desk, arjun).handed_to(arjun.pk) is None
        hand_over(actor_of(arjun), only_conversation(), to=desk.member, reason="decides", summary=SUMMARY)
        hand_over(desk.actor, only_conversation(), to=arjun, reason="away", summary=SUMMARY)
        assert only_conversation().handover_count == 3
        assert Handover.objects.filter(settled_at=None).count() == 1


@pytest.mark.parametrize(
    ("reason", "words", "summary", "field"),
    [
        ("", "", SUMMARY, "reason"),
        ("because", "", SUMMARY, "reason"),
        ("other", " ", SUMMARY, "words"),
        ("knows", "x" * 201, SUMMARY, "words"),
        ("knows", "", "short", "summary"),
        ("knows", "", "x" * 1001, "summary"),
    ],
)
def test_reason_and_summary_are_asked_for(
    desk: Desk, owned: Conversation, arjun: Member, reason: str, words: str, summary: str, field: str
) -> None:
    with store_scope(desk.store_id), pytest.raises(BadInput) as refused:
        hand_over(desk.actor, owned, to=arjun, reason=reason, words=words, summary=summary)
    assert refused.value.field == field


def test_who_has_it_has_left_or_may_not_give_is_refused(
    desk: Desk, owned: Conversation, arjun: Member
) -> None:
    reader = actor_of(make_colleague(desk.shop, "reads@example.com", Role.READER))
    with store_scope(desk.store_id):
        with pytest.raises(Conflict):
            hand_over(desk.actor, owned, to=desk.member, reason="knows", summary=SUMMARY)
        with pytest.raises(Forbidden):
            hand_over(reader, owned, to=arjun, reason="knows", summary=SUMMARY)
        arjun.is_active = False
        with pytest.raises(NotFound):
            hand_over(desk.actor, owned, to=arjun, reason="knows", summary=SUMMARY)


def test_a_slip_of_the_hand_is_undone_and_not_counted(desk: Desk, owned: Conversation, arjun: Member) -> None:
    with store_scope(desk.store_id):
        given = hand_over(desk.actor, owned, to=arjun, reason="knows", summary=SUMMARY)
        back = {"given_to": arjun, "was_with": desk.member, "handover": given.public_id}
        undo_assignment(desk.actor, owned, **back)  # type: ignore[arg-type]  # as a door gives them
        fresh = only_conversation()
        assert (fresh.assignee_id, fresh.handover_count, Handover.objects.count()) == (desk.member.pk, 0, 0)
        with pytest.raises(Conflict):
            undo_assignment(desk.actor, owned, **back)  # type: ignore[arg-type]  # as above


def test_undoing_a_slip_shows_again_what_one_was_told_before(
    desk: Desk, arjun: Member, owned: Conversation
) -> None:
    with store_scope(desk.store_id):
        hand_over(desk.actor, owned, to=arjun, reason="knows", summary=SUMMARY)
        slip = hand_over(
            actor_of(arjun), owned, to=desk.member, reason="load", summary="Meant for another one"
        )
        undo_assignment(actor_of(arjun), owned, given_to=desk.member, was_with=arjun, handover=slip.public_id)
        [left] = Handover.objects.filter(settled_at=None)
    assert (left.given_to_id, left.summary) == (arjun.pk, SUMMARY)
