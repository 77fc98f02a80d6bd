"""Asking somebody outside by link: what they get, what comes back, and what its clock does."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.actions.answer_aside import NotAskedAnyMore, answer_by_link
from saath.conversations.actions.ask_aside import Asking, ask_aside
from saath.conversations.actions.end_aside import end_question, resume_question
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.outsiders import (
    Entry,
    add_outsider,
    change_outsider,
    remove_outsider,
    restore_outsider,
)
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.aside.links import link_of
from saath.conversations.models import Attachment, Conversation, Message, Outsider, SideAnswer, SideQuestion
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    later,
    mail,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.team.actions.hearing import choose_hearing
from saath.team.rules import Quiet, Wish
from saath.tenancy.actor import Actor
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
PACKER = Entry("Mahesh", "packer", "gu", "mahesh@packers.test")
BY_LINK = Actor(kind="outsider", label="by the link")
HOURS = timedelta(hours=2)


@pytest.fixture
def asking(desk: Desk) -> Desk:
    """A shop whose only customer has written, with a file, and was answered."""
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    question = mail("Where is my pillow? Call 98250 12345 or sunita@example.in")
    question.add_attachment(b"red", maintype="text", subtype="plain", filename="red.txt")
    arrive(question)
    with store_scope(desk.store_id):
        choose_hearing(desk.actor, wish=Wish(quiet=Quiet.NEVER))
        reply(desk.actor, only_conversation(), text="I am asking the packer.", client_key="first")
    return desk


def ask(desk: Desk, key: str = "k", outsider: Outsider | Entry = PACKER, **facts: object) -> SideQuestion:
    asked = Asking(**{"text": "Was PT-20418 packed?", "due_at": now() + HOURS, **facts})  # type: ignore[arg-type]
    return ask_aside(desk.actor, only_conversation(), outsider=outsider, asking=asked, client_key=key)


def answer(question: SideQuestion, text: str = "Yes, at 11.", key: str = "a") -> Message:
    return answer_by_link(BY_LINK, question, text=text, client_key=key)


def plain(sent: EmailMessage) -> str:
    body = sent.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def let_pass(**time: float) -> None:
    with time_machine.travel(now() + timedelta(**time)):
        work()


def leave() -> None:
    with time_machine.travel(later()):
        work()


def test_the_packer_gets_the_question_with_its_link_and_nothing_of_the_customer(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        link = link_of(question)
    leave()
    sent = sent_mails()[-1]
    body = plain(sent)
    assert sent["To"] == "Mahesh <mahesh@packers.test>"
    assert "Was PT-20418 packed?" in body
    assert link in body.replace("\n", "")
    for kept in ("sunita", "98250", "pillow", "PT-20418 packed? "):
        assert kept not in body.casefold()
    assert "Order PT-20418" not in sent["Subject"]
    assert "Was PT-20418 packed?" in sent["Subject"]


def test_what_was_chosen_goes_along_without_contacts(asking: Desk) -> None:
    with store_scope(asking.store_id):
        said = Message.objects.get(direction="in")
        files = list(Attachment.objects.filter(message=said))
        ask(asking, shown=[said], files=files)
    leave()
    sent = sent_mails()[-1]
    body = plain(sent)
    assert "Where is my pillow?" in body
    assert "98250" not in body
    assert "sunita@" not in body
    assert [part.get_filename() for part in sent.iter_attachments()] == ["red.txt"]


def test_asking_shows_whom_it_waits_for_and_the_same_press_asks_once(asking: Desk) -> None:
    with store_scope(asking.store_id):
        first, again = ask(asking), ask(asking)
        assert first.pk == again.pk
        conversation = only_conversation()
        assert (conversation.aside_kind, conversation.aside_due_at) == ("packer", first.due_at)
        assert conversation.assignee_id == asking.member.pk
        assert Outsider.objects.get().last_asked_at is not None
        assert Event.objects.filter(kind="aside.asked").count() == 1


def test_an_answer_is_a_note_that_brings_the_conversation_back(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        said = answer(question)
        assert answer(question).pk == said.pk
        second = answer(question, "And the courier has it.", "b")
        conversation = only_conversation()
        assert {said.direction, second.direction} == {Message.Direction.NOTE}
        assert conversation.state == Conversation.State.OPEN
        assert conversation.aside_due_at is None
        assert conversation.last_text == "Mahesh: And the courier has it."
        assert SideAnswer.objects.count() == 2
        told = Event.objects.filter(kind="aside.answered").latest("id")
        assert told.refs["member"] == str(asking.member.public_id)
        assert told.actor_kind == "outsider"


def test_the_customer_never_gets_it_nor_its_quote(asking: Desk) -> None:
    with store_scope(asking.store_id):
        answer(ask(asking))
        reply(asking.actor, only_conversation(), text="It was packed.", client_key="second")
    leave()
    sent = [each for each in sent_mails() if "sunita" in each["To"]][-1]
    assert "Yes, at 11" not in sent.as_string()
    assert "Was PT-20418 packed" not in sent.as_string()


def test_answering_the_mail_itself_answers_the_question(asking: Desk) -> None:
    with store_scope(asking.store_id):
        ask(asking)
    leave()
    sent = sent_mails()[-1]
    back = mail(
        "Haan, 11 vagye.",
        sender="Mahesh <mahesh@packers.test>",
        to=sent["Reply-To"],
        answers=sent["Message-ID"],
    )
    arrive(back, to=sent["Reply-To"].rpartition("<")[2].rstrip(">"), mail_from="mahesh@packers.test")
    with store_scope(asking.store_id):
        conversation, said = only_conversation(), Message.objects.latest("id")
        assert (said.direction, said.text) == (Message.Direction.NOTE, "Haan, 11 vagye.")
        assert SideQuestion.objects.get().answered_at is not None
        assert conversation.aside_due_at is None
        assert conversation.state == Conversation.State.OPEN


def test_of_two_questions_the_one_whose_mail_is_answered_counts(asking: Desk) -> None:
    with store_scope(asking.store_id):
        first = ask(asking)
        second = ask(asking, "k2", text="And the bill?")
    leave()
    sent = next(each for each in sent_mails() if "Was PT-20418" in each["Subject"])
    back = mail("Packed.", sender="mahesh@packers.test", answers=sent["Message-ID"])
    arrive(back, to=sent["Reply-To"].rpartition("<")[2].rstrip(">"), mail_from="mahesh@packers.test")
    with store_scope(asking.store_id):
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.answered_at is not None
        assert second.answered_at is None
        assert only_conversation().aside_due_at == second.due_at


def test_their_machine_answers_nothing(asking: Desk) -> None:
    with store_scope(asking.store_id):
        ask(asking)
    leave()
    sent = sent_mails()[-1]
    away = mail(
        "I am away.", sender="mahesh@packers.test", answers=sent["Message-ID"], headers={"Auto-Submitted": "auto-replied"}
    )  # fmt: skip
    arrive(away, to=sent["Reply-To"].rpartition("<")[2].rstrip(">"), mail_from="mahesh@packers.test")
    with store_scope(asking.store_id):
        assert SideQuestion.objects.get().answered_at is None
        assert only_conversation().aside_due_at is not None


def test_who_has_no_address_gets_no_mail_and_answers_all_the_same(asking: Desk) -> None:
    before = len(sent_mails())
    with store_scope(asking.store_id):
        with pytest.raises(BadInput, match="no e-mail address"):
            ask(asking, outsider=Entry("Ramu", "courier", "hi"))
        assert not Outsider.objects.exists()
        question = ask(asking, outsider=Entry("Ramu", "courier", "hi"), is_mailed=False)
    leave()
    assert len(sent_mails()) == before + 1  # the answer to the customer
    with store_scope(asking.store_id):
        assert answer(question).recipients[0]["name"] == "Ramu"


@pytest.mark.parametrize("address", ["sunita@example.in", "namaste@paanch.test", "nobody"])
def test_nobody_who_hears_it_anyway_is_asked(asking: Desk, address: str) -> None:
    with store_scope(asking.store_id), pytest.raises(BadInput):
        ask(asking, outsider=Entry("X", "other", "en", address))


def test_nothing_is_asked_without_words_without_a_time_to_come_and_in_what_is_solved(asking: Desk) -> None:
    with store_scope(asking.store_id):
        for facts in ({"text": " "}, {"due_at": now()}, {"due_at": now() + timedelta(days=40)}):
            with pytest.raises(BadInput):
                ask(asking, **facts)
        solve_conversation(asking.actor, only_conversation())
        with pytest.raises(Conflict):
            ask(asking)
        assert not SideQuestion.objects.exists()


def test_one_reminder_is_mailed_and_then_its_asker_is_told(asking: Desk) -> None:
    with store_scope(asking.store_id):
        ask(asking)
    leave()
    for _time in range(2):
        let_pass(minutes=95)
        let_pass(minutes=96)
    reminders = [each for each in sent_mails() if "mahesh" in each["To"]][1:]
    assert len(reminders) == 1
    assert "Was PT-20418 packed?" in plain(reminders[0])
    assert "/asked/" in plain(reminders[0])
    let_pass(minutes=121)
    let_pass(minutes=122)
    with store_scope(asking.store_id):
        conversation = only_conversation()
        assert conversation.state == Conversation.State.OPEN
        assert conversation.waiting_since is None
        assert Event.objects.filter(kind="aside.overdue").count() == 1
        told = Event.objects.filter(kind="colleague.told").latest("id")
        assert told.changed == ["overdue"]
        assert str(asking.member.public_id) in told.refs.values()


def test_who_answered_is_neither_reminded_nor_late(asking: Desk) -> None:
    with store_scope(asking.store_id):
        answer(ask(asking))
    leave()
    let_pass(minutes=96)
    let_pass(minutes=122)
    assert len([each for each in sent_mails() if "mahesh" in each["To"]]) == 1
    with store_scope(asking.store_id):
        assert not Event.objects.filter(kind="aside.overdue").exists()


def test_its_asker_hears_of_the_answer_though_somebody_else_has_it_now(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        assign_conversation(asking.actor, only_conversation(), to=None)
        answer(question)
    work()
    with store_scope(asking.store_id):
        told = Event.objects.filter(kind="colleague.told").latest("id")
        assert told.changed == ["aside"]
        assert list(told.refs.values()) == [str(asking.member.public_id)]


def test_what_is_taken_back_takes_no_answer_until_it_is_let(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        end_question(asking.actor, question)
        assert only_conversation().aside_due_at is None
        with pytest.raises(NotAskedAnyMore):
            answer(question)
    leave()
    assert not [each for each in sent_mails() if "mahesh" in each["To"]]
    with store_scope(asking.store_id):
        resume_question(asking.actor, question)
        assert only_conversation().aside_due_at == question.due_at
    leave()
    assert [each for each in sent_mails() if "mahesh" in each["To"]]
    with store_scope(asking.store_id):
        answer(question)


def test_what_is_solved_or_too_old_takes_no_answer(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        with time_machine.travel(now() + timedelta(days=15)), pytest.raises(NotAskedAnyMore):
            answer(question)
        solve_conversation(asking.actor, only_conversation())
        with pytest.raises(NotAskedAnyMore):
            answer(question)
    let_pass(days=15)
    with store_scope(asking.store_id):
        assert only_conversation().aside_due_at is None


def test_a_question_that_has_not_left_is_undone_like_an_answer(asking: Desk) -> None:
    with store_scope(asking.store_id):
        question = ask(asking)
        assert undo_reply(asking.actor, question.message) == "Was PT-20418 packed?"
        conversation = only_conversation()
        assert conversation.aside_due_at is None
        assert not conversation.people
        assert not SideQuestion.objects.exists()


def test_a_question_goes_along_with_a_merge_and_comes_back(asking: Desk) -> None:
    arrive(mail("Another thing", subject="Bill"))
    with store_scope(asking.store_id):
        other = Conversation.objects.latest("id")
        into = Conversation.objects.earliest("id")
        asked = Asking(text="Packed?", due_at=now() + HOURS)
        question = ask_aside(asking.actor, other, outsider=PACKER, asking=asked, client_key="m")
        move = merge_conversations(asking.actor, other, into=into)
        into.refresh_from_db()
        assert into.aside_due_at == question.due_at
        undo_merge(asking.actor, move)
        into.refresh_from_db()
        other.refresh_from_db()
        assert [each.aside_kind for each in (into, other)] == ["", "packer"]
        answer(SideQuestion.objects.select_related("message__conversation").get())
        assert Message.objects.latest("id").conversation_id == other.pk


def test_the_book_knows_everybody_once_and_takes_back_who_was_taken_out(asking: Desk) -> None:
    with store_scope(asking.store_id):
        mahesh = add_outsider(asking.actor, entry=PACKER)
        assert add_outsider(asking.actor, entry=PACKER).pk == mahesh.pk
        ramu = add_outsider(asking.actor, entry=Entry("Ramu", "courier", "hi"))
        with pytest.raises(BadInput, match="has this address already"):
            change_outsider(asking.actor, ramu, entry=PACKER)
        remove_outsider(asking.actor, mahesh)
        change_outsider(asking.actor, ramu, entry=PACKER)
        with pytest.raises(BadInput, match="has this address already"):
            restore_outsider(asking.actor, mahesh)
        for wrong in (Entry("", "packer", "gu"), Entry("X", "king", "gu"), Entry("X", "packer", "fr")):
            with pytest.raises(BadInput):
                add_outsider(asking.actor, entry=wrong)
