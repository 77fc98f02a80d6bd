"""A program asks what happened: the last 30 days, then whatever follows, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest

from saath.api.tests.builders import Program, program_of
from saath.core.clock import at, now
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, Shop, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from saath.timeline.epoch import new_epoch
from saath.timeline.models import Event
from saath.webhooks.queries.following import follow_events
from saath.webhooks.tests.builders import happen


@pytest.fixture
def shop(transactional_db: None) -> Iterator[Shop]:
    made = make_shop()
    with store_scope(made.store.pk):
        yield made


@pytest.fixture
def program(shop: Shop) -> Program:
    made = program_of(make_colleague(shop, "rukmini@example.in", Role.OWNER), shop)
    Event.objects.all().delete()
    return made


@pytest.mark.parametrize("since", ["1795445718", "0.82", "-1e9"])
def test_a_number_is_no_time(program: Program, since: str) -> None:
    assert program.get(f"/events?since={since}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def follow(program: Program, cursor: str = "", **asked: Any) -> tuple[list[dict[str, Any]], str]:
    """Return what is told until nothing more is there, and the cursor behind it."""
    found: list[dict[str, Any]] = []
    while True:
        query = urlencode({**asked, **({"cursor": cursor} if cursor else {})})
        page = program.get(f"/events?{query}").json()
        found, cursor = found + page["items"], page["next_cursor"]
        if page["is_caught_up"]:
            return found, cursor


def told(program: Program, **asked: Any) -> list[str]:
    return [each["data"]["customer"] for each in follow(program, **asked)[0]]


def test_what_happened_is_told_once_and_what_follows_too(program: Program) -> None:
    happen(5)
    first, cursor = follow(program, limit=2)
    assert [each["type"] for each in first] == ["customer.changed"] * 5
    happen(3)
    second, cursor = follow(program, cursor, limit=2)
    assert len({each["id"] for each in first + second}) == 8
    assert follow(program, cursor)[0] == []


def test_an_event_is_told_by_ids_and_never_in_words(program: Program) -> None:
    customer = happen()
    (found,) = program.get("/events").json()["items"]
    assert found["data"] == {"customer": str(customer.public_id), "changed": ["name"], "by": "system"}
    assert found["id"] == str(Event.objects.get().public_id)
    assert "Sunita" not in str(found)


def test_it_begins_at_a_time_and_thirty_days_ago_at_most(program: Program) -> None:
    early, late = [now() - timedelta(days=days) for days in (31, 2)]
    with at(early):
        happen()
    with at(late):
        second = happen()
    third = happen()
    ids = [str(each.public_id) for each in (second, third)]
    assert told(program) == ids
    assert told(program, since=(now() - timedelta(days=90)).isoformat()) == ids
    assert told(program, since=(now() - timedelta(days=1)).isoformat()) == ids[1:]
    for edge, found in (("0001-01-01T00:00:00+14:00", ids), ("9999-12-31T23:59:59-12:00", [])):
        assert told(program, since=edge) == found


def test_what_was_brought_in_is_told_though_it_happened_long_ago(program: Program) -> None:
    cursor = follow(program)[1]
    with at(now() - timedelta(days=900)):
        happen()
    assert len(follow(program, cursor)[0]) == 1


def test_what_happens_while_the_past_is_read_is_not_lost(program: Program) -> None:
    happen(3)
    page = program.get("/events?limit=2").json()
    happen()
    rest, _cursor = follow(program, page["next_cursor"], limit=2)
    assert len({each["id"] for each in page["items"] + rest}) == 4


def test_a_cursor_ends_after_thirty_days(program: Program) -> None:
    with at(now() - timedelta(days=31)):
        found = follow_events(TEST, since=None, cursor="", limit=50)
    answer = program.get(f"/events?{urlencode({'cursor': found.next_cursor})}")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json()["errors"][0]["parameter"] == "cursor"


def test_a_cursor_ends_with_a_restore_and_is_good_in_one_shop_only(program: Program) -> None:
    cursor = urlencode({"cursor": follow(program)[1]})
    other = make_shop("jhoola")
    stranger = program_of(make_colleague(other, "eva@jhoola.test", Role.OWNER), other)
    assert stranger.get(f"/events?{cursor}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    new_epoch()
    assert program.get(f"/events?{cursor}").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
