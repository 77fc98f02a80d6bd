"""What a colleague does with a grievance, and that nothing moves its limits."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from random import Random

import pytest
import time_machine

from saath.accounts.models import AuditEntry
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.triage import reopen_conversation, solve_conversation
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, Message, Move
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, Forbidden
from saath.promises.grievances.actions.acknowledging import tell_acknowledged
from saath.promises.grievances.actions.deciding import (
    Decision,
    agree_to_refusal,
    decide_grievance,
    decline_refusal,
    reconsider_grievance,
)
from saath.promises.grievances.actions.exporting import export_register
from saath.promises.grievances.actions.notices import tell_of_limits
from saath.promises.grievances.actions.opening import Opening, open_grievance
from saath.promises.grievances.queries.register import Wanted
from saath.promises.grievances.tests.builders import complain, declare, open_page
from saath.promises.models import Clock, Grievance, GrievanceDecision
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
REFUND = Decision("refund", words="Your money goes back today.")
REFUSAL = Decision(
    "refused", refusal="time", why="Bought in March.", words="We cannot.", has_seen_warning=True
)


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "kavita@example.com", Role.MANAGER))


def limits() -> list[tuple[object, object]]:
    return list(Grievance.objects.order_by("id").values_list("word_due_at", "redress_due_at"))


def clocks(grievance: Grievance) -> dict[str, tuple[object, str]]:
    """Return by when each clock of a grievance's conversation is due, and what became of it; those that count."""
    rows = Clock.objects.filter(conversation=grievance.conversation, kind__startswith="grievance_")
    counted = rows.exclude(outcome="void").order_by("id")
    return {row.kind.removeprefix("grievance_"): (row.due_at, row.outcome) for row in counted}


def kinds() -> list[str]:
    return list(
        Event.objects.filter(kind__startswith="grievance.").order_by("id").values_list("kind", flat=True)
    )


def test_any_conversation_becomes_one_and_counts_from_its_first_message(desk: Desk) -> None:
    arrive(mail())
    arrive(mail("Still nothing?", subject="Another thing"))
    with store_scope(desk.store_id):
        first = Conversation.objects.order_by("id")[0]
        said = Message.objects.filter(conversation=first).order_by("id")[0]
        with time_machine.travel(now() + timedelta(days=3)):
            grievance = open_grievance(desk.actor, first, opening=Opening(cause="late", tells=False))
        assert grievance.received_at == said.created_at
        with pytest.raises(Conflict):
            open_grievance(desk.actor, first, opening=Opening())


def test_the_receipt_is_earlier_or_the_first_message_and_never_later(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        with pytest.raises(BadInput) as refused:
            declare(desk, received_at=now() + timedelta(seconds=1))
        assert refused.value.field == "received_at"
        called_at = now() - timedelta(days=2)
        assert declare(desk, received_at=called_at).counts_from == called_at


def test_what_comes_by_the_helpline_has_its_docket(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        with pytest.raises(BadInput):
            declare(desk, source="nch")
        due = now() + timedelta(days=7)
        grievance = declare(desk, source="nch", docket="NCH-2026-4711", docket_due_at=due)
        assert (grievance.docket, grievance.docket_due_at) == ("NCH-2026-4711", due)


def test_a_reader_opens_none_and_a_member_decides_none(desk: Desk) -> None:
    arrive(mail())
    reader = actor_of(make_colleague(desk.shop, "ravi@example.com", Role.READER))
    with store_scope(desk.store_id):
        with pytest.raises(Forbidden):
            open_grievance(reader, only_conversation(), opening=Opening())
        grievance = declare(desk)
        with pytest.raises(Forbidden):
            decide_grievance(desk.actor, grievance, decision=REFUND, client_key="d")
        with pytest.raises(Forbidden):
            export_register(desk.actor, wanted=Wanted())


def test_its_clocks_count_from_the_receipt_and_end_with_what_it_waits_for(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk, address="98765 43210")
        word, redress = grievance.word_due_at, grievance.redress_due_at
        assert clocks(grievance) == {"word": (word, ""), "redress": (redress, "")}
        tell_acknowledged(manager, grievance)
        decide_grievance(manager, grievance, decision=REFUND, client_key="d1")
        assert clocks(grievance) == {"word": (word, "kept"), "redress": (redress, "kept")}
        reconsider_grievance(manager, grievance)
        assert clocks(grievance)["redress"] == (redress, "")
        other = complain(desk, address="98765 43210", key="f2")
        assert grievance.conversation is not None
        assert other.conversation is not None
        move = merge_conversations(manager, grievance.conversation, into=other.conversation)
        assert clocks(grievance) == {"word": (word, "kept")}
        assert clocks(other)["redress"] == (redress, "")
        undo_merge(manager, move)
        assert clocks(grievance)["redress"] == (redress, "")
        assert clocks(other)["redress"] == (other.redress_due_at, "")


def test_an_answer_of_a_person_acknowledges_once_it_left(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        declare(desk, tells=False)
        reply(desk.actor, only_conversation(), text="We look into it.", client_key="k")
        assert Grievance.objects.get().acknowledged_at is None
    with time_machine.travel(later()):
        work()
    with store_scope(desk.store_id):
        assert Grievance.objects.get().acknowledged_how == "person"


def test_what_is_only_there_to_be_read_acknowledges_nothing(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk, address="98765 43210")
        assert grievance.conversation is not None
        reply(desk.actor, grievance.conversation, text="We call you.", client_key="k")
        assert Grievance.objects.get().acknowledged_at is None


def test_a_word_that_comes_back_does_not_count(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
    work()
    with store_scope(desk.store_id):
        assert Grievance.objects.get().acknowledged_at is not None
        before = limits()
    accept_mail("", ["namaste@paanch.test"], _bounce(sent_mails()[0]))
    work()
    with store_scope(desk.store_id):
        fresh = Grievance.objects.get()
        assert (fresh.acknowledged_at, fresh.acknowledged_how) == (None, "")
        assert fresh.notice_at == grievance.received_at + timedelta(hours=24)
        assert limits() == before
        tell_acknowledged(desk.actor, fresh)
        assert Grievance.objects.get().acknowledged_how == "told"


def _bounce(sent: EmailMessage) -> bytes:
    """Return a report (RFC 3464) that a mail of ours came back."""
    return (
        "From: MAILER-DAEMON@example.in\r\nTo: namaste@paanch.test\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <b1@example.in>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b0"\r\n\r\n'
        "--b0\r\nContent-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n"
        "--b0\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.in\r\n\r\n"
        "Final-Recipient: rfc822; sunita@example.in\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b0\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {sent['Message-ID']}\r\n--b0--\r\n"
    ).encode()


def test_a_decision_sends_its_letter_and_ends_the_notices(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        made = decide_grievance(manager, grievance, decision=REFUND, client_key="d1")
        fresh = Grievance.objects.get()
        assert (fresh.outcome, fresh.redressed_at, fresh.notice_at) == ("refund", made.agreed_at, None)
        with pytest.raises(Conflict):
            decide_grievance(manager, grievance, decision=REFUND, client_key="d2")
    with time_machine.travel(later()):
        work()
    assert "Your money goes back today." in sent_mails()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_letter_that_is_taken_back_takes_the_decision_back(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        before = limits()
        made = decide_grievance(manager, grievance, decision=REFUND, client_key="d1")
        assert made.letter is not None
        undo_reply(manager, made.letter)
        fresh = Grievance.objects.get()
        assert (fresh.outcome, fresh.redressed_at) == ("", None)
        assert fresh.notice_at is not None
        assert limits() == before
        assert GrievanceDecision.objects.get().withdrawn_at is not None


def test_a_refusal_that_the_rules_speak_against_needs_another_person(desk: Desk, manager: Actor) -> None:
    second = actor_of(make_colleague(desk.shop, "asha@example.com", Role.OWNER))
    with store_scope(desk.store_id):
        grievance = complain(desk, cause="defective")
        without = Decision("refused", refusal="time", why="x", words="No.")
        with pytest.raises(BadInput) as unread:
            decide_grievance(manager, grievance, decision=without, client_key="d0")
        assert unread.value.field == "has_seen_warning"
        made = decide_grievance(manager, grievance, decision=REFUSAL, client_key="d1")
        assert (made.agreed_at, made.letter, Grievance.objects.get().redressed_at) == (None, None, None)
        with pytest.raises(Forbidden):
            agree_to_refusal(manager, grievance, client_key="d1")
        agreed = agree_to_refusal(second, grievance, client_key="d2")
        assert agreed.letter is not None
        assert Grievance.objects.get().outcome == "refused"


def test_no_to_a_refusal_sends_nothing(desk: Desk, manager: Actor) -> None:
    second = actor_of(make_colleague(desk.shop, "asha@example.com", Role.OWNER))
    with store_scope(desk.store_id):
        grievance = complain(desk)
        decide_grievance(manager, grievance, decision=REFUSAL, client_key="d1")
        decline_refusal(second, grievance)
        fresh = Grievance.objects.get()
        assert (fresh.redressed_at, fresh.outcome) == (None, "")
        assert not Message.objects.filter(direction="out", is_automatic=False).exists()
        decide_grievance(manager, fresh, decision=REFUND, client_key="d2")


def test_who_is_alone_refuses_after_the_warning(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        made = decide_grievance(manager, complain(desk), decision=REFUSAL, client_key="d1")
        assert made.agreed_at is not None


def test_force_majeure_and_other_causes_need_nobody_else(desk: Desk, manager: Actor) -> None:
    make_colleague(desk.shop, "asha@example.com", Role.OWNER)
    flood = Decision("refused", refusal="force", why="The flood of July.", words="We cannot.")
    with store_scope(desk.store_id):
        assert decide_grievance(manager, complain(desk), decision=flood, client_key="d1").agreed_at
        other = complain(desk, key="f2", cause="other")
        plain = Decision("refused", refusal="time", why="Bought in March.", words="We cannot.")
        assert decide_grievance(manager, other, decision=plain, client_key="d2").agreed_at


def test_notices_come_before_both_limits_each_once_and_name_the_officer(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        open_page(member=desk.member)
        grievance = complain(desk, address="98765 43210")
        began = grievance.received_at
        told = []
        for hours in (1, 23, 25, 26, 41, 49, 50, 15 * 24 + 1, 25 * 24 + 1, 32 * 24, 33 * 24):
            with time_machine.travel(began + timedelta(hours=hours)):
                if tell_of_limits(TEST):
                    newest = Event.objects.filter(kind__in=("grievance.due", "grievance.late")).latest("id")
                    told.append((hours, newest.kind, newest.changed[0], newest.refs["member"]))
        me = str(desk.member.public_id)
        assert told == [
            (25, "grievance.due", "word", me),
            (41, "grievance.due", "word", me),
            (49, "grievance.late", "word", me),
            (361, "grievance.due", "redress", me),
            (601, "grievance.due", "redress", me),
            (768, "grievance.late", "redress", me),
        ]
        assert Grievance.objects.get().notice_at is None


def test_after_a_stop_each_grievance_is_told_of_once(desk: Desk) -> None:
    with store_scope(desk.store_id):
        began = complain(desk, address="98765 43210").received_at
        with time_machine.travel(began + timedelta(days=20)):
            assert tell_of_limits(TEST) == 1
            assert tell_of_limits(TEST) == 0
        assert kinds().count("grievance.late") + kinds().count("grievance.due") == 1


def two_grievances(desk: Desk, manager: Actor) -> tuple[Grievance, Grievance]:
    first = complain(desk, key="f1")
    with time_machine.travel(now() + timedelta(days=2)):
        second = complain(desk, key="f2")
    return first, second


def test_of_two_that_become_one_the_earlier_limits_hold_and_both_references_stay(
    desk: Desk, manager: Actor
) -> None:
    with store_scope(desk.store_id):
        first, second = two_grievances(desk, manager)
        own = limits()
        assert first.conversation is not None
        assert second.conversation is not None
        move = merge_conversations(manager, first.conversation, into=second.conversation)
        gone, stays = Grievance.objects.order_by("id")
        assert (gone.joined, gone.reference) == (stays, first.reference)
        assert (stays.counts_from, stays.received_at) == (first.received_at, second.received_at)
        assert (stays.word_due_at, stays.redress_due_at) == own[0]
        undo_merge(manager, move)
        assert limits() == own
        assert [each.joined for each in Grievance.objects.all()] == [None, None]


def test_a_grievance_goes_where_its_words_go_and_comes_back(desk: Desk, manager: Actor) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        plain = only_conversation()
        grievance = complain(desk)
        before = limits()
        assert grievance.conversation is not None
        move = merge_conversations(manager, grievance.conversation, into=plain)
        assert Grievance.objects.get().conversation == plain
        assert limits() == before
        undo_merge(manager, Move.objects.get(pk=move.pk))
        assert Grievance.objects.get().conversation == grievance.conversation
        assert limits() == before


def test_no_order_of_what_people_do_moves_a_limit(desk: Desk, manager: Actor) -> None:
    for seed in range(6):
        chance = Random(seed)
        with store_scope(desk.store_id):
            grievance = complain(desk, key=f"p{seed}", address=f"p{seed}@example.in")
            before = (grievance.word_due_at, grievance.redress_due_at, grievance.received_at)
            for number in range(8):
                _do_something(manager, grievance, chance.randrange(7), f"{seed}-{number}")
                fresh = Grievance.objects.get(pk=grievance.pk)
                assert (fresh.word_due_at, fresh.redress_due_at, fresh.received_at) == before


def _do_something(manager: Actor, grievance: Grievance, what: int, key: str) -> None:
    conversation = grievance.conversation
    assert conversation is not None
    try:
        match what:
            case 0:
                reply(manager, conversation, text="We look into it.", client_key=key)
            case 1:
                solve_conversation(manager, conversation)
            case 2:
                reopen_conversation(manager, conversation)
            case 3:
                snooze_conversation(manager, conversation, until=now() + timedelta(days=1))
            case 4:
                decide_grievance(manager, grievance, decision=REFUND, client_key=key)
            case 5:
                reconsider_grievance(manager, grievance)
            case _:
                tell_acknowledged(manager, grievance)
    except (Conflict, BadInput):
        pass


def test_the_register_leaves_as_a_file_and_who_took_it_is_written_down(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        complain(desk, "=HYPERLINK is not run by anybody's spreadsheet")
        Grievance.objects.update(name="=1+1")
        heading, line = "".join(export_register(manager, wanted=Wanted())).strip().splitlines()
        assert heading.startswith("reference,received,acknowledge by")
        assert "'=1+1" in line
        assert "+05:30" in line
    assert AuditEntry.objects.filter(kind="register_taken", store_id=desk.store_id).count() == 1
