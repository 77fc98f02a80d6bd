"""The latest batches of this process, so that a short break costs no query."""

from __future__ import annotations

from collections import OrderedDict
from itertools import islice
from time import time

from saath.timeline.live.batch import Batch

LONGEST = 512


class Ring:
    """Batches by the cursor that follows them. Each begins where the one before ends."""

    def __init__(self, length: int = LONGEST) -> None:
        self._length = length
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._places: dict[str, int] = {}
        self._next_place = 0
        self._begins_at = time()

    def add(self, batch: Batch) -> None:
        """Append a batch and forget the oldest beyond the length."""
        self._batches[batch.cursor] = batch
        self._places[batch.cursor] = self._next_place
        self._next_place += 1
        while len(self._batches) > self._length:
            oldest, forgotten = self._batches.popitem(last=False)
            del self._places[oldest]
            self._begins_at = forgotten.read_at

    def after(self, cursor: str) -> list[Batch] | None:
        """Return the batches after a cursor; None where the ring does not know it, and the table has to be asked."""
        place = self._places.get(cursor)
        if place is None:
            return None
        first = self._next_place - len(self._batches)
        return list(islice(self._batches.values(), place - first + 1, None))

    def since(self, moment: float) -> list[Batch] | None:
        """Return the batches read since a moment (seconds since 1970); None where the ring is younger."""
        if moment < self._begins_at:
            return None
        return [batch for batch in self._batches.values() if batch.read_at >= moment]

    def knows(self, cursor: str) -> bool:
        """Tell whether the ring reaches back to a cursor."""
        return cursor in self._places

    def clear(self) -> None:
        """Forget everything: what follows does not join on."""
        self._batches.clear()
        self._places.clear()
        self._begins_at = time()
