import signal
import subprocess
import sys
from pathlib import Path

import pytest

LOOP = """
from saath.core.faults import fault_point
for number in range(5):
    print(number, flush=True)
    fault_point("here")
"""


@pytest.mark.parametrize(("faults", "passed"), [("here", 1), ("there,here:3", 3), ("there", 5), ("", 5)])
def test_process_dies_at_the_passing_that_was_named(faults: str, passed: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOOP], env={"SAATH_FAULTS": faults}, capture_output=True, check=False
    )
    assert len(run.stdout.split()) == passed
    assert run.returncode == (0 if passed == 5 else -signal.SIGKILL)


def test_a_point_is_deadly_once_for_all_processes_that_share_a_folder(tmp_path: Path) -> None:
    environment = {"SAATH_FAULTS": "here:2", "SAATH_FAULTS_ONCE": str(tmp_path)}
    deaths = [
        subprocess.run(
            [sys.executable, "-c", LOOP], env=environment, capture_output=True, check=False
        ).returncode
        for _process in range(2)
    ]
    assert deaths == [-signal.SIGKILL, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
