"""Durable work on orders. Each opens its store by the job's scope and is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.orders.acts import performing


@task()
def do_act(act_id: int) -> None:
    """Send one act to its platform, or look whether it arrived; never twice."""
    performing.do(act_id)
