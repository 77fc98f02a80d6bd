"""When a process that died is started again."""

from __future__ import annotations

from saath.cli.supervisor import LONGEST_PAUSE_SECONDS, STEADY_AFTER_SECONDS, Child, pause_seconds


def test_pause_grows_to_a_limit() -> None:
    pauses = [pause_seconds(failures) for failures in range(1, 12)]
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


def test_process_that_had_run_steadily_is_started_soon_again() -> None:
    child = Child("web", print, pid=7, failures=9, started_at=0.0)
    child.note_death(STEADY_AFTER_SECONDS + 1)
    assert child.failures == 1
    assert child.pid == 0
    assert child.start_at < STEADY_AFTER_SECONDS + 2
