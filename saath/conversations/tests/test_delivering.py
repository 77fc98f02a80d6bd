"""What the outbox does when a worker dies at a bad moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from saath.conversations.actions.deliver import claim_delivery, put_back
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Delivery, Message
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation, work
from saath.core.clock import now
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
