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
    """`mail_octets` is announced as SIZE (RFC 1870). `writers` mails are stored at the same time.

    Of mails that are coming in or being stored, `mails_in_hand` times the largest are held in memory.
    """

    mail_octets: int = 50_000_000
    mails_in_hand: int = 4
    mails_in_hand_a_peer: int = 2
    recipients: int = 100
    connections: int = 200
    connections_a_peer: int = 20
    mails_a_minute_a_peer: int = 600
    idle_seconds: float = 60.0
    session_seconds: float = 900.0
    writers: int = 4

    @property
    def octets(self) -> int:
        """How much of mails is held in memory at once."""
        return self.mails_in_hand * self.mail_octets

    @property
    def octets_a_peer(self) -> int:
        """How much of that one peer may take, so that none can shut the door for the others."""
        return self.mails_in_hand_a_peer * self.mail_octets


@dataclass(slots=True)
class Visitors:
    """Counts connections, mails and their octets in memory; used by one event loop only, so without a lock."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _open: Counter[str] = field(default_factory=Counter)
    _mails: dict[str, deque[float]] = field(default_factory=dict)
    _octets: Counter[str] = field(default_factory=Counter)

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

    def has_room(self, peer: str, octets: int) -> bool:
        """Tell whether so much more of a mail can be held."""
        return (
            self._octets.total() + octets <= self.limits.octets
            and self._octets[peer] + octets <= self.limits.octets_a_peer
        )

    def take_octets(self, peer: str, octets: int) -> bool:
        """Count octets of a mail that are held from now on; False where there is no room for them."""
        if not self.has_room(peer, octets):
            return False
        self._octets[peer] += octets
        return True

    def give_back_octets(self, peer: str, octets: int) -> None:
        """Uncount octets that are held no longer."""
        self._octets[peer] -= octets
        if self._octets[peer] <= 0:
            del self._octets[peer]

    def _forget(self, now: float) -> None:
        self._mails = {peer: times for peer, times in self._mails.items() if times[-1] > now - _MINUTE}
