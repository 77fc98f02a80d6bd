"""Amends follow a missed clock, and an act that they wait for. Safe to repeat: a conversation has them once."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.errors import RetryLater
from saath.promises.amends.actions.make import (
    COUPON_TAKES,
    MOST_LOOKED_AT,
    drop_overtaken,
    go_on_with_amends,
    make_amends,
)
from saath.promises.clocks.queries import clock_of_event
from saath.promises.models import Amends
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

AMENDS = Actor.system("a promise was missed")


@task()
def amend_missed(event_id: int) -> None:
    """React to a clock that was missed."""
    clock = clock_of_event(event_id)
    if clock is None:
        return
    _come_back(make_amends(AMENDS, clock))
    waiting = Amends.objects.filter(clock=clock, state=Amends.State.WAITING).first()
    if waiting is not None:
        enqueue(go_on, waiting.pk, key=f"amends {waiting.pk}", run_at=waiting.created_at + COUPON_TAKES)


@task()
def go_on_after_act(event_id: int) -> None:
    """React to an act that is done or refused: an apology may have waited for its coupon."""
    event = Event.objects.get(pk=event_id)
    amends = Amends.objects.filter(act__public_id=event.subject, state=Amends.State.WAITING).first()
    if amends is not None:
        go_on_with_amends(AMENDS, amends)


@task()
def go_on(amends_id: int) -> None:
    """Send an apology without the coupon that did not come in time."""
    amends = Amends.objects.filter(pk=amends_id).first()
    if amends is not None:
        _come_back(go_on_with_amends(AMENDS, amends))


@task()
def look_at_open_everywhere() -> None:
    """Let every store be looked through where something is prepared, or waits for a coupon."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if Amends.objects.filter(state__in=(Amends.State.PREPARED, Amends.State.WAITING)).exists():
                enqueue(look_at_open, key="amends open")


@task()
def look_at_open() -> None:
    """Let what is prepared be whose answer was quicker, and go on where a coupon did not come in time."""
    drop_overtaken(AMENDS)
    for amends in Amends.objects.filter(state=Amends.State.WAITING).order_by("pk")[:MOST_LOOKED_AT]:
        go_on_with_amends(AMENDS, amends)


def _come_back(again_at: datetime | None) -> None:
    if again_at is not None:
        raise RetryLater(max(1.0, (again_at - now()).total_seconds()))
