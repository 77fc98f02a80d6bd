"""Sweeps of more conversations than are done at once. Each job is safe to repeat: it does what is not done yet."""

from __future__ import annotations

from collections.abc import Callable

from django_tasks import task

from saath.conversations.actions.sweeps import BATCH, carry_on, restore_on
from saath.conversations.models import Sweep
from saath.jobs import enqueue
from saath.stores.queries import actor_of


@task()
def carry_out_sweep(sweep_id: int) -> None:
    """Do all of it, so many at a time, by the rights that its member has by now."""
    _while(carry_on, sweep_id)


@task()
def restore_sweep(sweep_id: int) -> None:
    """Put all of it back."""
    _while(restore_on, sweep_id)


def go_on(sweep: Sweep) -> None:
    """Let the rest of a sweep be done or undone where it was too much to be done at once."""
    if sweep.total > BATCH:
        enqueue(restore_sweep if sweep.undo_asked_at else carry_out_sweep, sweep.pk)


def _while(step: Callable[..., bool], sweep_id: int) -> None:
    sweep = Sweep.objects.select_related("member__person").filter(pk=sweep_id).first()
    if sweep is None or sweep.member is None:
        return
    actor = actor_of(sweep.member)
    while step(actor, sweep):
        pass
