"""The page of what Saath says by itself, and the way back from a closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saath.conversations.tests.builders import Desk, make_desk, only_conversation, sent_mails
from saath.promises.models import OwnWord, OwnWordSettings
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.stores.models import CustomerText
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE = "/settings/own-words/"
GOOD = {"on": "on", "remind_after_days": "4", "remind_times": "2"}


@pytest.fixture
def owner(desk: Desk) -> Client:
    trusting(desk)
    return browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def colleague(desk: Desk) -> Client:
    return browser_of(desk.member, desk.shop)


@pytest.fixture
def closed(desk: Desk) -> OwnWord:
    trusting(desk)
    let_speak(desk, "closing", at=NOON - timedelta(days=1))
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
    look(desk, after(days=7.1))
    with store_scope(desk.store_id):
        return OwnWord.objects.select_related("conversation").get()


def test_the_owner_switches_a_kind_on(owner: Client, desk: Desk) -> None:
    answer = owner.post(f"{PAGE}reminder/save/", GOOD)
    assert answer.status_code == 302
    with store_scope(desk.store_id):
        kept = OwnWordSettings.objects.get()
    assert (kept.reminds, kept.remind_after_days, kept.remind_times) == (True, 4, 2)


def test_a_kind_is_worded_on_the_page_of_its_text_and_nowhere_else(owner: Client, desk: Desk) -> None:
    page = owner.get(PAGE).content.decode()
    assert "<textarea" not in page
    for kind in ("reminder", "closing", "thanks"):
        assert f'href="{PAGE}texts/{kind}/#words"' in page
    owner.post(f"{PAGE}reminder/save/", {**GOOD, "text_en": "Hello, {reference} waits since {day}. {shop}"})
    with store_scope(desk.store_id):
        assert not CustomerText.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("remind_after_days", "0"),
        ("remind_times", "3"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(owner: Client, desk: Desk, field: str, value: str) -> None:
    answer = owner.post(f"{PAGE}reminder/save/", {**GOOD, field: value})
    assert answer.status_code == 422
    assert f"id_reminder_{field}_error" in answer.content.decode()
    with store_scope(desk.store_id):
        assert not OwnWordSettings.objects.exists()


def test_the_page_names_whom_it_would_have_reached_and_sends_nothing(desk: Desk) -> None:
    trusting(desk)
    written()
    with store_scope(desk.store_id):
        answered(desk, only_conversation())
    sent = len(sent_mails())
    with time_machine.travel(after(days=4), tick=False):
        owner = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
        page = owner.get(PAGE).content.decode()
        assert "it would have gone to 1 customer." in page
        assert "Sunita Verma" in page
    with store_scope(desk.store_id):
        assert not OwnWordSettings.objects.exists()
    assert len(sent_mails()) == sent


def test_any_colleague_sees_why_it_was_closed_and_takes_it_back(desk: Desk, closed: OwnWord) -> None:
    address = f"/own-words/{closed.public_id}/"
    with time_machine.travel(after(days=8), tick=False):
        colleague = browser_of(desk.member, desk.shop)
        thread = colleague.get(
            reverse("desk:thread", args=["solved", closed.conversation.public_id])
        ).content.decode()
        assert address in thread
        assert "closed: nothing heard for 7 days" in thread
        page = colleague.get(address).content.decode()
        assert "Nothing was heard of it for 7 days." in page
        assert "Take the closing back" in page
        assert colleague.post(f"{address}undo/").status_code == 302
        with store_scope(desk.store_id):
            assert only_conversation().state == "pending"
        assert "It was taken back." in colleague.get(address).content.decode()
        colleague.post(f"{address}undo/")
        assert (
            "took the closing back"
            in colleague.get(
                reverse("desk:thread", args=["customer", closed.conversation.public_id])
            ).content.decode()
        )


def test_a_colleague_decides_nothing_and_an_outsider_sees_nothing(
    colleague: Client, desk: Desk, closed: OwnWord
) -> None:
    assert colleague.get(PAGE).status_code == 403
    assert colleague.post(f"{PAGE}reminder/save/", GOOD).status_code == 403
    reader = browser_of(make_colleague(desk.shop, "reader@example.com", Role.READER), desk.shop)
    assert "Take the closing back" not in reader.get(f"/own-words/{closed.public_id}/").content.decode()
    assert reader.post(f"/own-words/{closed.public_id}/undo/").status_code == 403
    other = make_desk("elsewhere", "hello@elsewhere.test", "eve@example.com")
    stranger = browser_of(make_colleague(other.shop, "eve2@example.com", Role.OWNER), other.shop)
    assert stranger.get(f"/own-words/{closed.public_id}/").status_code == 404
    assert stranger.post(f"/own-words/{closed.public_id}/undo/").status_code == 404
    assert Client().get(PAGE).status_code in (302, 404)


def test_no_other_kind(owner: Client) -> None:
    assert owner.post(f"{PAGE}magic/save/", GOOD).status_code == 404
