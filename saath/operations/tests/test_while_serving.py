"""A served installation is healthy, and is backed up and given a new key without stopping."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from saath.cli.tests.test_serve import START, wait_for
from saath.operations.tests.installations import ROOT, Installation, succeeded

TRIES = 20
BUILT_BY_MAKE = "texts.not_compiled"


@pytest.fixture
def served(installation: Installation) -> Iterator[Installation]:
    """An installation whose `saath serve` runs; doctor is told the same port for mail."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        smtp_port = str(door.getsockname()[1])
    installation.settings["SAATH_SMTP_IN_PORT"] = smtp_port
    command = [sys.executable, "-u", "-c", START, "serve", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=installation.environment | {"SAATH_LOG_FORMAT": "json"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        wait_for(process.stdout, "Application startup complete", "worker_started")
        yield installation
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def faults(installation: Installation) -> set[str]:
    """Return what doctor says must be mended."""
    findings = json.loads(installation.saath("doctor", "--json").stdout)["findings"]
    return {finding["name"] for finding in findings if finding["level"] == "fault"} - {BUILT_BY_MAKE}


def faults_once_warm(installation: Installation) -> set[str]:
    """Return what is left to mend once the worker has taken up its first lease."""
    for _ in range(TRIES):
        if not (found := faults(installation)):
            break
    return found


def test_it_is_healthy_and_goes_on_through_backup_and_new_key(served: Installation, tmp_path: Path) -> None:
    assert faults_once_warm(served) == set()
    succeeded(served.saath("backup", str(tmp_path)))
    assert len(list(tmp_path.glob("saath-*.zip"))) == 1
    succeeded(served.saath("rotate-key", "--wait", "0"))
    assert faults(served) == set()
