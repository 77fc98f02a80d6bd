"""What every test run stands on. Loaded by pytest before the settings are read (`addopts` in `pyproject.toml`).

`SAATH_TEST_DATABASE` chooses the engine: `sqlite` (default) or `postgresql`, for which a throw-away cluster is started once
and shared by all xdist workers. Each worker has a data folder of its own; nothing touches the folder of an installation.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling, Scheduling
from xdist.workermanage import WorkerController

from tests import left_out, network
from tests.postgres import Cluster

RUN_FOLDER = "SAATH_TEST_RUN"
# The tests of each of these files share what is dear to make: a running shop, a filled one, a browser.
TOGETHER = (
    "tests/journeys/",
    "saath/demo/tests/test_shop.py",
    "saath/operations/tests/test_rotate_key.py",
    "saath/ui/tests/test_scripts.py",
)
ENGINE = os.environ.get("SAATH_TEST_DATABASE", "sqlite")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
# Their tests start programs, which have databases of their own.
WHOLE_INSTALLATIONS = ("saath/cli/", "saath/operations/", "tests/journeys/", "tests/kill/", "benchmarks/")

_cluster: Cluster | None = None
_made: Path | None = None


def _begin() -> None:
    """Give this process its data folder, and the run its database, before Django's settings are imported."""
    global _cluster, _made
    if ENGINE not in ("sqlite", "postgresql"):
        raise pytest.UsageError(f"SAATH_TEST_DATABASE is {ENGINE!r}: say sqlite or postgresql")
    if RUN_FOLDER not in os.environ:
        _made = Path(tempfile.mkdtemp(prefix="saath-test-"))
        _made.chmod(0o755)
        os.environ[RUN_FOLDER] = str(_made)
        if ENGINE == "postgresql":
            _cluster = Cluster.start(_made, fsync=os.environ.get("SAATH_TEST_FSYNC") == "1")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    data = Path(os.environ[RUN_FOLDER]) / worker
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ["SAATH_DATA"] = str(data)
    _choose_database(worker)


def _choose_database(worker: str) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    if ENGINE == "postgresql":
        cluster = Cluster(Path(os.environ[RUN_FOLDER]))
        os.environ["DATABASE_URL"] = cluster.app_url(f"test_{worker}")
        os.environ["DATABASE_OWNER_URL"] = cluster.owner_url(f"test_{worker}")


_begin()


class FilesTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives tests to workers one by one, but those of a file that share something to one.

    xdist's own groups are lost with pytest 9.2, which knows no `_nodeid` any more.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(TOGETHER) else nodeid

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Forget what is done: all of it is looked through each time that something is."""
        scope = self._split_scope(self.registered_collections[node][item_index])
        if scope in self.assigned_work[node]:
            super().mark_test_complete(node, item_index, duration)
            if all(self.assigned_work[node][scope].values()):
                del self.assigned_work[node][scope]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Spread the tests over the workers."""
    return FilesTogether(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Close the network but for this machine."""
    network.close()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no rubbish while thousands of tests are imported, which all stay, nor among them later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is the same on every engine, so that the second run of the suite can leave it out (`make test`)."""
    for item in items:
        if not _asks_for_database(item):
            item.add_marker("one_engine")


def _asks_for_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db") or item.nodeid.startswith(WHOLE_INSTALLATIONS):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test of PostgreSQL out on SQLite: the other run of the suite has it."""
    if item.get_closest_marker("postgresql") and ENGINE != "postgresql":
        pytest.skip("for PostgreSQL only")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once more, at the end, what this machine could not test."""
    left_out.report(terminalreporter)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster and remove what the run left, in the process that made them."""
    network.open_again()
    if _cluster is not None:
        _cluster.stop()
    if _made is not None:
        shutil.rmtree(_made, ignore_errors=True)
