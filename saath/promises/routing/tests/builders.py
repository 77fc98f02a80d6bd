"""Colleagues who are at the desk, and a shop that gives out what comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine

from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.promises.models import RoutingSettings
from saath.promises.routing.actions.presence import note_seen
from saath.promises.routing.actions.settings import set_routing, set_work
from saath.promises.routing.content import Routing, Work
from saath.stores.models import Member
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

# A Monday in open hours.
OPEN = datetime(2037, 3, 2, 6, 0, tzinfo=UTC)


@contextmanager
def in_open_hours() -> Iterator[time_machine.Traveller]:
    """Let it be a Monday at half past eleven in India."""
    with time_machine.travel(OPEN, tick=False) as clock:
        yield clock


def routing_desk(mode: str = "assign", **terms: str) -> tuple[Desk, Member]:
    """Make a shop with two colleagues that gives out what comes; the first is that of the desk, the second speaks Gujarati."""
    desk = make_desk()
    gujarati = make_colleague(desk.shop, "bhavna@example.com")
    with store_scope(desk.store_id):
        set_routing(TEST, terms=Routing(mode=mode, reopened=terms.get("reopened", "anybody")))
        set_work(TEST, gujarati, work=Work(languages=["gu"]))
    return desk, gujarati


def comes(*members: Member) -> None:
    """Let colleagues be seen at the desk."""
    note_seen(TEST, seats={str(each.public_id) for each in members})


def write(words: str = "Where is my parcel? It should be here by now.", *, name: str = "sunita") -> None:
    """Let a customer write by mail."""
    arrive(
        mail(words, sender=f"{name} <{name}@example.in>", subject=f"Parcel of {name}"),
        mail_from=f"{name}@example.in",
    )


def routing() -> RoutingSettings:
    """Return the settings of the shop in scope."""
    return RoutingSettings.objects.get()
