"""The order in which mail is read."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
import time_machine
from django.db import IntegrityError

from saath.conversations import reading
from saath.conversations.actions.arrive import retry_item
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, IntakeItem, Message
from saath.conversations.tests.builders import SHOP_ADDRESS, make_desk, work
from saath.conversations.tests.builders import mail as a_mail
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.files import storage
from saath.jobs.errors import RetryLater
from saath.jobs.models import Job
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def test_an_answer_waits_for_older_mail_that_may_be_what_it_answers() -> None:
    desk = make_desk()
    first = a_mail("Kab aayega?")
    second = a_mail("Aur kitna?", answers=first["Message-ID"], subject="Re: Order PT-20418")
    for message in (first, second):
        accept_mail("sunita@example.in", [SHOP_ADDRESS], message.as_bytes())
    with store_scope(desk.store_id):
        newer = IntakeItem.objects.order_by("-pk")[0]
        with pytest.raises(RetryLater):
            reading.read_item(newer, None)
        assert IntakeItem.objects.get(pk=newer.pk).state == IntakeItem.State.RECEIVED
    work()
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 1


def test_an_answer_does_not_wait_for_ever_for_mail_that_nobody_can_read() -> None:
    desk = make_desk()
    for message in (a_mail("Kab aayega?"), a_mail("Aur kitna?", answers="<never@seen.example>")):
        accept_mail("sunita@example.in", [SHOP_ADDRESS], message.as_bytes())
    with store_scope(desk.store_id), time_machine.travel(now() + reading.PATIENCE + timedelta(seconds=1)):
        reading.read_item(IntakeItem.objects.order_by("-pk")[0], None)
        assert Message.objects.get().text == "Aur kitna?"


def test_a_conflict_that_stays_is_a_failure_and_not_a_coincidence(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    accept_mail("sunita@example.in", [SHOP_ADDRESS], a_mail().as_bytes())
    monkeypatch.setattr(reading, "receive_message", Mock(side_effect=IntegrityError))
    with store_scope(desk.store_id):
        item = IntakeItem.objects.get()
        with pytest.raises(RetryLater):
            reading.read_item(item, None)
        with (
            time_machine.travel(now() + reading.PATIENCE + timedelta(seconds=1)),
            pytest.raises(IntegrityError),
        ):
            reading.read_item(item, None)
        assert IntakeItem.objects.get().state == IntakeItem.State.FAILED


def test_a_mail_that_cannot_be_read_keeps_none_of_those_that_are_read_with_it_back() -> None:
    desk = make_desk()
    for words in ("Kab aayega?", "Aur kitna?", "Namaste"):
        raw = a_mail(words, sender=f"{words[:3]} <{words[:3].lower()}@example.in>").as_bytes()
        accept_mail("sunita@example.in", [SHOP_ADDRESS], raw)
    with store_scope(desk.store_id):
        lost = IntakeItem.objects.select_related("raw").order_by("pk")[1]
        assert lost.raw is not None
        assert storage.remove_if_older(lost.raw.sha256, than=now() + timedelta(days=1))
    work()
    with store_scope(desk.store_id):
        states = IntakeItem.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["accepted", "failed", "accepted"]
        assert Job.objects.get(key=f"intake:{lost.pk}").failures == 1


def test_an_answer_to_a_mail_that_we_never_had_opens_a_conversation() -> None:
    desk = make_desk()
    orphan = a_mail(answers="<never@seen.example>")
    accept_mail("sunita@example.in", [SHOP_ADDRESS], orphan.as_bytes())
    work()
    with store_scope(desk.store_id):
        assert Conversation.objects.count() == 1


def test_what_was_read_is_not_read_into_a_second_message() -> None:
    desk = make_desk()
    accept_mail("sunita@example.in", [SHOP_ADDRESS], a_mail().as_bytes())
    work()
    with store_scope(desk.store_id):
        with pytest.raises(Conflict):
            retry_item(Actor.system("test"), IntakeItem.objects.get())
        work()
        assert Message.objects.count() == 1


def test_a_return_path_that_no_database_keeps_keeps_no_mail_out() -> None:
    desk = make_desk()
    accept_mail("a\x00\udcff@example.in", [SHOP_ADDRESS], a_mail().as_bytes())
    work()
    with store_scope(desk.store_id):
        item = IntakeItem.objects.get()
        assert (item.state, item.envelope["mail_from"]) == (IntakeItem.State.ACCEPTED, "a@example.in")
