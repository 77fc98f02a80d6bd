"""The bells that wake the workers of this process, one for each queue; others look for themselves."""

import threading
from collections import defaultdict


class Bell:
    """Counts its rings, so that one between looking and waiting is not missed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0
        self._waiting = 0

    @property
    def rings(self) -> int:
        """How often it has rung."""
        return self._rings

    @property
    def is_heard(self) -> bool:
        """Tell whether anybody waits for it."""
        return self._waiting > 0

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Wait until it has rung more than `heard` times, or `seconds` are over."""
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: self._rings > heard, timeout=seconds)
            finally:
                self._waiting -= 1


_bells: defaultdict[str, Bell] = defaultdict(Bell)


def bell_of(queue: str) -> Bell:
    """Return the bell of those who work on a queue."""
    return _bells[queue]


def ring_every_bell() -> None:
    """Wake whoever waits for work of any queue."""
    for bell in tuple(_bells.values()):
        bell.ring()
