"""Workers at work: nobody gets two at a time, and one who does not answer holds up nobody else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest

from saath.jobs.worker import Worker
from saath.stores.tests.builders import Shop
from saath.webhooks.jobs.telling import look_after_webhooks
from saath.webhooks.rules import QUEUE
from saath.webhooks.tests.builders import happen, make_endpoint, states
from saath.webhooks.tests.receiver import Receiver
from tests.installation import wait_until


@contextmanager
def working(threads: int) -> Iterator[None]:
    """Let a worker with so many threads for webhooks work until the block ends."""
    stop, worker = threading.Event(), Worker(threads=1, aside={QUEUE: threads})
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        worker.join()


@pytest.mark.timeout(120)
def test_a_server_that_does_not_answer_holds_up_no_other(
    shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.webhooks.sending.TOTAL_SECONDS", 8.0)
    with Receiver(is_silent=True) as silent:
        make_endpoint(silent.url)
        make_endpoint(receiver.url)
        happen(5)
        look_after_webhooks.call()
        with working(2):
            wait_until(lambda: silent.heard, "the silent one is called", seconds=30)
            began = monotonic()
            wait_until(lambda: len(receiver.heard) == 5, "the other hears everything", seconds=30)
            assert monotonic() - began < 8.0
            assert len(silent.heard) == 1


@pytest.mark.timeout(120)
def test_nobody_gets_two_at_a_time(shop: Shop, receiver: Receiver) -> None:
    receiver.takes_seconds = 0.02
    make_endpoint(receiver.url, "customer.changed")
    with working(4):
        for _each in range(6):
            happen(3)
            look_after_webhooks.call()
        wait_until(lambda: states() == ["taken"] * 18, "everything is taken", seconds=60)
    assert receiver.most_at_once == 1
    assert len(receiver.heard) == 18
