"""Jobs of one task and store that share a run."""

from pathlib import Path

import pytest

from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.claim import claim_alike, claim_job
from saath.jobs.models import Job, JobState, Schedule
from saath.jobs.runner import run_together
from saath.jobs.tests import tasks
from saath.jobs.worker import Worker
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


def queue(store_id: int, path: Path, *texts: str) -> None:
    with store_scope(store_id):
        for text in texts:
            enqueue(tasks.write_together, str(path), text)


def states() -> list[str]:
    return list(Job.objects.order_by("id").values_list("state", flat=True))


def test_up_to_so_many_of_a_store_run_together(tmp_path: Path) -> None:
    out = tmp_path / "out"
    queue(1, out, "a", "b")
    queue(2, out, "other shop")
    enqueue(tasks.write_line, str(out), "other task")
    queue(1, out, "c", "d")
    assert Worker().run_pending() == 6
    lines = out.read_text().split("\n")
    assert lines == ["a", "b", "c", "-", "other shop", "-", "other task", "d", "-", ""]
    assert set(states()) == {JobState.DONE}


def test_what_goes_wrong_with_one_becomes_of_that_one_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    queue(1, out, "a", "wrong", "b")
    Worker().run_pending()
    assert states() == [JobState.DONE, JobState.READY, JobState.DONE]
    assert Job.objects.get(state=JobState.READY).failures == 1


def test_what_ends_the_run_becomes_of_all_that_were_not_over(tmp_path: Path) -> None:
    queue(1, tmp_path / "out", "wrong", "end", "a")
    Worker().run_pending()
    assert states() == [JobState.READY, JobState.DEAD, JobState.DEAD]


def test_a_job_ends_with_what_it_wrote_or_not_at_all() -> None:
    with store_scope(1):
        for name in ("written", "undone"):
            enqueue(tasks.write_row_together, name)
    Worker().run_pending()
    assert states() == [JobState.DONE, JobState.READY]
    assert list(Schedule.objects.values_list("name", flat=True)) == ["written"]


def test_a_job_whose_lease_is_lost_writes_nothing_and_the_others_do() -> None:
    with store_scope(1):
        for name in ("stolen", "kept"):
            enqueue(tasks.write_row_together, name)
    first = claim_job("default", worker="w", lease_seconds=60, at=now())
    assert first is not None
    alike = claim_alike(first, "default", limit=5, at=now())
    Job.objects.filter(pk=first.job_id).update(leased_by="somebody else")
    run_together([first, *alike])
    assert states() == [JobState.RUNNING, JobState.DONE]
    assert list(Schedule.objects.values_list("name", flat=True)) == ["kept"]
