"""What the shop promises, as everybody reads it."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saath.conversations.tests.builders import Desk, make_desk
from saath.core.clock import now
from saath.promises.models import KeptDay
from saath.promises.standards.actions import begin_draft
from saath.promises.standards.measuring import empty, place_of
from saath.promises.standards.tests.builders import publish, publish_again
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOST = "help.paanch.test"
OPEN, SHUT = datetime(2037, 3, 2, 6, 0, tzinfo=UTC), datetime(2037, 3, 1, 6, 0, tzinfo=UTC)
MOST_BYTES = 60_000
MOST_STATEMENTS = 12


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    return desk


def look(address: str = "/standards/", **headers: str) -> HttpResponse:
    return Client(headers={"host": HOST, **headers}).get(address)  # type: ignore[return-value]


def words(answer: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode())))


def keep(desk: Desk, count: int, kept: int, *, days_ago: int = 3) -> None:
    """Leave a day behind on which so many first mails were answered in 130 seconds of open time, and after a night."""
    open_times, all_times = empty(), empty()
    open_times[place_of(130)], all_times[place_of(40_000)] = count, count
    day = (now() - timedelta(days=days_ago)).date()
    with store_scope(desk.store_id):
        KeptDay.objects.create(
            day=day, channel="email", kind="first_answer", count=count, kept=kept,
            open_times=open_times, all_times=all_times,
        )  # fmt: skip


def test_nothing_published_is_said_kindly(desk: Desk) -> None:
    with store_scope(desk.store_id):
        begin_draft(TEST)
    answer = look()
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "There is nothing at this address" in words(answer)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "An answer within 5 minutes"), ("hi", "5 मिनट में जवाब"), ("gu", "5 મિનિટમાં જવાબ")],
)
def test_everybody_reads_it_in_their_language(desk: Desk, language: str, said: str) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    answer = look(f"/standards/?lang={language}")
    assert answer.status_code == HTTPStatus.OK
    assert said in words(answer)
    assert f'<html lang="{language}"' in answer.content.decode()
    assert b"<script" not in answer.content
    assert len(answer.content) < MOST_BYTES
    assert not answer.cookies


def test_it_tells_whether_the_shop_is_open_now(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    with time_machine.travel(OPEN):
        assert "Open now" in words(look())
    with time_machine.travel(SHUT):
        assert "Closed now" in words(look())


def test_a_promise_stands_beside_what_came_of_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    keep(desk, 200, 188)
    said = words(look())
    assert "94% kept" in said
    assert "of 200" in said
    assert "In open hours: half within 3 minutes, nine of ten within 3 minutes." in said
    assert "Nights and holidays counted too: half within 12 hours" in said


@pytest.mark.parametrize(("count", "days_ago"), [(9, 3), (200, 31), (200, 0)])
def test_no_figure_is_shown_of_too_few_of_long_ago_or_of_today(desk: Desk, count: int, days_ago: int) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    with time_machine.travel(OPEN):
        keep(desk, count, count, days_ago=days_ago)
        assert "%" not in words(look())


def test_an_older_version_stays_at_its_address_without_figures_of_today(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
        publish_again(TEST, title="We are here")
    keep(desk, 200, 188)
    old = words(look("/standards/1/"))
    assert "This is version 1" in old
    assert "94%" not in old
    assert "We are here" in words(look("/standards/2/"))
    assert look("/standards/3/").status_code == HTTPStatus.NOT_FOUND


def test_what_has_not_changed_is_not_sent_again_and_what_has_is(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    with time_machine.travel(OPEN, tick=False):
        first = look()
        tag = first.headers["ETag"]
        assert look(if_none_match=tag).status_code == HTTPStatus.NOT_MODIFIED
        keep(desk, 200, 188)
        assert look(if_none_match=tag).status_code == HTTPStatus.OK
        with store_scope(desk.store_id):
            publish_again(TEST, title="We are here")
        assert "We are here" in words(look(if_none_match=tag))
    with time_machine.travel(SHUT):
        assert look(if_none_match=tag).status_code == HTTPStatus.OK
    assert look("/standards/?lang=gu", if_none_match=tag).status_code == HTTPStatus.OK


def test_another_shop_shows_nothing_of_it(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    other = make_desk("doosri-dukaan", "hello@doosri.test", "eve@doosri.test")
    Domain.objects.create(store=other.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.doosri.test")
    assert look(host="help.doosri.test").status_code == HTTPStatus.NOT_FOUND


def test_it_takes_a_fixed_number_of_statements(desk: Desk) -> None:
    with store_scope(desk.store_id):
        publish(TEST)
    keep(desk, 20, 20)
    look()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        look()
    assert len(asked) <= MOST_STATEMENTS
