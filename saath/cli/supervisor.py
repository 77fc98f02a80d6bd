"""The parent of a running Saath: starts its processes, starts a dead one again, and stops them all together.

Children are forked from a parent that has loaded everything, so that they share its memory: two processes that each
load Django take twice the room. Nothing may run in the parent besides: no threads, no open database connection.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from django.db import connections

LISTENED_TO = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
GRACE_SECONDS = 25.0

log = structlog.get_logger(__name__)
Work = Callable[[], None]


@dataclass
class Child:
    """A process of the installation: what it does, and how its starts have gone."""

    name: str
    work: Work
    pid: int = 0
    failures: int = 0
    started_at: float = 0.0
    start_at: float = 0.0

    def note_death(self, at: float) -> None:
        """Put the next start off, longer each time, unless it had run steadily."""
        self.failures = 1 if at - self.started_at > STEADY_AFTER_SECONDS else self.failures + 1
        self.pid = 0
        self.start_at = at + pause_seconds(self.failures)


def pause_seconds(failures: int) -> float:
    """Return the seconds to wait before a start after so many failures in a row."""
    return float(min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (failures - 1)))


class Supervisor:
    """Keeps its children running until it is told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = list(children)
        self._lifeline = os.pipe()

    def run(self) -> int:
        """Run until SIGTERM or SIGINT; return the exit code of the whole."""
        connections.close_all()
        gc.collect()
        gc.freeze()
        signal.pthread_sigmask(signal.SIG_BLOCK, LISTENED_TO)
        try:
            self._keep_running()
            return self._stop()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, LISTENED_TO)

    def _keep_running(self) -> None:
        while True:
            self._start_due()
            received = signal.sigtimedwait(LISTENED_TO, self._seconds_to_next_start())
            if received is not None and received.si_signo != signal.SIGCHLD:
                return
            self._bury()

    def _start_due(self) -> None:
        for child in self._children:
            if not child.pid and child.start_at <= time.monotonic():
                child.started_at = time.monotonic()
                child.pid = fork(child.work, self._lifeline)
                log.info("process_started", process=child.name)

    def _seconds_to_next_start(self) -> float:
        waiting = [child.start_at for child in self._children if not child.pid]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else 3600.0

    def _bury(self) -> None:
        """Note which children have ended; several may share one signal."""
        while any(child.pid for child in self._children):
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            for child in self._children:
                if child.pid == pid:
                    child.note_death(time.monotonic())
                    log.info("process_ended", process=child.name, status=os.waitstatus_to_exitcode(status))

    def _stop(self) -> int:
        """Ask every child to finish what it does, and end those that do not."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.pid for child in self._children) and time.monotonic() < deadline:
            received = signal.sigtimedwait(LISTENED_TO, max(0.0, deadline - time.monotonic()))
            if received is not None and received.si_signo == signal.SIGINT:
                break
            self._bury()
        self._signal(signal.SIGKILL)
        log.info("stopped")
        return 0

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.pid:
                os.kill(child.pid, number)


def fork(work: Work, lifeline: tuple[int, int] | None = None) -> int:
    """Start `work` in a child and return its process id. With a `lifeline` the child ends when its parent does."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, LISTENED_TO)
        if lifeline is not None:
            _end_with_parent(lifeline)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def wait_for(pid: int) -> int:
    """Wait until a child ends and return its exit code."""
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _end_with_parent(lifeline: tuple[int, int]) -> None:
    """Stop gracefully when the parent is gone: only it holds the writing end, which then closes."""
    reading, writing = lifeline
    os.close(writing)

    def wait() -> None:
        os.read(reading, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
