from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from saath.core import ratelimit
from saath.core.clock import now
from saath.core.errors import RateLimited
from saath.core.ratelimit import hit, seconds_to_wait, share

DATABASE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "saath_cache"}
MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[DATABASE, MEMORY], ids=["database", "memory"])
def _backend(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CACHES = {"default": request.param}
    monkeypatch.setattr(ratelimit, "_memory", ratelimit.MemoryCounters())


def at(seconds: float) -> Callable[[], float]:
    return lambda: 60 * 66_666_666 + seconds


@pytest.mark.usefixtures("_backend")
def test_tries_beyond_the_limit_wait() -> None:
    for _try in range(3):
        hit("sign-in", 3, 60, clock=at(10))
    with pytest.raises(RateLimited) as refused:
        hit("sign-in", 3, 60, clock=at(10))
    assert 50 < refused.value.retry_after_seconds <= 70
    hit("sign-in", 3, 60, clock=at(10 + refused.value.retry_after_seconds))
    hit("another", 3, 60, clock=at(10))


@pytest.mark.usefixtures("_backend")
def test_a_try_counts_for_what_it_takes() -> None:
    for _try in range(2):
        hit("bytes", 5_000_000_000, 60, amount=2_500_000_000, clock=at(10))
    with pytest.raises(RateLimited) as refused:
        hit("bytes", 5_000_000_000, 60, amount=1, clock=at(10))
    hit("bytes", 5_000_000_000, 60, amount=1, clock=at(10 + refused.value.retry_after_seconds))


@pytest.mark.parametrize(("backend", "most"), [(DATABASE, 44), (MEMORY, 80)], ids=["database", "memory"])
def test_what_processes_count_alone_and_share_is_nearly_one_limit(
    backend: dict[str, str], most: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CACHES = {"default": backend}
    processes = [ratelimit.MemoryCounters(), ratelimit.MemoryCounters()]
    passed = 0
    for turn in range(200):
        monkeypatch.setattr(ratelimit, "_memory", processes[turn % 2])
        with suppress(RateLimited):
            hit("token", 40, 60, is_of_process=True, clock=at(10))
            passed += 1
            share("token", 40, 60, clock=at(10))
    assert 40 <= passed <= most


def test_what_is_shared_is_written_once_in_twenty_parts_of_a_limit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CACHES = {"default": DATABASE}
    monkeypatch.setattr(ratelimit, "_memory", ratelimit.MemoryCounters())
    with CaptureQueriesContext(connection) as asked:
        for _try in range(100):
            hit("token", 200, 60, is_of_process=True, clock=at(10))
            share("token", 200, 60, clock=at(10))
    assert len(asked) == 10


@pytest.mark.usefixtures("_backend")
def test_window_slides() -> None:
    for _try in range(4):
        hit("sign-in", 4, 60, clock=at(59))
    with pytest.raises(RateLimited):
        hit("sign-in", 4, 60, clock=at(61))
    hit("sign-in", 4, 60, clock=at(100))


@pytest.mark.usefixtures("_backend")
def test_parallel_tries_do_not_slip_through() -> None:
    def attempt(_number: int) -> bool:
        try:
            hit("sign-in", 10, 60, clock=at(10))
        except RateLimited:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(40))) == 10


def test_counts_that_no_window_needs_are_deleted(settings: Settings) -> None:
    settings.CACHES = {"default": DATABASE}
    hit("sign-in", 3, 1, clock=lambda: 1_000_000.0)
    hit("sign-in", 3, 60, clock=at(0))
    assert ratelimit.delete_expired_counts(now()) == 1


def test_a_process_keeps_no_count_that_is_over() -> None:
    counters = ratelimit.MemoryCounters()
    with time_machine.travel(0, tick=False):
        for number in range(50):
            counters.add(f"early {number}", expires=10)
        counters.add("late", expires=100)
    with time_machine.travel(50, tick=False):
        assert counters.add("now", expires=100) == 1
        assert counters.add("late", expires=100) == 2
    assert set(counters._counts) == {"late", "now"}
    assert len(counters._ending) == 2


@pytest.mark.parametrize(
    ("count", "before", "into", "wait"),
    [(1, 0, 0, 0), (10, 0, 30, 0), (11, 0, 30, 36), (4, 10, 24, 0), (7, 10, 24, 24), (1, 10, 0, 12)],
)
def test_waiting_time(count: int, before: int, into: float, wait: int) -> None:
    assert seconds_to_wait(count, before, limit=10, per_seconds=60, into_window=into) == wait
