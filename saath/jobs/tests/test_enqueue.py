from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.claim import claim_job
from saath.jobs.models import Job, JobState
from saath.jobs.tests import tasks
from saath.jobs.worker import Worker
from saath.tenancy.scope import every_store, store_scope

pytestmark = pytest.mark.django_db(transaction=True)


def lines(path: Path) -> list[str]:
    return path.read_text().split("\n")[:-1] if path.exists() else []


def test_job_of_a_rolled_back_transaction_does_not_exist(tmp_path: Path) -> None:
    with transaction.atomic():
        enqueue(tasks.write_line, str(tmp_path / "out"), "never")
        transaction.set_rollback(True)
    assert Worker().run_pending() == 0
    assert not Job.objects.exists()


def test_same_key_waits_once(tmp_path: Path) -> None:
    first = enqueue(tasks.write_line, str(tmp_path / "out"), "one", key="line")
    assert enqueue(tasks.write_line, str(tmp_path / "out"), "two", key="line") == first
    Worker().run_pending()
    assert lines(tmp_path / "out") == ["one"]


def test_key_is_free_again_when_the_job_is_done(tmp_path: Path) -> None:
    for text in ("one", "two"):
        enqueue(tasks.write_line, str(tmp_path / "out"), text, key="line")
        Worker().run_pending()
    assert lines(tmp_path / "out") == ["one", "two"]


def test_keys_of_two_stores_do_not_meet(tmp_path: Path) -> None:
    for store_id in (1, 2):
        with store_scope(store_id):
            enqueue(tasks.write_store, str(tmp_path / "out"), key="same")
    assert Job.objects.count() == 2


def test_job_asked_for_again_while_it_runs_runs_once_more(tmp_path: Path) -> None:
    enqueue(tasks.write_line, str(tmp_path / "out"), "one", key="line")
    attempt = claim_job("default", worker="w", lease_seconds=60, at=now())
    assert attempt is not None
    enqueue(tasks.write_line, str(tmp_path / "out"), "one", key="line")
    enqueue(tasks.write_line, str(tmp_path / "out"), "one", key="line")
    assert attempt.finish(now())
    assert Worker().run_pending() == 1
    assert Job.objects.get().state == JobState.DONE


def test_job_runs_in_the_scope_of_its_store(tmp_path: Path) -> None:
    with store_scope(7):
        enqueue(tasks.write_store, str(tmp_path / "out"))
    with every_store("a test"):
        enqueue(tasks.write_store, str(tmp_path / "out"))
    enqueue(tasks.write_store, str(tmp_path / "out"))
    Worker().run_pending()
    assert lines(tmp_path / "out") == ["7", "None", "None"]


def test_job_for_later_waits(tmp_path: Path) -> None:
    at = now() + timedelta(minutes=5)
    enqueue(tasks.write_line, str(tmp_path / "out"), "later", run_at=at)
    assert Worker().run_pending() == 0
    assert claim_job("default", worker="w", lease_seconds=60, at=at) is not None


def test_urgent_job_runs_first(tmp_path: Path) -> None:
    tasks.write_line.enqueue(str(tmp_path / "out"), "calm")
    tasks.write_line.using(priority=10).enqueue(str(tmp_path / "out"), "urgent")
    Worker().run_pending()
    assert lines(tmp_path / "out") == ["urgent", "calm"]


def test_other_queues_are_left_alone(tmp_path: Path) -> None:
    tasks.write_line.using(queue_name="slow").enqueue(str(tmp_path / "out"), "slow")
    assert Worker().run_pending() == 0
    assert Worker(queues=("default", "slow")).run_pending() == 1


def test_result_follows_the_job(tmp_path: Path) -> None:
    result = tasks.write_line.enqueue(str(tmp_path / "out"), "one")
    was_finished = result.is_finished
    Worker().run_pending()
    result.refresh()
    assert (was_finished, result.is_finished, result.attempts) == (False, True, 1)


def test_claim_reads_one_index_and_sorts_nothing() -> None:
    Job.objects.bulk_create([Job(task="x") for _number in range(300)])
    with CaptureQueriesContext(connection) as captured:
        claim_job("default", worker="w", lease_seconds=60, at=now())
    (claim,) = [
        query["sql"].partition("; ")[2] or query["sql"] for query in captured if "UPDATE" in query["sql"]
    ]
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(f"{explain} {claim}")
        plan = str(cursor.fetchall())
    assert "job_ready" in plan
    assert "ORDER BY" not in plan
    assert "Sort" not in plan
