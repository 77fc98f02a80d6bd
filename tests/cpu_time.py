"""What a piece of work costs, whatever else the machine and this process do meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Spent:
    """Seconds of CPU, known once the block has ended."""

    seconds = 0.0


@contextmanager
def cpu_time() -> Iterator[Spent]:
    """Measure the CPU of this thread in the block, without a collection of all that a run of tests has kept: it takes seconds."""
    spent, was_on = Spent(), gc.isenabled()
    gc.disable()
    began = time.thread_time()
    try:
        yield spent
    finally:
        spent.seconds = time.thread_time() - began
        if was_on:
            gc.enable()
