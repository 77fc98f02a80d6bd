"""A throw-away PostgreSQL cluster with the two roles of an installation.

`saath_owner` owns the tables and migrates; `saath_app` is what the application signs in as: it owns nothing, so forced
row-level security holds for it. `initdb` refuses root, so as root the cluster runs as the system user `postgres`.
The cluster listens on a Unix socket in its own folder and ends with the process that started it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

OWNER, APP, SUPERUSER = "saath_owner", "saath_app", "postgres"
PASSWORD = "throw-away"
START_SECONDS = 120

SETTINGS = (
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=128MB",
    "lock_timeout=20s",
    "timezone=UTC",
    # Plans must not depend on when it came round.
    "autovacuum=off",
)
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(RuntimeError):
    """This machine has no PostgreSQL server programs."""


@dataclass
class Cluster:
    """A cluster in `folder`; every process of a test run can name it, one has started it."""

    folder: Path
    server: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, folder: Path, *, fsync: bool = False, settings: Sequence[str] = ()) -> Cluster:
        """Make and start a cluster, or start the one that is there, with `settings` after our own.

        Raises `NoPostgres` where the programs are missing, RuntimeError when it does not start.
        """
        cluster = cls(folder)
        is_new = not (folder / "cluster").exists()
        if is_new:
            cluster._make()
        cluster.server = cluster._serve((*SETTINGS, *(() if fsync else UNSAFE_AND_FAST), *settings))
        cluster._wait()
        for role in (OWNER, APP) if is_new else ():
            cluster._run(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), PASSWORD))
        return cluster

    def stop(self, *, is_kept: bool = False) -> None:
        """Stop at once; one that is kept writes first what it holds."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT if is_kept else signal.SIGQUIT)
            self.server.wait(timeout=START_SECONDS)

    def app_url(self, database: str) -> str:
        """Return the address of a database for the application's role."""
        return self._url(APP, database)

    def owner_url(self, database: str) -> str:
        """Return the address of a database for the role that migrates."""
        return self._url(OWNER, database)

    def superuser_url(self, database: str) -> str:
        """Return the address of a database for the superuser, whom no row-level security stops."""
        return self._url(SUPERUSER, database)

    def create_database(self, name: str, *, template: str = "template0") -> None:
        """Make a database of the owner, or a copy of `template`."""
        self.drop_database(name)
        self._run(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
            )
        )

    def copy_database(self, source: str, name: str) -> None:
        """Make a database that is a copy of another; whoever is connected to that one loses the connection."""
        with psycopg.connect(self._url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
            )
        self.create_database(name, template=source)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def has_database(self, name: str) -> bool:
        """Return whether a database exists."""
        with psycopg.connect(self._url(SUPERUSER, "postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}:{PASSWORD}@/{database}?host={self.folder}"

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._url(SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        subprocess.run(
            [*_as_server_user(), str(program("initdb")), "--pgdata", str(self.folder / "cluster"), "--username", SUPERUSER,
             "--auth", "scram-sha-256", "--pwfile", str(secret), "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            check=True, capture_output=True,
        )  # fmt: skip

    def _serve(self, settings: Sequence[str]) -> subprocess.Popen[bytes]:
        options = [part for setting in settings for part in ("-c", setting)]
        with open(self.folder / "postgres.log", "wb") as log:
            return subprocess.Popen(
                [*_as_server_user(), str(program("postgres")), "-D", str(self.folder / "cluster"), "-k", str(self.folder),
                 *options],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                psycopg.connect(self._url(SUPERUSER, "postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start:\n" + (self.folder / "postgres.log").read_text())


def program(name: str) -> Path:
    """Return the newest of the installed programs of that name."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if debian:
        return debian[-1]
    found = shutil.which(name)
    if found is None:
        raise NoPostgres(f"{name} is missing: install Debian's postgresql, or run the tests on SQLite alone")
    return Path(found)


def _as_server_user() -> list[str]:
    """Return the start of a command line that runs as a user who may own a cluster, and ends when we do."""
    ends_with_us = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        return [*ends_with_us, "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
    return ends_with_us
