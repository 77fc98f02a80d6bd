"""Installations of their own, driven by the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from tests.left_out import left_out
from tests.plugin import RUN_FOLDER
from tests.postgres import Cluster, NoPostgres

ROOT = Path(__file__).resolve().parents[3]
START = "from saath.cli.main import main; main()"
CHOSEN_ELSEWHERE = ("DATABASE", "SAATH_DATA", "SAATH_KEYS", "SAATH_FAULTS", "REDIS")


@dataclass
class Installation:
    """A data folder with its database; `settings` are environment variables."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its processes."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(CHOSEN_ELSEWHERE)}
        own = {
            "SAATH_DATA": str(self.folder),
            "SAATH_LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        return kept | own | self.settings

    def saath(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the command `saath` and wait for its end."""
        return self.python(START, *arguments, **settings)

    def python(self, code: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run code in a process of the installation."""
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT, env=self.environment | settings, capture_output=True, text=True, timeout=240,
        )  # fmt: skip


def sqlite_installation(folder: Path) -> Installation:
    """Return an installation on SQLite; its folder is made by the first command."""
    return Installation(folder)


def postgresql_installation(folder: Path, cluster: Cluster, *, template: str = "template0") -> Installation:
    """Return an installation with a new database of the cluster: empty, or a copy of `template`."""
    name = f"own_{uuid4().hex[:12]}"
    cluster.create_database(name, template=template)
    urls = {"DATABASE_URL": cluster.app_url(name), "DATABASE_OWNER_URL": cluster.owner_url(name)}
    return Installation(folder, urls)


@contextmanager
def some_cluster() -> Iterator[Cluster]:
    """Give the cluster of this run, or one for the block where the run is on SQLite."""
    if "DATABASE_URL" in os.environ:
        yield Cluster(Path(os.environ[RUN_FOLDER]))
        return
    folder = Path(mkdtemp(prefix="saath-cluster-"))
    folder.chmod(0o755)
    try:
        cluster = Cluster.start(folder)
    except NoPostgres as error:
        left_out(str(error))
    try:
        yield cluster
    finally:
        cluster.stop()
        subprocess.run(["rm", "-r", str(folder)], check=True)


def succeeded(run: subprocess.CompletedProcess[str]) -> str:
    """Return what a command said; fails with its errors where it did not succeed."""
    assert run.returncode == 0, run.stderr + run.stdout
    return run.stdout
