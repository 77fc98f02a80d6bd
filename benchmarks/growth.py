"""`make bench-growth`: what a desk does all day, on installations of 10,000 to 1,000,000 conversations, in turns.

    WORK=/tmp/saath-growth python -m benchmarks.growth [--sizes 10000,100000,1000000] [--sqlite] [--only NAME]

Each size is an installation of its own, in one PostgreSQL cluster that is made under WORK and filled by COPY; one that is
there is used again. The sizes are asked in turns, so that a noisy machine moves all. Prints for each piece of work, a column a
size: ms of CPU of Python + PostgreSQL (median of the turns), statements, buffers of 8 kB, page faults of PostgreSQL; last how
many times the largest is the smallest, of the CPU and of the buffers. Ends with 1 where the CPU is above 1.3 times.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psycopg

from tests.postgres import Cluster

MOST_GROWTH = 1.3
HOST = "localhost:8390"
WORK = Path(os.environ.get("WORK", "/tmp/saath-growth"))  # noqa: S108  # the caller's to move
SETTINGS = (
    "shared_buffers=1GB", "work_mem=16MB", "maintenance_work_mem=1GB", "random_page_cost=1.1", "max_wal_size=2GB",
    "wal_level=minimal", "max_wal_senders=0", "shared_preload_libraries=pg_stat_statements",
)  # fmt: skip
WORKS = (
    "inbox", "inbox, deep page", "queue, promised", "queue, mine", "queue, called", "queue, customer", "queue, snoozed",
    "queue, solved", "solved, deep page", "queue, spam", "sizes of queues", "saved view", "sizes of saved views",
    "thread, 8 messages", "thread, 200 messages", "thread, old", "thread, new", "customer",
    "search, common, en", "search, common, hi", "search, common, gu", "search, rare, en", "search, rare, hi", "search, rare, gu",
    "mail, new", "mail, answer to ours", "reply",
)  # fmt: skip
Cost = Mapping[str, float]


@dataclass
class Installation:
    """Saath with so many conversations."""

    size: int
    cluster: Cluster | None
    _process: subprocess.Popen[str] | None = field(default=None, init=False)

    @property
    def _data(self) -> Path:
        return WORK / f"{'sqlite' if self.cluster is None else 'postgresql'}-{self.size}"

    @property
    def _superuser(self) -> str:
        return self.cluster.superuser_url(f"g{self.size}") if self.cluster else ""

    def fill(self) -> None:
        """Load the corpus, unless it is there, and say how long that took and how much of the disk it has."""
        filled = self._data / "filled"
        if not filled.exists():
            self._data.mkdir(parents=True, exist_ok=True)
            self._make_database()
            began = time.monotonic()
            load = [sys.executable, "-m", "benchmarks.load", "--corpus", str(self.size), "--host", HOST]
            subprocess.run([*load, "--copy-as", self._superuser], check=True, env=self._environment())
            filled.write_text(
                f"{self.size} conversations: loaded in {time.monotonic() - began:.0f} s, {self._disk()}"
            )
        print(filled.read_text(), flush=True)

    def open(self) -> None:
        """Begin to answer, after what autovacuum does in life."""
        if self.cluster is not None:
            with psycopg.connect(self._superuser, autocommit=True) as link:
                link.execute("VACUUM ANALYZE")
        command = [sys.executable, "-m", "benchmarks.grown_process", HOST, self._superuser]
        self._process = subprocess.Popen(
            command, env=self._environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, name: str, times: int) -> Cost:
        """Return what one such piece of work costs, of so many."""
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps([name, times]), file=self._process.stdin, flush=True)
        cost: Cost = json.loads(self._process.stdout.readline())
        return cost

    def close(self) -> None:
        """Let the process go."""
        if self._process is not None:
            self._process.communicate()

    def _make_database(self) -> None:
        if self.cluster is not None:
            self.cluster.create_database(f"g{self.size}")
            with psycopg.connect(self._superuser) as link:
                link.execute("CREATE EXTENSION pg_stat_statements")

    def _disk(self) -> str:
        if self.cluster is None:
            size = sum(path.stat().st_size for path in self._data.rglob("*") if path.is_file())
            return f"{size / 1e9:.1f} GB"
        with psycopg.connect(self._superuser) as link:
            (size,) = link.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        return f"{size / 1e9:.1f} GB"

    def _environment(self) -> dict[str, str]:
        environment = {**os.environ, "SAATH_DATA": str(self._data)}
        if self.cluster is not None:
            environment["DATABASE_URL"] = self.cluster.app_url(f"g{self.size}")
            environment["DATABASE_OWNER_URL"] = self.cluster.owner_url(f"g{self.size}")
        return environment


def main() -> None:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sizes", default="10000,100000,1000000")
    asked.add_argument("--sqlite", action="store_true")
    asked.add_argument("--only", default="", help="only work with this in its name")
    asked.add_argument("--turns", type=int, default=7)
    asked.add_argument("--times", type=int, default=20)
    options = asked.parse_args()
    with _cluster(options.sqlite) as cluster:
        installations = [Installation(int(size), cluster) for size in options.sizes.split(",")]
        for installation in installations:
            installation.fill()
        grown = measure(installations, options)
    sys.exit(f"More than {MOST_GROWTH} times: {', '.join(grown)}" if grown else 0)


def measure(installations: list[Installation], options: argparse.Namespace) -> list[str]:
    """Print what each piece of work costs at each size, and return what grows too much."""
    grown = []
    for installation in installations:
        installation.open()
    print("| work |", " | ".join(str(each.size) for each in installations), "| CPU | buffers |")
    print("| --- |", " | ".join("---" for _ in installations), "| --- | --- |")
    for name in (name for name in WORKS if options.only in name):
        costs = _in_turns(name, installations, options)
        growths = [_growth(costs, *keys) for keys in (("own", "database"), ("buffers",))]
        grown += [name] if growths[0] > MOST_GROWTH else []
        cells = [*map(_cell, costs), *(f"{growth:.2f}" for growth in growths)]
        print(f"| {name} |", " | ".join(cells), "|", flush=True)
    for installation in installations:
        installation.close()
    return grown


def _in_turns(name: str, installations: list[Installation], options: argparse.Namespace) -> list[Cost]:
    """Return the medians of a piece of work at each size; a first turn warms up."""
    turns = [[each.ask(name, options.times) for each in installations] for _ in range(options.turns + 1)]
    return [
        {key: median(cost[key] for cost in of_one) for key in of_one[0]}
        for of_one in zip(*turns[1:], strict=True)
    ]


def _growth(costs: list[Cost], *keys: str) -> float:
    smallest, largest = (sum(cost[key] for key in keys) for cost in (costs[0], costs[-1]))
    return largest / smallest if smallest else 1.0


def _cell(cost: Cost) -> str:
    own, database = cost["own"], cost["database"]
    return f"{own:.2f} + {database:.2f} ms, {cost['statements']:.0f}, {cost['buffers']:.0f} ({cost['faults']:.0f})"


@contextmanager
def _cluster(is_sqlite: bool) -> Iterator[Cluster | None]:
    """Serve the cluster under WORK; it waits for no disk, for only CPU and buffers are counted."""
    if is_sqlite:
        yield None
        return
    folder = WORK / "cluster"
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster.start(folder, settings=SETTINGS)
    try:
        yield cluster
    finally:
        cluster.stop(is_kept=True)


if __name__ == "__main__":
    main()
