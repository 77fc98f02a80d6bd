"""What policies do to conversations, and what a preview says of it beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.customers.actions.tags import tag_customer
from saath.promises.clocks.tests.builders import clocks_of
from saath.promises.models import Clock, Policy
from saath.promises.policies.actions import (
    change_policy,
    move_policy,
    remove_policy,
    restore_policy,
    switch_policy,
)
from saath.promises.policies.content import Content, content_of
from saath.promises.policies.preview import preview_policy
from saath.promises.policies.queries import get_policy, list_removed
from saath.promises.policies.tests.builders import promise
from saath.stores.actions.settings import set_hours
from saath.stores.hours import Interval, WeekHours
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
NEW = "/settings/policies/new/"
# A Monday morning, in open hours.
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        yield found


def target_of(conversation: Conversation) -> int | None:
    return clocks_of(conversation, "first_answer")[0].target_seconds


def comes(sender: str) -> Conversation:
    """Let somebody new write."""
    arrive(mail(sender=sender))
    return Conversation.objects.order_by("-pk")[0]


def changed(policy: Policy, **changes: Any) -> Policy:
    policy.refresh_from_db()
    return change_policy(TEST, policy, content=replace(content_of(policy), **changes), version=policy.version)


def test_a_removed_policy_stays_while_a_clock_names_it_and_comes_back_no_more_after_30_days(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    named = promise("Mail", first_answer_seconds=7200)
    waiting = comes("one@example.com")
    unnamed = promise("Nobody", language="gu", first_answer_seconds=600)
    for policy in (named, unnamed):
        remove_policy(TEST, policy)
    assert set(list_removed(TEST)) == {named, unnamed}
    clock.shift(timedelta(days=31))
    purge_expired(now())
    assert list(Policy.objects.all()) == [named]
    assert clocks_of(waiting, "first_answer")[0].policy == named
    assert list_removed(TEST) == []
    with pytest.raises(NotFound):
        get_policy(TEST, named.public_id, is_removed=True)
    with pytest.raises(NotFound):
        restore_policy(TEST, named)
    Clock.objects.all().delete()
    purge_expired(now())
    assert not Policy.objects.exists()


def test_who_waits_keeps_what_was_promised_whatever_becomes_of_the_policy(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    policy = promise("Mail", first_answer_seconds=7200)
    waiting = comes("one@example.com")
    due_at = waiting.due_at
    changed(policy, first_answer_seconds=600)
    assert (target_of(waiting), target_of(comes("two@example.com"))) == (7200, 600)
    clock.shift(timedelta(minutes=1))
    # Other hours move the due time; the promise of two hours stays.
    set_hours(TEST, week=WeekHours(((Interval(time(11, 30), time(22)),),) * 7))
    work()
    waiting.refresh_from_db()
    assert target_of(waiting) == 7200
    assert waiting.due_at is not None
    assert due_at is not None
    assert waiting.due_at > due_at
    switch_policy(TEST, policy, is_active=False)
    assert target_of(comes("three@example.com")) == 300
    remove_policy(TEST, policy)
    assert target_of(waiting) == 7200


def test_who_has_no_policy_has_the_shops_own_promise_also_when_hours_change(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    waiting = comes("one@example.com")
    promise("Mail", first_answer_seconds=7200)
    set_hours(TEST, week=WeekHours(((Interval(time(10), time(22)),),) * 7))
    work()
    assert target_of(waiting) == 300
    assert target_of(comes("two@example.com")) == 7200


def test_the_order_decides_for_what_comes_next(desk: Desk) -> None:
    first, second = promise("Mail", first_answer_seconds=600), promise("Other", first_answer_seconds=1200)
    assert target_of(comes("one@example.com")) == 600
    move_policy(TEST, second, up=True)
    assert target_of(comes("two@example.com")) == 1200
    move_policy(TEST, first, up=True)
    assert target_of(comes("three@example.com")) == 600


def test_a_preview_says_what_it_would_have_done_and_saves_nothing(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    everybody = promise("Everybody", first_answer_seconds=300)
    comes("one@example.com")
    clock.shift(timedelta(minutes=10))
    reply(desk.actor, only_conversation(), text="Kal tak", client_key="one")
    comes("two@example.com")
    asked = {
        "name": "Slow", "first_answer_seconds": "15", "warn_percent": "75", "is_active": "on", "preview": "1",
        **{f"{name}_unit": "minutes" for name in ("first_answer_seconds", "next_answer_seconds", "solution_seconds")},
    }  # fmt: skip

    def shown(where: str = NEW) -> str:
        return owner.post(where, asked).content.decode()

    page = shown()
    assert "Looked at: 2 conversations of the last 30 days with something promised." in page
    assert "It would have caught 0 of them." in page
    assert "It would fit 2 more, but “Everybody” comes before it." in page
    asked["version"] = "1"
    page = shown(f"/settings/policies/{everybody.public_id}/")
    assert "It would have caught 2 of them." in page
    assert "Today “Everybody” has 2 of these." in page
    assert "First answers: 1 of 1 would have been in time; by what was promised then, 0 were." in page
    remove_policy(TEST, everybody)
    assert "Today no policy has 2 of these" in shown()
    # What was said longer ago is not looked at.
    clock.shift(timedelta(days=31))
    assert "Looked at: 0 conversations" in owner_again(desk).post(NEW, asked).content.decode()
    assert [each.version for each in Policy.objects.all()] == [1]


def owner_again(desk: Desk) -> Client:
    """Sign in anew: a month has passed."""
    return browser_of(make_colleague(desk.shop, "again@example.com", Role.OWNER), desk.shop)


def test_a_preview_asks_the_same_of_few_and_of_many(desk: Desk) -> None:
    tag = tag_customer(TEST, comes("one@example.com").customer, name="VIP")
    content = Content("VIP", customer_tag=tag, first_answer_seconds=600)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert preview_policy(TEST, content=content).caught == 1
    for n in range(5):
        comes(f"more{n}@example.com")
    with CaptureQueriesContext(connection) as many:
        assert preview_policy(TEST, content=content).looked_at == 6
    assert len(few) == len(many) <= 9


def test_the_page_asks_the_same_of_few_policies_and_of_many(desk: Desk) -> None:
    owner = browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)
    counted = []
    for policies in (1, 20):
        Policy.objects.bulk_create(
            Policy(name=f"{policies} {n}", solution_seconds=60) for n in range(policies)
        )
        owner.get("/settings/policies/")
        with CaptureQueriesContext(connection) as asked:
            assert owner.get("/settings/policies/").status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 16
