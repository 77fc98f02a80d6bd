"""One server in one data folder."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

from saath.cli.residence import AlreadyServed, move_in

HOLD = """
import fcntl, os, sys
place = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
fcntl.lockf(place, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_server_in_the_same_folder_is_refused_and_may_come_when_the_first_has_gone() -> None:
    place = str(settings.DATA_DIR / "serving")
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyServed):
            move_in()
        first.kill()
    move_in()
