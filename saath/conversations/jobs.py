"""Durable work of conversations. Each opens its store by the job's scope and is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations import delivering, reading


@task()
def read_intake_item(item_id: int) -> None:
    """Turn a ledger row into a message."""
    reading.read_item(item_id)


@task()
def deliver(delivery_id: int) -> None:
    """Send one answer."""
    delivering.deliver(delivery_id)
