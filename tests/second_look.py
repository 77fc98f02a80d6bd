"""A journey that failed is told once more with nothing beside it, for a machine may stand still for longer than a journey waits.

    python -m tests.second_look STATUS CACHE_FOLDER

STATUS is what pytest returned, CACHE_FOLDER where it kept the names of what failed. Journeys alone are told again, and only
a few of them: any other test that fails has failed. What passes only now is named, for it is a fault to be found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

JOURNEYS = "tests/journeys/"
MOST_JOURNEYS = 3
SOME_FAILED = 1


def main() -> int:
    """Tell again what may be; return the verdict of the whole run."""
    status, cache = int(sys.argv[1]), Path(sys.argv[2])
    failed = _failed(cache)
    if status != SOME_FAILED or not deserves_a_second_look(failed):
        return status
    print("Told once more, alone:", *failed, sep="\n  ", flush=True)
    again = subprocess.run([sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={cache}", *failed])
    if again.returncode == 0:
        print("Passed only at a second look, a fault to be found:", *failed, sep="\n  ", flush=True)
    return again.returncode


def deserves_a_second_look(failed: Collection[str]) -> bool:
    """Tell whether nothing failed but a few journeys."""
    return 0 < len(failed) <= MOST_JOURNEYS and all(name.startswith(JOURNEYS) for name in failed)


def _failed(cache: Path) -> list[str]:
    kept = cache / "v" / "cache" / "lastfailed"
    return sorted(json.loads(kept.read_text())) if kept.exists() else []


if __name__ == "__main__":
    sys.exit(main())
