"""`saath jobs`: what was given up is seen, run again or discarded."""

from __future__ import annotations

import json
import os

import pytest

from saath.cli.main import run
from saath.core.clock import now
from saath.jobs.models import Job, JobState
from saath.stores.tests.builders import make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal speaks English."""
    monkeypatch.setenv("SAATH_LANGUAGE", "en")
    monkeypatch.setenv("SAATH_DATA", os.environ["SAATH_DATA"])


def given_up(store_id: int | None = None, key: str = "") -> Job:
    """A job as a worker leaves it after its last failure."""
    return Job.objects.create(
        task="saath.files.jobs.purge_rows",
        args=["private"],
        store_id=store_id,
        key=key,
        state=JobState.DEAD,
        attempt=20,
        failures=20,
        error="builtins.OSError at files/storage.py:12 in save",
        finished_at=now(),
    )


def state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_what_was_given_up_is_listed_with_its_reason_and_not_what_it_was_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    job = given_up(make_shop("paanch").store.pk)
    assert run(["jobs"]) == 0
    shown = capsys.readouterr().out
    for part in (str(job.public_id), job.task, "paanch", job.error, "attempts: 20"):
        assert part in shown
    assert "private" not in shown


def test_nothing_given_up_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["jobs"]) == 0
    assert "No job was given up" in capsys.readouterr().out


def test_a_program_gets_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    job = given_up()
    assert run(["jobs", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["count"] == 1
    assert told["jobs"][0] | {"age": "", "given_up_at": ""} == {
        "id": str(job.public_id),
        "kind": job.task,
        "store": "",
        "given_up_at": "",
        "age": "",
        "attempts": 20,
        "reason": job.error,
    }


def test_one_runs_again() -> None:
    wanted, other = given_up(), given_up()
    assert run(["jobs", "retry", str(wanted.public_id)]) == 0
    assert (state(wanted), state(other)) == ("ready", "dead")


def test_all_run_again_but_what_is_queued_already(capsys: pytest.CaptureFixture[str]) -> None:
    free, doubled = given_up(), given_up(key="once")
    Job.objects.create(task=doubled.task, key="once")
    assert run(["jobs", "retry", "--all"]) == 0
    assert "Queued again: 1." in capsys.readouterr().out
    assert (state(free), state(doubled)) == ("ready", "dead")


def test_one_is_discarded() -> None:
    job = given_up()
    assert run(["jobs", "discard", str(job.public_id)]) == 0
    assert not Job.objects.exists()


@pytest.mark.parametrize("verb", ["retry", "discard"])
def test_what_was_not_given_up_is_left_alone(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    job = Job.objects.create(task="saath.files.jobs.purge_rows")
    assert run(["jobs", verb, str(job.public_id)]) == 1
    assert "could not find" in capsys.readouterr().err
    assert state(job) == "ready"


@pytest.mark.parametrize(
    "line", [["retry"], ["retry", "--all", "01a201e8-8ef6-72c5-8bbc-bf3ef1b89a94"], ["discard"]]
)
def test_it_must_be_said_which(line: list[str]) -> None:
    assert run(["jobs", *line]) == 2


def test_help_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["jobs", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("retry", "discard", "--json"))
