"""Named points at which a kill test may end the process."""

import os
import signal
from collections import Counter
from pathlib import Path

_passed: Counter[str] = Counter()


def fault_point(name: str) -> None:
    """Do nothing, unless `SAATH_FAULTS` lists `name`: then the process dies by SIGKILL.

    `SAATH_FAULTS="after_claim,before_record:3"` dies at the first passing of one, the third of the other. With a folder
    in `SAATH_FAULTS_ONCE` a point is deadly once for all processes that know the folder, which keeps its name.
    """
    wanted = os.environ.get("SAATH_FAULTS")
    if not wanted:
        return
    _passed[name] += 1
    if _passed[name] == _fatal_passing(wanted, name) and _is_first(name):
        os.kill(os.getpid(), signal.SIGKILL)


def _fatal_passing(wanted: str, name: str) -> int | None:
    for item in wanted.split(","):
        point, _colon, passing = item.strip().partition(":")
        if point == name:
            return int(passing or 1)
    return None


def _is_first(name: str) -> bool:
    folder = os.environ.get("SAATH_FAULTS_ONCE")
    if not folder:
        return True
    try:
        Path(folder, name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
