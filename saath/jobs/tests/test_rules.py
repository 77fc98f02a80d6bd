from datetime import UTC, datetime, timedelta

from saath.jobs.rules import backoff_seconds, next_run_at

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_waits_double_up_to_an_hour() -> None:
    assert [backoff_seconds(failures, lambda: 0.0) for failures in (1, 2, 3, 20, 5000)] == [
        2,
        4,
        8,
        3600,
        3600,
    ]


def test_jitter_takes_up_to_half() -> None:
    assert backoff_seconds(3, lambda: 1.0) == 4


def test_next_run_keeps_its_rhythm() -> None:
    assert next_run_at(NOON, timedelta(minutes=5), NOON) == NOON + timedelta(minutes=5)


def test_missed_runs_are_skipped_to_the_next_beat() -> None:
    late = NOON + timedelta(hours=3, minutes=2)
    assert next_run_at(NOON, timedelta(minutes=5), late) == NOON + timedelta(hours=3, minutes=5)
