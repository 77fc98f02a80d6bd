"""Reading history that waits, where it was brought: no worker needs to run for it, and one that does only helps."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Sequence
from time import sleep

from django.conf import settings

from saath.conversations.actions.arrive import IMPORT_PRIORITY
from saath.conversations.queries.imported import first_unread
from saath.core.clock import now
from saath.jobs.claim import claim_job, reap_expired
from saath.jobs.rules import MAX_FAILURES
from saath.jobs.runner import run_attempts

PAUSE_SECONDS = 0.2


def read_history(items: Sequence[int], *, advanced: Callable[[int], object] = lambda _count: None) -> None:
    """Read until every one of these rows of the ledger is settled, or has failed and is tried again later.

    `advanced` is told how many were read here.
    """
    worker = f"import:{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
    place = 0
    while (place := first_unread(items, start=place)) < len(items):
        reap_expired(now(), MAX_FAILURES)
        count = _read_waiting(worker, advanced)
        if not count:
            sleep(PAUSE_SECONDS)


def _read_waiting(worker: str, advanced: Callable[[int], object]) -> int:
    """Read what nobody else reads now; return how much that was."""
    count = 0
    while attempt := claim_job(
        "default", worker=worker, lease_seconds=settings.LEASE_SECONDS, at=now(), priority=IMPORT_PRIORITY
    ):
        run_attempts([attempt])
        advanced(1)
        count += 1
    return count
