"""Python's collector of cycles, which looks through everything that lives again and again while much is being made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let what is made within stay uncollected until it is done: for batches that are bounded, which make no cycles to speak of.

    It holds for the whole process: what other threads make meanwhile is looked through a moment later.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
