"""Durable work of answers that leave later; safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.conversations.later import leaving


@task()
def send_later(draft_id: int) -> None:
    """Send one answer at its time."""
    leaving.leave(draft_id)
