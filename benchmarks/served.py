"""A real `saath serve` on an installation of its own, for what is measured over sockets."""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
SERVE = "from saath.cli.main import main; main()"


@dataclass(frozen=True)
class Served:
    """A running `saath serve`: its parent, its processes for pages, and the desk's port."""

    pid: int
    web: Sequence[int]
    port: int

    @property
    def processes(self) -> list[int]:
        """Return the parent and all its children."""
        return [self.pid, *children(self.pid)]

    def own_mib(self) -> float:
        """Return what the processes for pages have written for themselves alone."""
        return sum(kibibytes(pid, "Private_Dirty") for pid in self.web) / 1024

    def cpu_seconds(self) -> float:
        """Return the CPU that the processes for pages have used."""
        return sum(_cpu_seconds(pid) for pid in self.web)


def options_for(what: str | None) -> argparse.ArgumentParser:
    """Return a parser with what every such measure lets one choose."""
    parser = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--workers", type=int, default=1, help="processes for pages")
    parser.add_argument("--cores", default="", help="processors that Saath gets, such as 0,1; without it all")
    return parser


@contextmanager
def an_installation(engine: str) -> Iterator[None]:
    """Let this process and those that it starts work on an empty installation, until the block ends."""
    with tempfile.TemporaryDirectory() as folder, _database(engine, Path(folder)):
        os.environ |= {"SAATH_DATA": f"{folder}/data", "SAATH_LOG_FORMAT": "json"}
        from saath.cli.loading import load_django

        load_django(log_level="WARNING")
        from saath.cli.prepare import prepare

        prepare()
        yield


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[None]:
    folder.chmod(0o755)
    if engine == "sqlite":
        yield
        return
    from tests.postgres import Cluster

    cluster = Cluster.start(folder, fsync=True, settings=("autovacuum=on",))
    cluster.create_database("live")
    urls = {"DATABASE_URL": cluster.app_url("live"), "DATABASE_OWNER_URL": cluster.owner_url("live")}
    os.environ |= urls
    yield
    cluster.stop()


@contextmanager
def serving(options: argparse.Namespace) -> Iterator[Served]:
    """Serve the installation until the block ends."""
    pinned = ["taskset", "-c", options.cores] if options.cores else []
    doors = ["--port", "0", "--smtp-port", "0", "--workers", str(options.workers)]
    command = [*pinned, sys.executable, "-c", SERVE, "serve", *doors]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        while "worker_started" not in server.stdout.readline():
            pass
        threading.Thread(target=server.stdout.read, daemon=True).start()
        try:
            web = children(server.pid)[: options.workers]
            yield Served(server.pid, web, _first_port(server.pid))
        finally:
            server.send_signal(signal.SIGTERM)


def report(what: str, seconds: Sequence[float]) -> None:
    """Say how long something took."""
    hundredth = [1000 * each for each in statistics.quantiles(seconds, n=100, method="inclusive")]
    figures = f"p50 {hundredth[49]:.1f} ms, p95 {hundredth[94]:.1f}, p99 {hundredth[98]:.1f}"
    print(f"{what}: {len(seconds)}, {figures}, max {1000 * max(seconds):.1f} ms", flush=True)


def kibibytes(pid: int, name: str = "Pss") -> int:
    """Return one figure of a process's memory."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def children(pid: int) -> list[int]:
    """Return the children of a process in the order in which they were started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _first_port(pid: int) -> int:
    """Return the first port that a process listens on."""
    sockets = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in sockets.splitlines() if f"pid={pid}," in row]
    descriptors = {
        int(match[1]): row[3] for row in rows if (match := re.search(rf"pid={pid},fd=(\d+)", row[-1]))
    }
    return int(descriptors[min(descriptors)].rpartition(":")[2])
