"""An installation that is prepared once in a run, and with which others begin: each would spend seconds on migrating."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.plugin import RUN_FOLDER
from tests.postgres import Cluster

PREPARE = "import django; django.setup(); from tests.light_steps import prepare_lightly; prepare_lightly()"
DATABASE = "saath_prepared"
ROOT = Path(__file__).resolve().parents[1]


def begin_prepared(data: Path) -> None:
    """Make a data folder on SQLite that has the tables and the static files of this release, and nothing else."""
    made = prepared_folder()
    data.mkdir(mode=0o700, parents=True)
    shutil.copyfile(made / "saath.sqlite3", data / "saath.sqlite3")
    shutil.copytree(made / "static", data / "static")


def prepared_folder() -> Path:
    """Return the data folder of this run that has the tables and the static files of this release: a template."""
    made = _run_folder() / "prepared"
    with _alone():
        if not made.exists():
            half = _run_folder() / "half-prepared"
            _prepare(half)
            half.rename(made)
    return made


def prepared_database(cluster: Cluster) -> str:
    """Return the name of a database in the cluster of this run that has the tables of this release: a template."""
    with _alone():
        if not cluster.has_database(DATABASE):
            half = f"half_{DATABASE}"
            cluster.create_database(half)
            _prepare(
                _run_folder() / "prepared-beside-postgresql",
                DATABASE_URL=cluster.app_url(half),
                DATABASE_OWNER_URL=cluster.owner_url(half),
            )
            cluster.create_database(DATABASE, template=half)
    return DATABASE


def _prepare(data: Path, **database: str) -> None:
    strange = ("SAATH_", "DATABASE_", "REDIS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    own = {"SAATH_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run(
        [sys.executable, "-c", PREPARE], cwd=ROOT, env=kept | own | database, check=True, capture_output=True
    )


@contextmanager
def _alone() -> Iterator[None]:
    with open(_run_folder() / "prepared.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_folder() -> Path:
    return Path(os.environ[RUN_FOLDER])
