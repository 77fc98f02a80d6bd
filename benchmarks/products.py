"""The products that are measured: how each is filled and served."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

from tests.postgres import PASSWORD as SUPERUSERS
from tests.postgres import SUPERUSER, Cluster

PASSWORD = "benchbench"  # noqa: S105  # the driver's own
START_SECONDS = 60
TUNED = ("shared_buffers=1GB", "work_mem=16MB", "random_page_cost=1.1", "max_wal_size=4GB")
HERE = Path(__file__).parent


class Product(Protocol):
    """A product under the driver."""

    adapter: str
    base: str
    pattern: str
    driver_env: dict[str, str]

    def fill(self, workload: Path) -> None:
        """Install it and load the workload."""

    def serving(self) -> AbstractContextManager[None]:
        """Serve it until the block ends."""


class Saath:
    """Saath with four processes for pages on PostgreSQL, or one on SQLite."""

    adapter = "adapter_saath"
    port = 8390
    base = f"http://localhost:{port}"
    pattern = f"saath serve .*--port {port}"

    def __init__(self, bench: Path, work: Path, cluster: Cluster | None) -> None:
        self._cluster = cluster
        self._data = work / ("saath-postgresql" if cluster else "saath-sqlite")
        self.driver_env = {"PYTHONPATH": str(HERE), "BENCH_ADAPTERS": str(bench / "adapters")}

    def fill(self, workload: Path) -> None:
        """Load the workload into an empty installation."""
        self._data.mkdir(parents=True)
        copy_as = []
        if self._cluster is not None:
            self._cluster.create_database("saath")
            copy_as = [
                "--copy-as",
                f"postgresql://{SUPERUSER}:{SUPERUSERS}@/saath?host={self._cluster.folder}",
            ]
        load = [sys.executable, "-m", "benchmarks.load", str(workload), "--host", f"localhost:{self.port}"]
        subprocess.run([*load, *copy_as], check=True, env=self._environment())

    def serving(self) -> AbstractContextManager[None]:
        """Serve pages, jobs and mail."""
        workers = "4" if self._cluster else "1"
        options = ["--workers", workers, "--port", str(self.port), "--smtp-port", str(self.port + 100)]
        command = [str(Path(sys.executable).with_name("saath")), "serve", *options]
        return _served(command, f"{self.base}/healthz", self._environment())

    def _environment(self) -> dict[str, str]:
        environment = {**os.environ, "SAATH_DATA": str(self._data), "BENCH_PASSWORD": PASSWORD}
        environment["SAATH_API_REQUESTS_A_MINUTE"] = "1000000"  # one token asks as fast as it can
        if self._cluster is not None:
            environment["DATABASE_URL"] = self._cluster.app_url("saath")
            environment["DATABASE_OWNER_URL"] = self._cluster.owner_url("saath")
        return environment


class HelpDesk:
    """django-helpdesk from PyPI with four processes on PostgreSQL, by the bench's own script."""

    adapter = "django_helpdesk"
    database = "hd"
    port = 8392
    base = f"http://127.0.0.1:{port}"
    pattern = "hd-venv/bin/python.*gunicorn"

    def __init__(self, bench: Path, work: Path, cluster: Cluster) -> None:
        self._cluster = cluster
        self._script = bench / "setup_django_helpdesk.sh"
        self._environment = {
            **os.environ,
            "BENCH_HOME": str(work),
            "BENCH_PASSWORD": PASSWORD,
            "PGHOST": str(cluster.folder),
            "PGPORT": "5432",
            "PGUSER": SUPERUSER,
            "PGPASSWORD": SUPERUSERS,
            "HD_PORT": str(self.port),
            "HD_DBNAME": self.database,
        }
        self.driver_env = {"BENCH_ADAPTERS": str(bench / "adapters")}

    def fill(self, workload: Path) -> None:
        """Install it and load the workload."""
        for step in (["install"], ["init"], ["load", str(workload)]):
            subprocess.run(["sh", str(self._script), *step], check=True, env=self._environment)
        with psycopg.connect(self._cluster.superuser_url(self.database), autocommit=True) as link:
            link.execute("VACUUM ANALYZE")  # as our loader does: the cluster has no autovacuum

    def serving(self) -> AbstractContextManager[None]:
        """Serve pages."""
        return _served(["sh", str(self._script), "start"], f"{self.base}/login/", self._environment)


@contextmanager
def quiet_cluster(work: Path) -> Iterator[Cluster]:
    """Start a throw-away PostgreSQL that waits for the disk, as in production."""
    folder = work / "cluster"
    folder.mkdir()
    cluster = Cluster.start(folder, fsync=True, settings=TUNED)
    try:
        yield cluster
    finally:
        cluster.stop()


@contextmanager
def _served(command: list[str], address: str, environment: dict[str, str]) -> Iterator[None]:
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=START_SECONDS)


def _wait_for(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"{address} does not answer")
