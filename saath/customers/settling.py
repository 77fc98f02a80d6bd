"""What was being filed in the very moment in which customers were put together or taken apart."""

from __future__ import annotations

from datetime import timedelta

from saath.core.clock import now
from saath.customers.jobs import settle_move
from saath.customers.models import CustomerMove
from saath.jobs import enqueue

# Longer than any transaction that read an identity before it moved, and writes by it afterwards.
SETTLES_AFTER = timedelta(seconds=30)


def settle_later(move: CustomerMove) -> None:
    """Let it find its customer too: on PostgreSQL one mail may be filed while another transaction moves its identity."""
    enqueue(settle_move, move.pk, run_at=now() + SETTLES_AFTER)
