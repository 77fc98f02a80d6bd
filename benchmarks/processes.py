"""What running processes have used, found by their command lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def cpu_seconds(pattern: str) -> float:
    """Return the CPU that all processes have used whose command line holds a regular expression."""
    return sum(_cpu_of(process) for process in _matching(pattern))


def most_memory_mib(pattern: str) -> float:
    """Return the most memory that one such process holds (PSS), 0.0 where there is none."""
    return max((_memory_of(process) for process in _matching(pattern)), default=0.0)


def _matching(pattern: str) -> Iterator[Path]:
    """Yield the folders of the processes, but not of this one, which names the pattern."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if re.search(pattern, line) and process.name != str(os.getpid()):
                yield process


def _cpu_of(process: Path) -> float:
    with suppress(OSError):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _memory_of(process: Path) -> float:
    with suppress(OSError):
        lines = (process / "smaps_rollup").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("Pss:"))) / 1024
    return 0.0
