import signal
import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from saath.jobs import enqueue, schedules
from saath.jobs.models import Job, JobState, Schedule
from saath.jobs.tests import tasks
from saath.jobs.tests.processes import WAIT_SECONDS, wait_until, worker_process
from saath.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
# Heartbeats come three times in it, on a machine that does much else too.
LEASE_SECONDS = 3


@pytest.fixture(autouse=True)
def _without_schedules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "_rhythms", {})


def lines(path: Path) -> list[str]:
    return path.read_text().split("\n")[:-1] if path.exists() else []


def is_done() -> bool:
    return Job.objects.filter(state=JobState.DONE).exists()


def test_job_of_a_killed_worker_runs_again_after_the_lease(tmp_path: Path) -> None:
    out = tmp_path / "out"
    enqueue(tasks.sleep_then_write, str(out), 600)
    with worker_process(lease_seconds=LEASE_SECONDS) as doomed:
        wait_until(lambda: lines(out) == ["began 1"])
        doomed.kill()
        with worker_process(lease_seconds=LEASE_SECONDS):
            wait_until(is_done)
    assert lines(out) == ["began 1", "began 2", "ended 2"]
    assert [row.name for row in Schedule.objects.all()] == ["attempt 2"]


def test_write_of_a_worker_that_was_frozen_past_its_lease_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    enqueue(tasks.sleep_then_write, str(out), LEASE_SECONDS)
    with worker_process(lease_seconds=LEASE_SECONDS) as sleeper:
        wait_until(lambda: lines(out) == ["began 1"])
        sleeper.send_signal(signal.SIGSTOP)
        with worker_process(lease_seconds=LEASE_SECONDS) as other:
            wait_until(is_done)
            other.terminate()
            other.wait()
        sleeper.send_signal(signal.SIGCONT)
        sleeper.terminate()
        sleeper.wait()
    assert lines(out) == ["began 1", "began 2", "ended 2"]
    assert [row.name for row in Schedule.objects.all()] == ["attempt 2"]


@pytest.mark.parametrize("point", ["after_claim", "after_work"])
def test_job_is_done_although_a_worker_dies_at(point: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    enqueue(tasks.write_line, str(out), "here")
    with worker_process(lease_seconds=LEASE_SECONDS, faults=point) as doomed:
        assert doomed.wait(WAIT_SECONDS) == -signal.SIGKILL
        with worker_process(lease_seconds=LEASE_SECONDS):
            wait_until(is_done)
    assert len(lines(out)) == {"after_claim": 1, "after_work": 2}[point]


def test_four_workers_run_a_thousand_jobs_once_each(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(1000):
        enqueue(tasks.write_line, str(out), str(number))
    with ExitStack() as workers:
        for _number in range(4):
            workers.enter_context(worker_process())
        wait_until(lambda: Job.objects.filter(state=JobState.DONE).count() == 1000)
    assert Counter(lines(out)) == Counter(str(number) for number in range(1000))
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}


def test_heartbeat_keeps_a_job_that_is_longer_than_its_lease(tmp_path: Path) -> None:
    out = tmp_path / "out"
    enqueue(tasks.sleep_then_write, str(out), 2.5 * LEASE_SECONDS)
    with worker_process(lease_seconds=LEASE_SECONDS), worker_process(lease_seconds=LEASE_SECONDS):
        wait_until(is_done)
    assert lines(out) == ["began 1", "ended 1"]


def test_stopped_worker_finishes_what_runs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    enqueue(tasks.sleep_then_write, str(out), 1)
    with worker_process() as worker:
        wait_until(lambda: lines(out) == ["began 1"])
        worker.terminate()
        assert worker.wait(WAIT_SECONDS) == 0
    assert is_done()


def test_stopped_worker_releases_what_does_not_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.jobs.worker.GRACE_SECONDS", 0.1)
    out, stop = tmp_path / "out", threading.Event()
    enqueue(tasks.sleep_then_write, str(out), 3)
    worker = Worker(threads=1)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    wait_until(lambda: lines(out) == ["began 1"])
    stop.set()
    thread.join()
    job = Job.objects.get()
    assert (job.state, job.failures) == (JobState.READY, 0)
    worker.join()
    assert lines(out) == ["began 1"]


def test_job_over_its_time_loses_the_lease(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.jobs.worker._time_limit_seconds", lambda _attempt: 0.2)
    out, stop = tmp_path / "out", threading.Event()
    enqueue(tasks.sleep_then_write, str(out), 2)
    thread = threading.Thread(target=Worker(threads=2, lease_seconds=0.6).run, args=(stop,))
    thread.start()
    wait_until(is_done)
    wait_until(lambda: "ended 2" in lines(out))
    stop.set()
    thread.join()
    assert lines(out) == ["began 1", "began 2", "ended 2"]
