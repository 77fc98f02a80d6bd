"""A few threads with database connections of their own, for what the event loop must not wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")


class DatabaseThreads:
    """Runs queries of asynchronous code, and closes its connections when it ends."""

    def __init__(self, name: str, threads: int) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a function on one of the threads and return its result."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._pool, lambda: _with_fresh_connections(function, *args, **kwargs)
        )

    async def close(self) -> None:
        """Close every thread's connections, then the threads."""
        everybody = Barrier(self._threads)
        loop = asyncio.get_running_loop()
        waits = [
            loop.run_in_executor(self._pool, _close_connections, everybody) for _ in range(self._threads)
        ]
        await asyncio.gather(*waits)
        self._pool.shutdown()


def _with_fresh_connections(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    close_old_connections()
    try:
        return function(*args, **kwargs)
    finally:
        close_old_connections()


def _close_connections(everybody: Barrier) -> None:
    everybody.wait()
    connections.close_all()
