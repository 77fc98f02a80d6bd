"""A backup holds everything, of one moment, and fills an empty installation of either engine."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection

from saath.conversations.models import Delivery
from saath.customers.models import Customer
from saath.jobs.models import Job
from saath.operations.archive.contents import LEFT_OUT, kept_models, kept_rows
from saath.operations.archive.errors import ArchiveDamaged, CannotBackUp, CannotRestore
from saath.operations.archive.loading import load_archive
from saath.operations.archive.manifest import MANIFEST, Manifest
from saath.operations.archive.progress import Advances
from saath.operations.archive.reading import open_archive
from saath.operations.archive.writing import write_archive
from saath.operations.tests.filled import SECRET, fill, leave_answer_waiting
from saath.operations.tests.installations import (
    Installation,
    postgresql_installation,
    sqlite_installation,
    succeeded,
)
from saath.operations.tests.let_in import let_in_and_move
from saath.tenancy.scope import every_store, store_scope
from tests.databases import signed_in_as_owner
from tests.kept import Kept
from tests.postgres import Cluster, program
from tests.prepared import begin_prepared, prepared_database, prepared_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_files")]

KILLED = -9
FIND = """
import django; django.setup()
from saath.conversations.models import Delivery, Message
from saath.conversations.tests.builders import work
from saath.search.index import find
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
work()
for store in Store.objects.order_by("pk"):
    with store_scope(store.pk):
        states = sorted(set(Delivery.objects.values_list("state", flat=True)))
        print(len(find(store.pk, "aayega").conversation_ids), Message.objects.count(), *states)
"""


def rows_of(archive: Path) -> dict[str, list[Any]]:
    """Return every row of an archive but the jobs, which differ once search is built anew."""
    with ZipFile(archive) as opened:
        manifest = Manifest.from_json(opened.read(MANIFEST))
        tables = [table for table in manifest.tables if table.model != "jobs.Job"]
        return {table.model: [json.loads(line) for line in opened.open(table.member)] for table in tables}


def files_of(archive: Path) -> dict[str, str]:
    """Return the hash of each file's bytes by its place."""
    with ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith("files/")]
        return {name: hashlib.sha256(opened.read(name)).hexdigest() for name in names}


def as_owner() -> AbstractContextManager[None]:
    """Work as the role that owns the tables."""
    return signed_in_as_owner() if connection.vendor == "postgresql" else nullcontext()


def empty_the_database() -> None:
    """Forget everything, as a new installation does."""
    with as_owner(), every_store("a test begins again"), connection.cursor() as cursor:
        for model in reversed(kept_models()):
            table = f'"{model._meta.db_table}"'
            is_postgresql = connection.vendor == "postgresql"
            cursor.execute(f"TRUNCATE {table} CASCADE" if is_postgresql else f"DELETE FROM {table}")


def load(archive: Path) -> None:
    """Restore into the database of the test, as its owner."""
    with as_owner(), open_archive(archive) as opened:
        load_archive(opened)


def fill_and_let_in() -> None:
    """Make two shops that have everything."""
    let_in_and_move(fill()[0])


FULL, FILLED = Kept(fill_and_let_in), Kept(fill)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The backup of two shops."""
    FULL.lay()
    write_archive(tmp_path / "filled.zip")
    return tmp_path / "filled.zip"


@pytest.fixture
def there_and_back(tmp_path: Path, cluster: Cluster) -> tuple[Installation, Installation]:
    """An installation on the other engine that was started once, and one on the engine of this run that never was."""
    if connection.vendor == "sqlite":
        template = prepared_database(cluster)
        on_postgresql = postgresql_installation(tmp_path / "postgresql", cluster, template=template)
        return on_postgresql, sqlite_installation(tmp_path / "sqlite")
    begin_prepared(tmp_path / "sqlite")
    on_postgresql = postgresql_installation(tmp_path / "postgresql", cluster)
    return sqlite_installation(tmp_path / "sqlite"), on_postgresql


@pytest.mark.wide  # from either engine to the other
def test_every_row_and_file_moves_to_the_other_engine_and_back(
    filled: Path, there_and_back: tuple[Installation, Installation], cluster: Cluster, tmp_path: Path
) -> None:
    rows, files = rows_of(filled), files_of(filled)
    assert len(files) >= 4
    assert [label for label, found in rows.items() if not found] == []
    last = filled
    for number, installation in enumerate(there_and_back):
        assert "Shops: 2." in succeeded(installation.saath("restore", str(last)))
        last = tmp_path / f"{number}.zip"
        succeeded(installation.saath("backup", str(last)))
        assert rows_of(last) == rows
        assert files_of(last) == files
        assert succeeded(installation.python(FIND)).split("\n")[:2] == ["1 8 sent"] * 2
        # The last of them has had its first start here.
        assert tables_of(installation) == tables_of_the_tests(installation, cluster)


def tables_of(installation: Installation) -> list[str]:
    """Return what an installation's own first start has made."""
    if url := installation.settings.get("DATABASE_OWNER_URL"):
        return tables_on_postgresql(url)
    return tables_on_sqlite(installation.folder)


def tables_of_the_tests(installation: Installation, cluster: Cluster) -> list[str]:
    """Return what nearly all tests begin with on the engine of an installation, made by `tests/light_steps.py`."""
    if installation.settings:
        return tables_on_postgresql(cluster.owner_url(prepared_database(cluster)))
    return tables_on_sqlite(prepared_folder())


def tables_on_sqlite(folder: Path) -> list[str]:
    """Return every table, index and trigger, in the words of the engine."""
    found = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"
    with closing(sqlite3.connect(folder / "saath.sqlite3")) as database:
        return [str(row) for row in database.execute(found)]


def tables_on_postgresql(url: str) -> list[str]:
    """Return every table, index, rule of access and right, in the words of the engine."""
    done = subprocess.run(
        [str(program("pg_dump")), "--schema-only", url], check=True, capture_output=True, text=True
    )
    # A line that begins with a backslash is a word that pg_dump makes up anew each time.
    return [line for line in done.stdout.splitlines() if not line.startswith("\\")]


def test_new_rows_come_after_the_restored_ones(filled: Path) -> None:
    with every_store("a test compares"):
        before = max(Customer.objects.values_list("pk", flat=True))
        store_id = Customer.objects.values_list("store_id", flat=True)[0]
    empty_the_database()
    load(filled)
    with store_scope(store_id):
        assert Customer.objects.create(name="Next").pk > before


def test_no_secret_is_in_the_clear_and_nobody_else_may_read_it(filled: Path) -> None:
    with ZipFile(filled) as opened:
        content = b"".join(opened.read(name) for name in opened.namelist())
    assert SECRET.encode() not in content
    assert not any(model.startswith("sessions.") for model in rows_of(filled))
    assert filled.stat().st_mode & 0o777 == 0o600


def test_an_answer_that_waited_is_not_sent_again_but_shown_to_a_person(tmp_path: Path) -> None:
    desk = FILLED.lay()[0]
    leave_answer_waiting(desk)
    write_archive(tmp_path / "waiting.zip")
    empty_the_database()
    load(tmp_path / "waiting.zip")
    with store_scope(desk.store_id):
        newest = Delivery.objects.latest("pk")
        assert newest.state == Delivery.State.UNKNOWN
        assert newest.message.conversation.has_failed_delivery
        left = Delivery.objects.filter(state=Delivery.State.SENT).values_list(
            "message__is_automatic", flat=True
        )
        assert sorted(left) == [False, False, True]


def test_a_job_that_ran_is_ready_again(tmp_path: Path) -> None:
    FILLED.lay()
    Job.objects.create(task="saath.tenancy.example", state="running", leased_by="gone", attempt=3)
    write_archive(tmp_path / "a.zip")
    empty_the_database()
    load(tmp_path / "a.zip")
    assert Job.objects.get(task="saath.tenancy.example").state == "ready"


def test_what_is_written_meanwhile_waits_for_nobody_and_is_not_in_it(tmp_path: Path) -> None:
    desk = FILLED.lay()[0]

    @contextmanager
    def write_meanwhile(what: str, total: int, /) -> Iterator[Advances]:
        if what == "Rows":
            in_another_process(lambda: add_customer(desk.store_id))
        yield lambda amount: None

    write_archive(tmp_path / "a.zip", progress=write_meanwhile)
    assert len(rows_of(tmp_path / "a.zip")["customers.Customer"]) == 6
    with every_store("a test compares"):
        assert Customer.objects.count() == 7


def add_customer(store_id: int) -> None:
    with store_scope(store_id):
        Customer.objects.create(name="Late")
    connection.close()


def in_another_process(work: Callable[[], None]) -> None:
    """Work over another connection, as another process would."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_a_backup_that_fails_leaves_nothing_and_overwrites_nothing(tmp_path: Path) -> None:
    def full(what: str, total: int, /) -> Any:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_archive(tmp_path / "a.zip", progress=full)
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(CannotBackUp):
        write_archive(tmp_path / "a.zip")
    assert [path.name for path in tmp_path.glob("*zip*")] == ["a.zip"]
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


def test_files_whose_bytes_are_lost_are_counted(tmp_path: Path, own_files: Path) -> None:
    FILLED.lay()
    next(path for path in own_files.rglob("*") if path.is_file()).unlink()
    assert write_archive(tmp_path / "a.zip").files.lost == 1
    empty_the_database()
    load(tmp_path / "a.zip")


def test_an_installation_in_use_is_refused(filled: Path) -> None:
    with pytest.raises(CannotRestore, match="not empty"):
        load(filled)


def changed(archive: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Return a copy of an archive in which one member is another."""
    copy = archive.with_name("changed.zip")
    with ZipFile(archive) as before, ZipFile(copy, "w") as after:
        for member in before.namelist():
            content = before.read(member)
            after.writestr(member, change(content) if member == name else content)
    return copy


@pytest.mark.parametrize("part", ["rows/conversations.message.jsonl", "files.jsonl", "a file", MANIFEST])
def test_a_changed_part_is_noticed_before_anything_is_written(
    filled: Path, part: str, own_files: Path
) -> None:
    empty_the_database()
    for path in own_files.rglob("*"):
        path.unlink() if path.is_file() else None
    name = next(iter(files_of(filled))) if part == "a file" else part
    with pytest.raises(ArchiveDamaged):
        load(changed(filled, name, lambda content: content[: len(content) // 2]))
    assert_nothing_is_here(own_files)


def test_a_cut_archive_is_noticed(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[:-500])
    with pytest.raises(ArchiveDamaged):
        load(filled)


def test_a_newer_release_and_an_older_one_are_told_apart(filled: Path) -> None:
    def with_another(content: bytes) -> bytes:
        manifest = json.loads(content)
        return json.dumps(
            {**manifest, "saath": "9.0", "migrations": [*manifest["migrations"], "x.0001"]}
        ).encode()

    def with_one_less(content: bytes) -> bytes:
        manifest = json.loads(content)
        return json.dumps({**manifest, "migrations": manifest["migrations"][1:]}).encode()

    with pytest.raises(CannotRestore, match="newer than this one"):
        load(changed(filled, MANIFEST, with_another))
    with pytest.raises(CannotRestore, match="older than this one"):
        load(changed(filled, MANIFEST, with_one_less))


def test_half_a_restore_leaves_nothing(
    filled: Path, own_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_the_database()
    for path in own_files.rglob("*"):
        path.unlink() if path.is_file() else None
    monkeypatch.setattr("saath.operations.archive.loading.begin_again", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(filled)
    assert_nothing_is_here(own_files)
    monkeypatch.undo()


@pytest.fixture
def prepared(tmp_path: Path, cluster: Cluster) -> tuple[Installation, Installation]:
    """Installations on both engines that were started once, and hold nothing."""
    begin_prepared(tmp_path / "sqlite")
    on_postgresql = postgresql_installation(
        tmp_path / "postgresql", cluster, template=prepared_database(cluster)
    )
    return sqlite_installation(tmp_path / "sqlite"), on_postgresql


@pytest.mark.kill
@pytest.mark.one_engine  # it restores into both
@pytest.mark.parametrize("point", ["rows_loaded", "files_loaded"])
def test_a_killed_restore_leaves_no_row_and_can_be_repeated(
    filled: Path, prepared: tuple[Installation, Installation], point: str
) -> None:
    for installation in prepared:
        assert installation.saath("restore", str(filled), SAATH_FAULTS=point).returncode == KILLED
        assert "Shops: 2." in succeeded(installation.saath("restore", str(filled)))


def assert_nothing_is_here(files: Path) -> None:
    with every_store("a test counts"):
        assert [model for model in kept_models() if kept_rows(model).exists()] == []
    assert [path for path in files.rglob("*") if path.is_file()] == []


def test_every_table_that_is_left_out_exists() -> None:
    assert set(LEFT_OUT) <= {model._meta.label for model in apps.get_models(include_auto_created=True)}
