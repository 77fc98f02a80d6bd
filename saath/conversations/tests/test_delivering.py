"""What the outbox does when a worker dies at a bad moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from saath.conversations import delivering
from saath.conversations.actions.deliver import claim_delivery, put_back
from saath.conversations.actions.reply import reply
from saath.conversations.models import ChannelAccount, Conversation, Delivery, Message
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
from saath.stores.actions.shop import present_shop
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db

OUTBOX = Actor.system("outbox")
WAIT_SECONDS = 300


def test_an_answer_put_back_leaves_later_though_its_worker_died_before_the_job_was() -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal", client_key="k1")
    due = now() + timedelta(seconds=settings.UNDO_SECONDS + 1)
    with time_machine.travel(due), store_scope(desk.store_id):
        delivery = Delivery.objects.get()
        assert claim_delivery(OUTBOX, delivery)
        assert put_back(OUTBOX, delivery, attempt=1, reason="busy", seconds=WAIT_SECONDS)
        work()
    with time_machine.travel(due + timedelta(seconds=WAIT_SECONDS + 1)), store_scope(desk.store_id):
        work()
        assert Delivery.objects.get().state == Delivery.State.SENT


def test_an_answer_whose_files_are_gone_comes_back_to_its_writer_instead_of_leaving_without_them() -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Here is the bill", client_key="k1")
        Message.objects.filter(direction=Message.Direction.OUT).update(has_attachments=True)
    with time_machine.travel(now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
        work()
    with store_scope(desk.store_id):
        delivery = Delivery.objects.get(message__is_automatic=False)
        assert (delivery.state, delivery.reason) == (
            Delivery.State.FAILED,
            "the files of this answer are gone",
        )
        assert only_conversation().state == Conversation.State.OPEN


@pytest.mark.parametrize(
    ("account", "answer", "signed"),
    [
        ("Paanch Takiye", "आपका पार्सल कल पहुँच जाएगा।", "पाँच तकिये"),
        ("Paanch Takiye", "Your parcel arrives tomorrow, before noon.", "Paanch Takiye"),
        ("Paanch Hotels", "आपका पार्सल कल पहुँच जाएगा।", "Paanch Hotels"),
    ],
)
def test_an_answer_is_signed_with_the_shops_name_in_its_language(
    account: str, answer: str, signed: str
) -> None:
    desk = make_desk()
    arrive(mail())
    with store_scope(desk.store_id):
        ChannelAccount.objects.update(name=account)
        names = {"hi": "पाँच तकिये"}
        present_shop(TEST, name="Paanch Takiye", names=names, language="en", colour="#1d4e79")
        reply(desk.actor, only_conversation(), text=answer, client_key="k1")
    with time_machine.travel(later()):
        work()
    left = sent_mails()[-1]
    words = left.get_body(("plain",))
    assert words is not None
    assert f"-- Meera {signed} " in " ".join(words.get_content().split())
    assert left["From"].addresses[0].display_name == f"Meera, {signed}"


def three_answers(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for number in range(3):
            reply(desk.actor, only_conversation(), text=f"Kal {number}", client_key=f"k{number}")


def states(desk: Desk) -> list[str]:
    with store_scope(desk.store_id):
        return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_answers_that_are_due_leave_together_but_for_one_that_was_taken_back() -> None:
    desk = make_desk()
    arrive(mail())
    three_answers(desk)
    with store_scope(desk.store_id):
        Delivery.objects.filter(message__text="Kal 1").update(state=Delivery.State.UNDONE)
    with time_machine.travel(now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
        work()
    assert states(desk)[-3:] == ["sent", "undone", "sent"]


def test_an_answer_that_left_is_written_down_though_the_next_one_cannot_go() -> None:
    desk = make_desk()
    arrive(mail())
    three_answers(desk)
    with store_scope(desk.store_id):
        later = now() + timedelta(hours=1)
        Delivery.objects.filter(message__text="Kal 1").update(leaves_at=later)
        Delivery.objects.filter(message__text="Kal 2").update(state="sending", attempt=1)
    with time_machine.travel(now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
        work()
    assert states(desk)[-3:] == ["sent", "held", "unknown"]


def test_a_slow_batch_is_put_back_and_goes_on_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "LONGEST_BATCH_SECONDS", -1)
    desk = make_desk()
    arrive(mail())
    three_answers(desk)
    with time_machine.travel(now() + timedelta(seconds=settings.UNDO_SECONDS + 1)):
        work()
    assert states(desk)[-3:] == ["sent", "sent", "sent"]
