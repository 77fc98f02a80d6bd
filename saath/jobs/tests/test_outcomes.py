from datetime import timedelta
from pathlib import Path

import pytest

from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden, NotFound
from saath.jobs import enqueue
from saath.jobs.attempt import Attempt
from saath.jobs.claim import REAPED_ERROR, claim_job, reap_expired
from saath.jobs.current import current_attempt, running
from saath.jobs.dead_letters import list_dead_letters, retry_dead_letter
from saath.jobs.errors import LeaseLost
from saath.jobs.models import Job, JobState, Schedule
from saath.jobs.rules import MAX_FAILURES
from saath.jobs.tests import tasks
from saath.jobs.upkeep import KEEP_DEAD, KEEP_DONE, delete_old_jobs
from saath.jobs.worker import Worker
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system("a test")


def claim() -> Attempt:
    attempt = claim_job("default", worker="w", lease_seconds=60, at=now())
    assert attempt is not None
    return attempt


def bury_one(key: str | None = None) -> Job:
    enqueue(tasks.give_up, key=key)
    Worker().run_pending()
    return Job.objects.get(state=JobState.DEAD)


def test_failed_job_waits_and_becomes_a_dead_letter_without_its_message() -> None:
    enqueue(tasks.fail, "Meera, 98250 12345")
    Worker().run_pending()
    job = Job.objects.get()
    assert (job.state, job.failures) == (JobState.READY, 1)
    assert job.run_at > now()
    Job.objects.update(run_at=now())
    Worker().run_pending()
    job.refresh_from_db()
    assert job.state == JobState.DEAD
    assert "ValueError at jobs/tests/tasks.py" in job.error
    assert "Meera" not in job.error


def test_retry_later_is_no_failure(tmp_path: Path) -> None:
    enqueue(tasks.come_back, str(tmp_path / "out"))
    assert Worker().run_pending() == 3
    assert (tmp_path / "out").read_text() == "back\n"
    assert Job.objects.get().failures == 0


def test_task_of_another_release_is_tried_again() -> None:
    Job.objects.create(task="saath.jobs.tests.tasks.not_yet")
    Worker().run_pending()
    assert Job.objects.get().state == JobState.READY


def test_given_up_job_is_listed_and_can_be_tried_again() -> None:
    job = bury_one()
    assert [dead.error for dead in list_dead_letters(SYSTEM)] == ["the mailbox is gone"]
    retry_dead_letter(SYSTEM, public_id=job.public_id)
    job.refresh_from_db()
    assert (job.state, job.failures) == (JobState.READY, 0)


def test_dead_letter_is_not_retried_beside_the_same_work() -> None:
    job = bury_one(key="one")
    enqueue(tasks.give_up, key="one")
    with pytest.raises(Conflict):
        retry_dead_letter(SYSTEM, public_id=job.public_id)


def test_dead_letters_of_another_store_are_not_seen() -> None:
    with store_scope(2):
        job = bury_one()
    member = Actor(kind="member", label="Meera", store_id=1, verbs=frozenset({"delivery.settle"}))
    with store_scope(1):
        assert list_dead_letters(member) == []
        with pytest.raises(NotFound):
            retry_dead_letter(member, public_id=job.public_id)


def test_reader_may_not_see_dead_letters() -> None:
    with store_scope(1), pytest.raises(Forbidden):
        list_dead_letters(Actor(kind="member", label="Om", store_id=1))


def test_expired_lease_is_taken_back_and_its_holder_refused() -> None:
    enqueue(tasks.give_up)
    sleeper = claim()
    assert reap_expired(now(), MAX_FAILURES) == 0
    assert reap_expired(now() + timedelta(seconds=61), MAX_FAILURES) == 1
    assert not sleeper.still_mine()
    Job.objects.update(run_at=now())
    follower = claim()
    assert follower.number == sleeper.number + 1
    assert not sleeper.finish(now())
    assert not sleeper.renew(now())
    assert follower.still_mine()


def test_transaction_of_a_lost_attempt_is_refused() -> None:
    enqueue(tasks.give_up)
    sleeper = claim()
    reap_expired(now() + timedelta(seconds=61), MAX_FAILURES)
    with running(sleeper), pytest.raises(LeaseLost), write_transaction():
        Schedule.objects.create(name="effect", next_run_at=now())
    assert not Schedule.objects.exists()


def test_job_that_kills_its_workers_is_buried() -> None:
    enqueue(tasks.give_up)
    Job.objects.update(failures=MAX_FAILURES - 1)
    claim()
    reap_expired(now() + timedelta(seconds=61), MAX_FAILURES)
    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.DEAD, REAPED_ERROR)


def test_no_attempt_outside_a_job() -> None:
    with pytest.raises(LookupError):
        current_attempt()


def test_old_jobs_are_deleted_and_young_ones_stay() -> None:
    for state, age in [
        (JobState.DONE, KEEP_DONE * 2),
        (JobState.DONE, KEEP_DONE / 2),
        (JobState.DEAD, KEEP_DONE * 2),
        (JobState.DEAD, KEEP_DEAD * 2),
    ]:
        Job.objects.create(task="x", state=state, finished_at=now() - age)
    delete_old_jobs.call()
    assert sorted(Job.objects.values_list("state", flat=True)) == [JobState.DEAD, JobState.DONE]
