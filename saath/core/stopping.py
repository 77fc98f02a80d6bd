"""How a process is asked to stop."""

from __future__ import annotations

import _thread
import signal
from threading import Event


def stop_by_signal() -> Event:
    """Return an event that SIGTERM and SIGINT set from now on."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        # A handler runs amid what the main thread does, which may hold the event: only another thread may wait for it.
        signal.signal(number, lambda *_: _thread.start_new_thread(stop.set, ()))
    return stop
