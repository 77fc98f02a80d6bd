"""Rate limits, counted once for all processes.

A sliding window of two counters: the running window, and the share of the one before that still
counts. A hit is one atomic increment, so that parallel tries cannot slip through.
"""

import hashlib
import heapq
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from saath.core.errors import RateLimited

# Others hear of what a process counted alone in so many parts of a limit: by less than one more passes in each process.
PARTS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of `limit` tries are left, and in how many seconds the running window ends."""

    limit: int
    left: int
    seconds: int


class Counters(Protocol):
    """Where the hits are counted."""

    def add(self, key: str, expires: float, amount: int = 1) -> int:
        """Count `amount` more, atomically; return the new count. `expires` is in seconds since 1970."""

    def read(self, key: str) -> int:
        """The count, 0 when there is none."""


def hit(
    key: str,
    limit: int,
    per_seconds: int,
    *,
    amount: int = 1,
    clock: Callable[[], float] = time,
    is_of_process: bool = False,
) -> Standing:
    """Count a try under `key` and return what is left. Raises RateLimited beyond `limit` tries in `per_seconds` seconds.

    One that takes much counts for `amount`, such as its bytes. Call it outside a transaction: one that is rolled back
    would take the count with it. `is_of_process` counts in this process alone, which writes nothing: for what is cheap
    and comes all day. Where `share` follows it is a limit of all processes, nearly.
    """
    at, counters = clock(), _memory if is_of_process else _counters()
    window = math.floor(at / per_seconds)
    count = counters.add(_name(key, window), expires=(window + 2) * per_seconds, amount=amount)
    before = min(limit, counters.read(_name(key, window - 1)))
    into = at % per_seconds
    wait = seconds_to_wait(
        count, before, limit=limit, per_seconds=per_seconds, into_window=into, amount=amount
    )
    if wait:
        raise RateLimited(retry_after_seconds=wait)
    used = math.ceil(count + before * (1 - into / per_seconds))
    return Standing(limit, max(0, limit - used), math.ceil(per_seconds - into))


def share(key: str, limit: int, per_seconds: int, *, clock: Callable[[], float] = time) -> None:
    """Tell all processes what `hit` counted in this one alone, and go on from what they counted together.

    One statement once that is a twentieth of the limit, none before. Call it outside a transaction.
    """
    window = math.floor(clock() / per_seconds)
    name, shared = _name(key, window), _counters()
    untold = 0 if shared is _memory else _memory.take_untold(name, least=max(1, limit // PARTS))
    if untold:
        _memory.go_on_from(name, shared.add(name, expires=(window + 2) * per_seconds, amount=untold))


def seconds_to_wait(
    count: int, before: int, *, limit: int, per_seconds: int, into_window: float, amount: int = 1
) -> int:
    """0 when the try may pass, else the whole seconds until another one would. Refused tries count too.

    `count` includes the try and its `amount`; `before` is the count of the window before, fading out over this one.
    """
    fading = before * (1 - into_window / per_seconds)
    if count + fading <= limit:
        return 0
    if count + amount <= limit:
        passes_at = per_seconds * (1 - (limit - count - amount) / before)
    else:
        passes_at = per_seconds * (1 + min(1, amount / limit)) if limit else 2 * per_seconds
    return max(1, math.ceil(passes_at - into_window))


def delete_expired_counts(at: datetime) -> int:
    """Delete what no window needs; only the database keeps it. Returns how many."""
    if not isinstance(_counters(), DatabaseCounters):
        return 0
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(
            f"DELETE FROM {_table()} WHERE cache_key LIKE 'rate:%%' AND expires < %s",  # noqa: S608
            [moment],
        )
        return int(cursor.rowcount)


class MemoryCounters:
    """For one process."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, float]] = {}
        self._untold: dict[str, int] = {}
        self._ending: list[tuple[float, str]] = []
        self._guard = threading.Lock()

    def add(self, key: str, expires: float, amount: int = 1) -> int:
        """Count under the lock of this process."""
        with self._guard:
            if key not in self._counts:
                self._forget()
                heapq.heappush(self._ending, (expires, key))
            count = self.read(key) + amount
            self._counts[key] = (count, expires)
            self._untold[key] = self._untold.get(key, 0) + amount
            return count

    def read(self, key: str) -> int:
        """The count so far."""
        return self._counts.get(key, (0, 0.0))[0]

    def take_untold(self, key: str, *, least: int) -> int:
        """Return what was counted here and not told yet, and call it told; 0 while it is less than `least`."""
        with self._guard:
            return self._untold.pop(key) if self._untold.get(key, 0) >= least else 0

    def go_on_from(self, key: str, count: int) -> None:
        """Count on from what all processes counted, with what came here meanwhile."""
        with self._guard:
            if key in self._counts:
                self._counts[key] = (count + self._untold.get(key, 0), self._counts[key][1])

    def _forget(self) -> None:
        """Let go of what is over, and look at nothing else: whoever comes from many addresses makes many counts."""
        at = time()
        while self._ending and self._ending[0][0] < at:
            _expires, key = heapq.heappop(self._ending)
            self._counts.pop(key, None)
            self._untold.pop(key, None)


class DatabaseCounters:
    """Rows of Django's cache table. Its own `incr` reads, then writes, and so loses counts; this does not."""

    def add(self, key: str, expires: float, amount: int = 1) -> int:
        """Count by a single statement."""
        table = _table()
        moment = connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(expires, UTC))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608
                f"ON CONFLICT (cache_key) DO UPDATE SET value = "
                f"CAST(CAST({table}.value AS bigint) + %s AS text) RETURNING value",
                [key, str(amount), moment, amount],
            )
            return int(cursor.fetchone()[0])

    def read(self, key: str) -> int:
        """The count so far."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT value FROM {_table()} WHERE cache_key = %s", [key])  # noqa: S608
            row = cursor.fetchone()
        return int(row[0]) if row else 0


class CacheCounters:
    """A cache that increments atomically: Redis or Valkey."""

    def add(self, key: str, expires: float, amount: int = 1) -> int:
        """Count by the server's own increment."""
        cache.add(key, 0, timeout=max(1, math.ceil(expires - time())))
        return int(cache.incr(key, amount))

    def read(self, key: str) -> int:
        """The count so far."""
        return int(cache.get(key, 0))


_memory = MemoryCounters()
_BY_BACKEND: dict[str, Counters] = {"DatabaseCache": DatabaseCounters(), "RedisCache": CacheCounters()}


def _counters() -> Counters:
    backend = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    return _BY_BACKEND.get(backend, _memory)


def _name(key: str, window: int) -> str:
    return f"rate:{hashlib.sha256(key.encode()).hexdigest()}:{window}"


def _table() -> str:
    return connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
