"""What a page costs in processor time, in one process and without a server; two trees side by side.

    DATABASE_URL=… SAATH_DATA=… python -m benchmarks.pages IDS --beside path/to/other/tree

IDS is the `saath_ids.json` that `benchmarks.load` wrote. The trees are asked in turns, so that a noisy machine moves both;
of each page the median of the turns is printed: milliseconds of the process, of its PostgreSQL backend, and statements.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve()
TREE = HERE.parent.parent
HOST = "localhost:8390"


class Process:
    """A process with one tree's code; it serves requests on its standard input."""

    def __init__(self, tree: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(tree)}
        self._process = subprocess.Popen(
            [sys.executable, str(HERE.with_name("page_process.py")), HOST],
            cwd=tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, path: str, times: int) -> tuple[float, float, int]:
        """Ask a page so many times; return ms of CPU here, in the database, and statements, each of one page."""
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([path, times]), file=self._process.stdin, flush=True)
        own, database, statements = json.loads(self._process.stdout.readline())
        return own, database, statements

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def main() -> None:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("ids", type=Path)
    asked.add_argument("--beside", type=Path, help="another tree, for example a worktree of an older commit")
    asked.add_argument("--only", default="", help="only pages with this in their name")
    asked.add_argument("--turns", type=int, default=7)
    asked.add_argument("--times", type=int, default=60)
    options = asked.parse_args()
    trees = [tree.resolve() for tree in (options.beside, TREE) if tree]
    processes = [Process(tree) for tree in trees]
    print("| page |", " | ".join(str(tree) for tree in trees), "|")
    for name, path in pages(json.loads(options.ids.read_text())).items():
        if options.only not in name:
            continue
        cells = _cells(processes, path, options)
        print(f"| {name} |", " | ".join(cells), "|", flush=True)
    for process in processes:
        process.end()


def pages(ids: dict[str, Any]) -> dict[str, str]:
    """Return what is asked all day; the first two conversations of a workload have 200 messages and 8."""
    return {
        "nothing (/healthz)": "/healthz",
        "inbox": "/desk/now/",
        "thread, 8 messages": f"/desk/now/{ids['c000002']}/",
        "thread, 200 messages": f"/desk/now/{ids['c000001']}/",
        "search, common word": "/desk/find/?q=refund",
        "search, rare word": "/desk/find/?q=zirconium",
        "answer, form and redirect": f"/conversations/{ids['c000003']}/answer/",
    }


def _cells(processes: list[Process], path: str, options: argparse.Namespace) -> list[str]:
    for process in processes:
        process.ask(path, options.times)
    turns = [[process.ask(path, options.times) for process in processes] for _ in range(options.turns)]
    return [_cell(list(of_one)) for of_one in zip(*turns, strict=True)]


def _cell(turns: list[tuple[float, float, int]]) -> str:
    own, database, statements = (median(values) for values in zip(*turns, strict=True))
    return f"{own:.2f} + {database:.2f} ms, {statements:.0f} statements"


if __name__ == "__main__":
    main()
