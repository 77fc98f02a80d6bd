"""Jobs of one task and store that share a run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.claim import _claim_alike_sql, claim_alike, claim_job
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


@pytest.mark.postgresql
def test_a_long_queue_is_not_read_through_for_those_that_run_together() -> None:
    ready = [
        Job(store_id=1, task=tasks.write_together.module_path, run_at=now(), state=JobState.READY)
        for _ in range(1000)
    ]
    Job.objects.bulk_create(ready)
    values = (False, "w", now(), now(), "default", now(), tasks.write_together.module_path, 1, 3)
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")  # which reads as much for one job as for a thousand
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {_claim_alike_sql()}", values)
        (plan,) = cursor.fetchone() or ("[]",)
        cursor.execute("RESET enable_seqscan")
    assert Job.objects.filter(state=JobState.RUNNING).count() == 3
    steps = list(every_step((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
    assert (
        max(
            (each["Actual Rows"] + each.get("Rows Removed by Filter", 0)) * each["Actual Loops"]
            for each in steps
        )
        <= 64
    )


def every_step(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for below in step.get("Plans", ()):
        yield from every_step(below)
