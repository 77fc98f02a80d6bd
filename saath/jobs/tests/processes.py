"""Starting real workers in tests, and waiting for what they do."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

WAIT_SECONDS = 120.0


@contextmanager
def worker_process(*, lease_seconds: float = 60, faults: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the database of this test, ended when the block ends."""
    command = [sys.executable, "-m", "saath.jobs.tests.worker_process"]
    process = subprocess.Popen(
        [*command, str(connection.settings_dict["NAME"]), str(lease_seconds)],
        env=os.environ | {"SAATH_FAULTS": faults},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait at most two minutes. Raises TimeoutError."""
    ends_at = time.monotonic() + WAIT_SECONDS
    while not is_so():
        if time.monotonic() > ends_at:
            raise TimeoutError
        time.sleep(0.02)
