"""Promises whose time runs out in the demo: one is at risk, one was missed, and one goes on to who is at the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from saath.core import clock
from saath.demo.team import FARIDA, MEERA
from saath.promises.routing.actions.presence import note_seen
from saath.stores.models import Member
from saath.tenancy.actor import Actor


def run_out(actor: Actor, team: Mapping[str, Member], *, now: datetime, work: Callable[[], None]) -> None:
    """Let two colleagues be at the desk at that moment, and what is due by then happen."""
    with clock.at(now):
        note_seen(actor, seats={str(team[each.key].public_id) for each in (MEERA, FARIDA)})
        work()
