"""How much of the door one visitor, and all together, may take."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

_MINUTE = 60.0
_MAX_REMEMBERED_PEERS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """`mail_octets` is announced as SIZE (RFC 1870). `writers` mails are stored at the same time."""

    mail_octets: int = 50_000_000
    recipients: int = 100
    connections: int = 200
    connections_a_peer: int = 20
    mails_a_minute_a_peer: int = 600
    idle_seconds: float = 60.0
    session_seconds: float = 900.0
    writers: int = 4


@dataclass(slots=True)
class Visitors:
    """Counts connections and mails; used by one event loop only, so without a lock."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _open: Counter[str] = field(default_factory=Counter)
    _mails: dict[str, deque[float]] = field(default_factory=dict)

    def enter(self, peer: str) -> str:
        """Count a new connection; return the refusal for the visitor, '' = come in."""
        if self._open.total() >= self.limits.connections:
            return "421 4.3.2 All lines are taken, try again later"
        if self._open[peer] >= self.limits.connections_a_peer:
            return "421 4.7.0 Too many connections from your address"
        self._open[peer] += 1
        return ""

    def leave(self, peer: str) -> None:
        """Uncount a connection that was let in."""
        self._open[peer] -= 1
        if self._open[peer] <= 0:
            del self._open[peer]

    def count_mail(self, peer: str) -> str:
        """Count a mail; return the refusal for the visitor, '' = go on."""
        now = self.clock()
        times = self._mails.setdefault(peer, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        if len(times) >= self.limits.mails_a_minute_a_peer:
            return "450 4.7.1 Too many mails in a minute, try again later"
        times.append(now)
        if len(self._mails) > _MAX_REMEMBERED_PEERS:
            self._forget(now)
        return ""

    def _forget(self, now: float) -> None:
        self._mails = {peer: times for peer, times in self._mails.items() if times[-1] > now - _MINUTE}
