"""Mails of one thread make the same conversation in whatever order they are brought in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import permutations

import pytest

from saath.conversations.actions.merge import undo_merge
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.intake import accept_mail
from saath.conversations.jobs import read_intake_item
from saath.conversations.models import Conversation, IntakeItem, Mention, Message, Move
from saath.conversations.queries.find import find_conversations
from saath.conversations.queries.thread import thread_page
from saath.conversations.reading import read_item
from saath.conversations.tests.arrivals import fetch
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, arrive, make_desk, work
from saath.jobs import enqueue
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
BEGAN = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
CUSTOMER, SHOP, OTHER = "sunita@example.in", SHOP_ADDRESS, "eve@example.org"
Source = IntakeItem.Source


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def name(number: int) -> str:
    return f"<letter-{number}@example.in>"


def letter(number: int, *references: int, sender: str = CUSTOMER) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, CUSTOMER if sender == SHOP else SHOP
    mail["Subject"] = f"Cushions {number}"
    mail["Date"] = format_datetime(BEGAN + timedelta(hours=number))
    mail["Message-ID"] = name(number)
    if references:
        mail["References"] = " ".join(map(name, references))
    mail.set_content(f"Letter {number}")
    return mail


def bring(desk: Desk, *mails: EmailMessage, is_imported: bool = True) -> None:
    for mail in mails:
        source = Source.SENT_COPY if mail["From"] == SHOP else Source.FILE
        at = BEGAN + timedelta(hours=int(mail["Subject"].split()[1]))
        fetch(desk, mail, source=source, arrived_at=at, is_imported=is_imported)


def shown(desk: Desk) -> list[list[tuple[str, str]]]:
    """Return what each conversation shows."""
    return [
        [(row.direction, row.text) for row in thread_page(desk.actor, conversation).messages]
        for conversation in Conversation.objects.order_by("created_at", "id")
    ]


THREADS = {
    "each names all before it": [
        letter(1), letter(2, 1, sender=SHOP), letter(3, 1, 2), letter(4, 1, 2, 3, sender=SHOP),
    ],
    "each names only the one before it": [
        letter(1), letter(2, 1, sender=SHOP), letter(3, 2), letter(4, 3, sender=SHOP),
    ],
    "the customer alone, two answers to one mail": [letter(1), letter(2, 1), letter(3, 1), letter(4, 2)],
    "the shop began": [letter(1, sender=SHOP), letter(2, 1), letter(3, 2, sender=SHOP), letter(4, 3)],
}  # fmt: skip


@pytest.mark.parametrize("thread", THREADS.values(), ids=THREADS.keys())
@pytest.mark.parametrize("order", list(permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_a_thread_is_one_conversation_in_any_order(
    desk: Desk, thread: list[EmailMessage], order: tuple[int, ...]
) -> None:
    bring(desk, *(thread[place] for place in order))
    with store_scope(desk.store_id):
        ways = ["out" if mail["From"] == SHOP else "in" for mail in thread]
        assert shown(desk) == [[(way, f"Letter {number}") for number, way in enumerate(ways, 1)]]
        conversation = Conversation.objects.get()
        assert conversation.state == Conversation.State.SOLVED
        assert (conversation.waiting_since, conversation.message_count) == (None, 4)
        assert conversation.last_text == "Letter 4"
        assert conversation.last_message_at == conversation.solved_at == BEGAN + timedelta(hours=4)
        newest_of_customer = max(number for number, way in enumerate(ways, 1) if way == "in")
        assert conversation.subject == f"Cushions {newest_of_customer}"
        answers = [number for number, way in enumerate(ways, 1) if way == "out"]
        assert conversation.first_answered_at == (BEGAN + timedelta(hours=answers[0]) if answers else None)
        assert len(find_conversations(desk.actor, "letter").rows) == 1
        assert not Mention.objects.filter(item__isnull=False).exists()


def test_a_stranger_who_names_a_mail_to_come_has_no_part_in_it(desk: Desk) -> None:
    bring(desk, letter(2, 1, sender=OTHER), letter(1))
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2


def test_what_waits_for_us_stays_and_its_history_joins_it(desk: Desk) -> None:
    arrive(letter(5, 1, 3))
    with store_scope(desk.store_id):
        before = Conversation.objects.get()
    bring(desk, letter(3, 2), letter(2, 1, sender=SHOP), letter(1))
    with store_scope(desk.store_id):
        after = Conversation.objects.get()
        assert [text for _, text in shown(desk)[0]] == [f"Letter {number}" for number in (1, 2, 3, 5)]
        assert (after.pk, after.state, after.waiting_since) == (before.pk, "open", before.waiting_since)
        assert after.last_text == "Letter 5"


def test_two_conversations_that_live_are_not_made_one(desk: Desk) -> None:
    arrive(letter(5, 1))
    arrive(letter(6, 2))
    bring(desk, letter(2, 1))
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 2
        assert Message.objects.count() == 3


def test_a_mail_that_the_shop_began_with_is_found_when_the_customer_answers_it(desk: Desk) -> None:
    bring(desk, letter(1, sender=SHOP), is_imported=False)
    arrive(letter(2, 1))
    with store_scope(desk.store_id):
        assert shown(desk)[0][0][0] in ("in", "out")
        assert {way for way, _ in shown(desk)[0]} == {"in", "out"}


def test_an_answer_that_came_before_its_mail_is_brought_to_it_and_both_wait_as_one(desk: Desk) -> None:
    arrive(letter(2, 1))
    arrive(letter(1))
    with store_scope(desk.store_id):
        whole = Conversation.objects.exclude(state=Conversation.State.MERGED).get()
        assert [text for _, text in shown(desk)[-1]] == ["Letter 2", "Letter 1"]
        first = Message.objects.get(text="Letter 2")
        assert (whole.state, whole.waiting_since) == (Conversation.State.OPEN, first.created_at)
        [event] = [
            each for each in thread_page(desk.actor, whole).events if each.kind == "conversation.merged"
        ]
        assert event.actor_person_id is None


@pytest.mark.parametrize("reads_again", [0, 1], ids=["the answer's worker", "the mail's worker"])
def test_of_two_that_are_filed_at_the_same_time_the_later_worker_sees_both(
    desk: Desk, reads_again: int
) -> None:
    for mail in (letter(2, 1), letter(1)):
        accept_mail(CUSTOMER, [SHOP], mail.as_bytes())
    with store_scope(desk.store_id):
        items = list(IntakeItem.objects.select_related("account", "raw").order_by("pk"))
        for item in items:
            read_item(item, None)
        assert Conversation.objects.filter(merged_into=None).count() == 2
        enqueue(read_intake_item, items[reads_again].pk)
    work()
    with store_scope(desk.store_id):
        assert Conversation.objects.filter(merged_into=None).count() == 1


def test_it_can_be_taken_apart_again(desk: Desk) -> None:
    arrive(letter(2, 1))
    arrive(letter(1))
    with store_scope(desk.store_id):
        undo_merge(desk.actor, Move.objects.get())
        assert shown(desk) == [[("in", "Letter 2")], [("in", "Letter 1")]]


@pytest.mark.parametrize("touch", ["answer", "take", "another", "solve"])
def test_what_somebody_has_seen_to_stays_where_it_is(desk: Desk, touch: str) -> None:
    arrive(letter(2, 1))
    with store_scope(desk.store_id):
        answer = Conversation.objects.get()
        if touch == "answer":
            reply(desk.actor, answer, text="Kal tak", client_key="k")
        elif touch == "take":
            assign_conversation(desk.actor, answer, to=desk.member)
        elif touch == "solve":
            solve_conversation(desk.actor, answer)
        else:
            add_note(desk.actor, answer, text="Who is it?", client_key="k")
    arrive(letter(1))
    with store_scope(desk.store_id):
        assert Conversation.objects.filter(merged_into=None).count() == 2


def test_a_strangers_answer_is_not_brought_to_a_customers_mail(desk: Desk) -> None:
    arrive(letter(2, 1, sender=OTHER))
    arrive(letter(1))
    with store_scope(desk.store_id):
        assert Conversation.objects.filter(merged_into=None).count() == 2
