"""`saath serve` on a fresh folder: it prepares, serves, mends itself and stops."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

import httpx
import pytest

from saath.cli.processes import STEPS_BACK
from tests.postgres import Cluster
from tests.prepared import begin_prepared, prepared_database

ROOT = Path(__file__).resolve().parents[3]
START = "from saath.cli.main import main; main()"


def an_installation(folder: Path, *, is_new: bool) -> dict[str, str]:
    """The environment of an installation: in a folder that does not exist, with an empty database, or prepared before."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
    if not is_new:
        begin_prepared(folder / "new")
    if "DATABASE_URL" in os.environ:
        cluster, name = Cluster(Path(os.environ["SAATH_TEST_RUN"])), f"serve_{uuid4().hex}"
        cluster.create_database(name, template="template0" if is_new else prepared_database(cluster))
        environment |= {"DATABASE_URL": cluster.app_url(name), "DATABASE_OWNER_URL": cluster.owner_url(name)}
    return environment | {
        "SAATH_DATA": str(folder / "new"),
        "SAATH_LANGUAGE": "en",
        "SAATH_LOG_FORMAT": "json",
    }


@contextmanager
def serving(folder: Path, *, is_new: bool) -> Iterator[subprocess.Popen[str]]:
    """A running `saath serve` on the engine of this run, until the block ends."""
    environment = an_installation(folder, is_new=is_new)
    command = [sys.executable, "-u", "-c", START, "serve", "--port", "0", "--smtp-port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGKILL)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A running `saath serve` of an installation that was started before."""
    with serving(tmp_path, is_new=False) as server:
        yield server


def wait_for(output: IO[str] | None, *patterns: str) -> list[re.Match[str]]:
    """Read the server's output until each pattern has matched a line; they may come in any order."""
    assert output is not None
    lines: list[str] = []
    found: dict[str, re.Match[str]] = {}
    for line in output:
        lines.append(line)
        found |= {pattern: match for pattern in patterns if (match := re.search(pattern, line))}
        if len(found) == len(patterns):
            return [found[pattern] for pattern in patterns]
    raise AssertionError("".join(lines))


def children(pid: int) -> set[int]:
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def test_fresh_folder_is_served_with_a_link_to_set_up_the_shop(tmp_path: Path) -> None:
    address = r"http://localhost:\d+/setup/\S+"
    with serving(tmp_path, is_new=True) as server:
        link = wait_for(server.stdout, address, "Application startup complete", "worker_started")[0][0]
        _follow(link)


def _follow(link: str) -> None:
    with httpx.Client(timeout=30, follow_redirects=True) as browser:
        assert browser.get(link).status_code == 200
        ready = browser.get(link.split("/setup")[0] + "/readyz").json()
        assert ready == {"ready": True, "missing": []}
        assert browser.get(link.split("/setup")[0] + "/live").status_code == 404


def test_worker_stands_behind_the_pages(server: subprocess.Popen[str]) -> None:
    wait_for(server.stdout, "Application startup complete", "worker_started")
    own = os.getpriority(os.PRIO_PROCESS, 0)
    found = sorted(os.getpriority(os.PRIO_PROCESS, child) for child in children(server.pid))
    assert found == [own, min(19, own + STEPS_BACK)]


def test_dead_process_is_started_again(server: subprocess.Popen[str]) -> None:
    wait_for(server.stdout, "Application startup complete", "worker_started")
    before = children(server.pid)
    os.kill(max(before), signal.SIGKILL)
    wait_for(server.stdout, "process_ended", "process_started")
    assert children(server.pid) != before


def test_processes_end_with_a_parent_that_was_killed(server: subprocess.Popen[str]) -> None:
    wait_for(server.stdout, "Application startup complete", "worker_started")
    server.kill()
    assert server.stdout is not None
    assert "worker_stopped" in server.stdout.read(), "the output ends when the last process does"


def test_sigterm_finishes_what_is_being_done(server: subprocess.Popen[str]) -> None:
    wait_for(server.stdout, "Application startup complete", "worker_started")
    server.terminate()
    assert server.stdout is not None
    rest = server.stdout.read()
    assert "worker_stopped" in rest
    assert "Application shutdown complete" in rest
    assert server.wait(60) == 0
