from datetime import timedelta

import pytest

from saath.core.clock import now
from saath.jobs import schedules
from saath.jobs.leases import hold_lease
from saath.jobs.models import Job, Schedule
from saath.jobs.scheduler import run_due_schedules
from saath.jobs.schedules import every
from saath.jobs.tests import tasks
from saath.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "_rhythms", {})
    every(minutes=5, task=tasks.give_up, name="poll")


def test_due_schedule_is_queued_once() -> None:
    at = now()
    assert run_due_schedules(at, holder="a") == ["poll"]
    assert run_due_schedules(at, holder="a") == []
    assert Job.objects.get().key == "schedule:poll"


def test_only_the_holder_of_the_lease_schedules() -> None:
    at = now()
    hold_lease("scheduler", "a", seconds=30, at=at)
    assert run_due_schedules(at, holder="b") == []
    assert run_due_schedules(at + MINUTE, holder="b") == ["poll"]


def test_missed_runs_run_once() -> None:
    at = now()
    run_due_schedules(at, holder="a")
    Worker().run_pending()
    assert run_due_schedules(at + 60 * MINUTE, holder="a") == ["poll"]
    assert Schedule.objects.get().next_run_at == at + 65 * MINUTE
    assert Job.objects.count() == 2


def test_name_of_a_schedule_is_taken_once() -> None:
    every(minutes=5, task=tasks.give_up, name="poll")
    with pytest.raises(ValueError, match="exists"):
        every(minutes=6, task=tasks.give_up, name="poll")
    with pytest.raises(ValueError, match="interval"):
        every(task=tasks.give_up, name="never")


def test_term_of_a_lease_grows_with_its_holder() -> None:
    at = now()
    assert hold_lease("mailbox", "a", seconds=30, at=at) == 1
    assert hold_lease("mailbox", "a", seconds=30, at=at + timedelta(seconds=20)) == 1
    assert hold_lease("mailbox", "b", seconds=30, at=at + timedelta(seconds=40)) is None
    assert hold_lease("mailbox", "b", seconds=30, at=at + timedelta(seconds=51)) == 2
    assert hold_lease("mailbox", "a", seconds=30, at=at + timedelta(seconds=82)) == 3
