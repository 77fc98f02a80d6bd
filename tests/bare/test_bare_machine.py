"""A stranger's two commands on a machine that has git, make and Python, and nothing else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.installation import free_ports
from tests.left_out import left_out

MACHINE = Path(__file__).with_name("machine")
CANNOT = 77
# Stopping removes the machine, which is slow where others work too.
STOP_SECONDS = 240
RUN_SECONDS, TEST_SECONDS = 300, 1500

pytestmark = [
    pytest.mark.slow,
    pytest.mark.network,
    pytest.mark.timeout(RUN_SECONDS + TEST_SECONDS + STOP_SECONDS),
]


def start(*command: str, user: str = "") -> subprocess.Popen[str]:
    """Start a command on a bare machine, as root or as an ordinary user; left out where none can be made."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAATH_", "DATABASE_", "DJANGO_"))
    }
    if user:
        kept.pop("CI", None)  # there nothing may be left out
    return subprocess.Popen(
        [str(MACHINE), *command],
        env=kept | {"BARE_USER": user}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


def test_make_run_serves_the_demo() -> None:
    port = free_ports(4)
    with start("make", "run", f"PORT={port}", f"SMTP_PORT={port + 3}", "DATA=/tmp/demo") as running:
        try:
            _wait_for_page(running, f"http://localhost:{port}/")
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=STOP_SECONDS)


def test_the_checks_pass_where_several_run_at_once() -> None:
    running = start("make", "--jobs=2", "--keep-going", "check")
    told, _ = running.communicate(timeout=RUN_SECONDS)
    if running.returncode == CANNOT:
        left_out(f"no bare machine: {told.strip()[-200:]}")
    assert running.returncode == 0, told[-4000:]


def test_make_test_passes() -> None:
    running = start("make", "test")
    told, _ = running.communicate(timeout=TEST_SECONDS)
    if running.returncode == CANNOT:
        left_out(f"no bare machine: {told.strip()[-200:]}")
    assert running.returncode == 0, told[-4000:]
    assert len(re.findall(r"\d+ passed", told)) >= 2, told[-4000:]


def test_make_test_without_rights_tests_what_it_can_and_names_the_rest() -> None:
    running = start("make", "test", user="stranger")
    told, _ = running.communicate(timeout=TEST_SECONDS)
    if running.returncode == CANNOT:
        left_out(f"no bare machine: {told.strip()[-200:]}")
    assert running.returncode == 0, told[-4000:]
    assert (
        "Not installed, so the tests that need them are left out: postgresql dovecot-imapd chromium" in told
    )
    assert "Left out: the tests on PostgreSQL" in told
    assert re.search(r"\d+ passed", told), told[-4000:]


def _wait_for_page(running: subprocess.Popen[str], address: str) -> None:
    end = time.monotonic() + RUN_SECONDS
    while time.monotonic() < end:
        if running.poll() is not None:
            told = running.stdout.read() if running.stdout else ""
            if running.returncode == CANNOT:
                left_out(f"no bare machine: {told.strip()[-200:]}")
            pytest.fail(told[-4000:])
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                assert page.status == 200
                return
        except OSError:
            time.sleep(1)
    pytest.fail("make run served no page in time")
