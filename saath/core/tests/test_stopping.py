"""A process that is asked to stop, at whatever it is."""

import signal
from collections.abc import Iterator

import pytest

from saath.core.stopping import stop_by_signal

ASKS = (signal.SIGTERM, signal.SIGINT)


@pytest.fixture
def _handlers_come_back() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in ASKS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers_come_back")
@pytest.mark.parametrize("number", ASKS)
def test_a_signal_is_heard_though_the_main_thread_is_about_to_wait(number: signal.Signals) -> None:
    stop = stop_by_signal()
    with stop._cond:  # type: ignore[attr-defined]  # as inside of `stop.wait`
        signal.raise_signal(number)
    assert stop.wait(20)
