"""Who is at the desk is known to the processes that do not hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import make_desk, only_conversation, work
from saath.promises.models import LastSeen
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.looking import look_who_is_here, route_soon
from saath.promises.routing.tests.builders import comes, in_open_hours, routing_desk, write
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.live.presence import Sign, look_no_more, look_with
from saath.timeline.live.whereabouts import Whereabouts

pytestmark = [pytest.mark.django_db(transaction=True)]


@contextmanager
def at_the_desk(store_id: int, *seats: object) -> Iterator[None]:
    """Let a process hear that these are at the desk."""
    places = Whereabouts()
    for seat in seats:
        places.note(Sign(store_id, str(seat), "tab"))
    look_with(places)
    try:
        yield
    finally:
        look_no_more(places)


def test_whoever_comes_to_the_desk_gets_what_waits() -> None:
    with in_open_hours():
        desk, _gujarati = routing_desk()
        with store_scope(desk.store_id):
            write()
        with at_the_desk(desk.store_id, desk.member.public_id):
            look_who_is_here()
        with store_scope(desk.store_id):
            work()
            assert only_conversation().assignee == desk.member


def test_a_moment_after_something_happened_it_is_given_out() -> None:
    with in_open_hours():
        desk, _gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member)
            write()
            assert only_conversation().assignee is None
        route_soon(frozenset({desk.store_id}))
        with store_scope(desk.store_id):
            work()
            assert Conversation.objects.get().assignee == desk.member


def test_who_is_at_the_desk_is_known_also_where_nothing_is_given_out() -> None:
    with in_open_hours():
        desk = make_desk()
        with store_scope(desk.store_id):
            write()
        with at_the_desk(desk.store_id, desk.member.public_id), CaptureQueriesContext(connection) as asked:
            look_who_is_here()
        assert len([each for each in asked if "routingsettings" in each["sql"]]) == 1
        with store_scope(desk.store_id):
            work()
            assert LastSeen.objects.get().member == desk.member
            assert only_conversation().assignee is None


def test_where_nobody_is_nothing_is_asked() -> None:
    make_desk()
    with CaptureQueriesContext(connection) as asked:
        look_who_is_here()
    assert len(asked) == 0


def test_the_same_minute_is_written_once() -> None:
    with in_open_hours() as clock:
        desk = make_desk()
        seats = {str(desk.member.public_id)}
        with store_scope(desk.store_id):
            assert note_seen(TEST, seats=seats)
            first = LastSeen.objects.get().seen_at
            clock.shift(timedelta(seconds=20))
            assert not note_seen(TEST, seats=seats)
            assert LastSeen.objects.get().seen_at == first
            clock.shift(timedelta(minutes=1))
            assert not note_seen(TEST, seats=seats)
            assert LastSeen.objects.get().seen_at > first
            clock.shift(timedelta(minutes=20))
            assert note_seen(TEST, seats=seats)
