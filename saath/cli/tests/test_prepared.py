"""Commands in the wrong folder, or before the first start, say so instead of failing on a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from saath.operations.tests.installations import Installation, sqlite_installation

pytestmark = pytest.mark.one_engine
COMMANDS = [
    ["worker"],
    ["intake", "--json"],
    ["jobs", "retry", "--all"],
    ["rotate-key"],
    ["backup", "all.zip"],
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A folder in which no Saath was ever started."""
    return sqlite_installation(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_where_nothing_of_saath_is_a_command_says_so(empty: Installation, command: list[str]) -> None:
    done = empty.saath(*command)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("Nothing of Saath is in this database yet.")
    assert not (empty.folder / "keys").exists()


def test_a_database_of_an_older_release_wants_a_start_first(tmp_path: Path) -> None:
    older = sqlite_installation(tmp_path)
    older.python(
        "import django; django.setup(); from django.core.management import call_command as c;"
        "c('migrate', 'contenttypes', verbosity=0)"
    )
    done = older.saath("jobs")
    assert done.returncode == 3, done.stderr
    assert "is not prepared for this release" in done.stderr
    assert "Start saath serve once" in done.stderr


def test_a_database_that_is_too_old_is_left_as_it_is(tmp_path: Path) -> None:
    older = sqlite_installation(tmp_path)
    older.python(
        "import django; django.setup(); from django.db import connection;"
        "from django.db.migrations.recorder import MigrationRecorder as R;"
        "R(connection).ensure_schema(); R(connection).record_applied('orders', '0001_initial')"
    )
    done = older.saath("serve")
    assert done.returncode == 3, done.stderr
    assert "too old for this release" in done.stderr
    assert "What is stored is as it was." in done.stderr
