"""The page of whom the shop asks in time, for who leads, who answers, and who is not here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.tests.builders import Desk, make_desk
from saath.promises.chain.actions.chain import set_chain
from saath.promises.chain.queries import get_chain
from saath.promises.chain.rules import STARTING, Does, Moment, Step, Whom
from saath.promises.models import Chain
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.actions.settings import set_skills
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, browser_of, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE, SAVE, RESET = "/settings/chain/", "/settings/chain/save/", "/settings/chain/reset/"
# 10:00:01 in India, when shops open at ten.
OPEN = datetime(2037, 11, 23, 4, 30, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _moment() -> Iterator[None]:
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def leader(desk: Desk) -> Member:
    return make_colleague(desk.shop, "rukmini@example.com", Role.OWNER)


@pytest.fixture
def owner(desk: Desk, leader: Member) -> Client:
    return browser_of(leader, desk.shop)


@pytest.fixture
def in_store(desk: Desk) -> Iterator[None]:
    with store_scope(desk.store_id):
        yield


def rows(*steps: tuple[str, str, str, str]) -> dict[str, str]:
    return {
        f"s{number}-{name}": value
        for number, step in enumerate(steps)
        for name, value in zip(("moment", "amount", "whom", "does"), step, strict=True)
    }


END = ("missed", "", "everybody", "tell")


def test_the_page_tells_when_each_step_is_taken_and_whom_it_reaches(
    owner: Client, desk: Desk, in_store: None
) -> None:
    note_seen(TEST, seats=[str(desk.member.public_id)])
    page = owner.get(PAGE, {"channel": "email", "minutes": "5"}).content.decode()
    assert "For a promise of 5 minutes on E-mail that begins now:" in page
    assert page.index("10:03:46") < page.index("10:04:31") < page.index("10:05:01")
    assert f"{desk.member.display_name}</b> gets it" in page
    assert "nobody whom it names is there" not in page


def test_a_step_that_reaches_nobody_is_marked(owner: Client, in_store: None) -> None:
    page = owner.get(PAGE).content.decode()
    assert "nobody whom it names is there" in page
    assert "Better name somebody" in page


def test_an_owner_writes_the_steps_and_goes_back_to_those_of_the_beginning(
    owner: Client, leader: Member, desk: Desk, in_store: None
) -> None:
    set_skills(TEST, skills=[{"en": "Returns"}])
    page = owner.get(PAGE).content.decode()
    key = page.split('value="skill:')[1].split('"')[0]
    written = rows(
        ("percent", "50", f"member:{desk.member.public_id}", "give"),
        ("after", "30", "everybody", "tell"),
        ("percent", "80", f"skill:{key}", "tell"),
        ("warning", "", "", "tell"),
    )
    assert owner.post(SAVE, written).status_code == 302
    assert get_chain(TEST) == (
        Step(Moment.PERCENT, Whom.MEMBER, Does.GIVE, 50, member=str(desk.member.public_id)),
        Step(Moment.PERCENT, Whom.SKILL, amount=80, skill=key),
        Step(Moment.AFTER, Whom.EVERYBODY, amount=30),
    )
    changed = Event.objects.get(kind="chain.changed")
    assert (changed.actor_person_id, changed.changed) == (leader.person_id, ["steps"])
    assert owner.post(RESET).status_code == 302
    assert get_chain(TEST) == STARTING


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (rows(("warning", "", "owner", "tell")), "Let the last step be one in which everybody hears"),
        (rows(("percent", "0", "owner", "tell"), END), "greater than or equal to 1"),
        (rows(("percent", "100", "owner", "tell"), END), "1 to 99 percent"),
        (rows(("missed", "", "everybody", "give")), "handed over to one of you"),
        (rows(("missed", "", "member:7", "tell"), END), "Select a valid choice"),
        ({}, "A chain has 1 to 8 steps."),
    ],
)
def test_steps_that_could_reach_nobody_are_refused_where_they_stand(
    owner: Client, in_store: None, written: dict[str, str], said: str
) -> None:
    answer = owner.post(SAVE, written)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Chain.objects.exists()


def test_a_colleague_who_does_not_lead_sees_and_changes_nothing(desk: Desk, in_store: None) -> None:
    colleague = browser_of(desk.member, desk.shop)
    assert colleague.get(PAGE).status_code == 403
    assert colleague.post(SAVE, rows(END)).status_code == 403
    assert colleague.post(RESET).status_code == 403
    assert not Chain.objects.exists()


def test_nobody_and_another_shop_see_nothing(desk: Desk, in_store: None) -> None:
    assert browser_of(None, desk.shop).get(PAGE).status_code == 302
    other = make_desk("ghar-ki-baat", "namaste@ghar.test", "rita@example.com")
    with store_scope(other.store_id):
        stranger = make_colleague(other.shop, "devi@example.com", Role.OWNER)
    away = browser_of(stranger, desk.shop)
    assert away.get(PAGE).status_code in (302, 403, 404)
    assert away.post(SAVE, rows(END)).status_code in (302, 403, 404)
    at_home = browser_of(stranger, other.shop)
    named = rows(("missed", "", f"member:{desk.member.public_id}", "tell"), END)
    assert at_home.post(SAVE, named).status_code == 422


def test_a_colleague_who_has_left_leaves_a_step_that_everybody_hears(
    owner: Client, desk: Desk, in_store: None
) -> None:
    set_chain(
        TEST,
        steps=[
            Step(Moment.PERCENT, Whom.MEMBER, Does.GIVE, 50, member=str(desk.member.public_id)),
            Step(Moment.MISSED, Whom.EVERYBODY),
        ],
    )
    Member.objects.filter(pk=desk.member.pk).update(is_active=False, revoked_at=OPEN)
    assert "nobody whom it names is there" in owner.get(PAGE).content.decode()


def asked_by(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as statements:
        ask()
    return len(statements)


def test_the_page_asks_as_much_with_many_colleagues_and_steps(
    owner: Client, desk: Desk, in_store: None
) -> None:
    owner.get(PAGE)
    few = asked_by(lambda: owner.get(PAGE))
    for number in range(10):
        make_colleague(desk.shop, f"colleague{number}@example.com")
    set_chain(TEST, steps=[*STARTING, *(Step(Moment.AFTER, Whom.EVERYBODY, amount=n) for n in range(1, 6))])
    assert asked_by(lambda: owner.get(PAGE)) <= few <= 25
