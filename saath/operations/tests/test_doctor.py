"""Each fault, made for real, is named by the check that looks for it; a healthy installation has none."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from allauth.mfa.models import Authenticator
from django.db import connection
from pytest_django import Settings

from saath.channels.email.smtp_in import Door, MailServer
from saath.conversations.intake import accept_for, account_for
from saath.conversations.models import ChannelAccount, Delivery, IntakeItem
from saath.core import secrets
from saath.core.clock import now
from saath.jobs.models import Job, Lease
from saath.operations.backup_record import BackupRecord, note_backup
from saath.operations.diagnosis import (
    backups,
    database,
    disk,
    keys,
    mail_in,
    mail_out,
    release,
    shops,
    times,
    work,
)
from saath.operations.diagnosis.examination import examine
from saath.operations.diagnosis.finding import Check, Circumstances, Level, Look, Needs
from saath.operations.diagnosis.registry import CHECKS
from saath.operations.tests.certificates import write_certificate
from saath.operations.tests.filled import fill
from saath.operations.tests.installations import Installation, sqlite_installation
from saath.tenancy.models import Domain
from saath.tenancy.scope import every_store, store_scope
from tests.databases import signed_in, signed_in_as_owner
from tests.installation import free_ports
from tests.left_out import left_out
from tests.plugin import RUN_FOLDER
from tests.postgres import SUPERUSER, Cluster

pytestmark = pytest.mark.usefixtures("own_folder")
HOUR = timedelta(hours=1)
needs_rows = pytest.mark.django_db
commits = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_folder(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of this test, closed to others as `saath` makes it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA_DIR, settings.KEYS_FILE, settings.FILES_DIR = folder, folder / "keys", folder / "files"
    return folder


def found(look: Look, *, ahead: timedelta = timedelta()) -> list[str]:
    """Return the names of what a check finds, by a clock that is so far ahead."""
    return [finding.name for finding in look(Circumstances(clock=lambda: now() + ahead))]


def told(installation: Installation, *arguments: str, **environment: str) -> tuple[int, set[str]]:
    """Run the real command; return its exit code and the names of the faults."""
    run = installation.saath("doctor", "--json", "--stopped", *arguments, **environment)
    findings = json.loads(run.stdout)["findings"]
    assert all(finding["what"] and "\n" not in finding["remedy"] for finding in findings)
    return run.returncode, {finding["name"] for finding in findings if finding["level"] == "fault"}


# The database


@pytest.mark.one_engine
def test_wrong_password_is_named(tmp_path: Path, cluster: Cluster) -> None:
    cluster.create_database("doctor")
    url = cluster.app_url("doctor").replace("throw-away", "wrong")
    code, faults = told(Installation(tmp_path / "a", {"DATABASE_URL": url}))
    assert code == 1
    assert "database.password" in faults


@pytest.mark.one_engine
def test_closed_port_is_named(tmp_path: Path) -> None:
    url = f"postgresql://saath:x@127.0.0.1:{free_ports(1)}/saath"
    run = Installation(tmp_path / "a", {"DATABASE_URL": url}).saath("doctor")
    assert run.returncode == 1
    assert "[database.unreachable]" in run.stdout
    assert "Connection refused" in run.stdout, "the reason, not the hint that PostgreSQL puts below it"


@pytest.mark.one_engine
def test_a_setting_that_does_not_fit_is_named_before_anything_starts(tmp_path: Path) -> None:
    run = sqlite_installation(tmp_path).saath("doctor", SAATH_UNDO_SECONDS="soon")
    assert run.returncode == 3
    assert "SAATH_UNDO_SECONDS must be a whole number" in run.stderr
    assert "Correct it in the environment" in run.stderr


@pytest.mark.one_engine
def test_missing_database_is_named(tmp_path: Path, cluster: Cluster) -> None:
    _code, faults = told(Installation(tmp_path / "a", {"DATABASE_URL": cluster.app_url("nowhere")}))
    assert "database.name" in faults


@pytest.mark.one_engine
def test_missing_migrations_and_static_files_are_named(tmp_path: Path) -> None:
    code, faults = told(sqlite_installation(tmp_path / "a"))
    assert code == 1
    assert {"database.migrations", "static.old"} <= faults


@pytest.mark.one_engine
def test_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "saath.sqlite3").write_bytes(b"no database " * 1000)
    assert "database.damaged" in told(sqlite_installation(tmp_path))[1]


@pytest.mark.one_engine
def test_folder_that_cannot_be_used_is_named_before_anything_starts() -> None:
    run = sqlite_installation(Path("/proc/nowhere")).saath("doctor")
    assert run.returncode == 3
    assert "/proc/nowhere" in run.stderr


@pytest.mark.postgresql
@commits
def test_a_role_that_owns_the_tables_is_named() -> None:
    with signed_in_as_owner():
        assert found(database.role_is_confined) == ["database.role_owns"]


@pytest.mark.postgresql
@commits
def test_a_role_that_goes_round_the_policies_is_named() -> None:
    superuser = Cluster(Path(os.environ[RUN_FOLDER]))._url(SUPERUSER, connection.settings_dict["NAME"])
    with signed_in(superuser):
        assert found(database.role_is_confined) == ["database.role_bypasses"]


@commits
def test_a_database_without_write_ahead_log_is_named(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        assert found(database.writes_ahead) == []
        return
    # A file of its own: the journal of a database changes only while nobody else has it open.
    with opened(tmp_path / "old.sqlite3"), connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
        assert found(database.writes_ahead) == ["database.journal"]


@contextmanager
def opened(file: Path) -> Iterator[None]:
    """Let the default connection be another SQLite file until the block ends."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


# The machine


@contextmanager
def small_disk(folder: Path, *, options: str = "size=1m") -> Iterator[Path]:
    """Give a disk of one megabyte in memory; left out where this user may not mount."""
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if mounted.returncode:
        left_out("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_is_named(tmp_path: Path, settings: Settings) -> None:
    with small_disk(tmp_path / "disk") as folder:
        settings.FILES_DIR = folder
        with pytest.raises(OSError, match="No space"):
            (folder / "filler").write_bytes(bytes(2 << 20))
        assert "disk.full" in found(disk.has_room)
        assert found(disk.can_be_written) == ["disk.no_write"]


def test_folder_that_cannot_be_written_is_named(tmp_path: Path, settings: Settings) -> None:
    with small_disk(tmp_path / "disk", options="ro") as folder:
        settings.FILES_DIR = folder / "files"
        assert found(disk.can_be_written) == ["data.not_writable"]


def test_skewed_clock_is_named() -> None:
    assert found(times.agrees_with_disk) == []
    assert found(times.agrees_with_disk, ahead=HOUR) == ["clock.disk"]
    assert found(times.agrees_with_disk, ahead=-HOUR) == ["clock.disk"]


@needs_rows
def test_clock_away_from_the_databases_is_named() -> None:
    expected = ["clock.database"] if connection.vendor == "postgresql" else []
    assert found(times.agrees_with_database, ahead=HOUR) == expected
    assert found(times.agrees_with_database) == []


@needs_rows
def test_clock_before_what_happened_is_named() -> None:
    fill()
    assert found(times.is_after_what_happened, ahead=-HOUR) == ["clock.behind"]


def test_secrets_that_others_may_read_are_named(own_folder: Path) -> None:
    secrets.encrypt("x")
    assert found(keys.are_private) == []
    (own_folder / "keys").chmod(0o644)
    own_folder.chmod(0o755)
    assert found(keys.are_private) == ["secrets.readable"] * 2


# Keys


@needs_rows
def test_missing_and_wrong_keys_are_named(own_folder: Path) -> None:
    fill()
    assert found(keys.open_what_is_stored) == []
    (own_folder / "keys").unlink()
    assert found(keys.open_what_is_stored) == ["keys.missing"]
    assert not (own_folder / "keys").exists()
    secrets.add_key()
    assert found(keys.open_what_is_stored) == ["keys.wrong"]
    assert Authenticator.objects.count() == 2


@needs_rows
def test_changed_secret_is_named(settings: Settings) -> None:
    fill()
    settings.SECRET_KEY = "another " * 8
    assert found(keys.secret_is_the_same) == ["secret.changed"]


# Mail


@contextmanager
def other_mail_server() -> Iterator[int]:
    """A mail server of somebody else, which lets nobody in; gives its port."""

    def refuse(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        return AuthResult(success=False, handled=False)

    port = free_ports(1)
    server = Controller(
        object(),
        hostname="127.0.0.1",
        port=port,
        authenticator=refuse,
        auth_require_tls=False,
        ident="Postfix",
    )
    server.start()
    try:
        yield port
    finally:
        server.stop()


def test_refused_password_of_the_mail_server_is_named(settings: Settings) -> None:
    with other_mail_server() as port:
        settings.SMTP_OUT_URL = f"smtp://shop:wrong@127.0.0.1:{port}"
        assert found(mail_out.takes_answers) == ["smtp_out.password"]
        settings.SMTP_OUT_URL = f"smtp://127.0.0.1:{port}"
        assert found(mail_out.takes_answers) == []


def test_mail_server_without_tls_is_named(settings: Settings) -> None:
    with other_mail_server() as port:
        settings.SMTP_OUT_URL = f"smtps://127.0.0.1:{port}"
        assert found(mail_out.takes_answers) == ["smtp_out.tls"]


def test_mail_server_that_does_not_answer_is_named(settings: Settings) -> None:
    settings.SMTP_OUT_URL = f"smtp://127.0.0.1:{free_ports(1)}"
    assert found(mail_out.takes_answers) == ["smtp_out.unreachable"]


@pytest.mark.parametrize("url", ["", "https://mail.example.in", "smtp://"])
def test_setting_that_names_no_mail_server_is_named(settings: Settings, url: str) -> None:
    settings.SMTP_OUT_URL = url
    assert found(mail_out.takes_answers) == ["smtp_out.setting"]


def test_closed_and_taken_intake_are_named(settings: Settings) -> None:
    settings.SMTP_IN_PORT = free_ports(1)
    assert found(mail_in.door_is_open) == ["smtp_in.closed"]
    with other_mail_server() as port:
        settings.SMTP_IN_PORT = port
        assert found(mail_in.door_is_open) == ["smtp_in.taken"]
    with MailServer(accept_for, account_for, door=Door()) as ours:
        settings.SMTP_IN_PORT = ours.port
        assert found(mail_in.door_is_open) == []


def test_certificate_is_watched(tmp_path: Path, settings: Settings) -> None:
    def ending_in(days: int) -> list[str]:
        paths = write_certificate(tmp_path, ends_at=datetime.now(UTC) + timedelta(days=days))
        settings.SMTP_IN_CERTIFICATE, settings.SMTP_IN_KEY = map(str, paths)
        return found(mail_in.certificate_is_good)

    assert ending_in(-1) == ["certificate.expired"]
    assert ending_in(7) == ["certificate.expires"]
    assert ending_in(90) == []
    settings.SMTP_IN_KEY = str(tmp_path / "nowhere")
    assert found(mail_in.certificate_is_good) == ["certificate.unusable"]


# Work


@needs_rows
def test_missing_worker_is_named() -> None:
    assert found(work.worker_is_there) == ["worker.absent"]
    Lease.objects.create(name="scheduler", holder="w", until=now() + timedelta(seconds=20))
    assert found(work.worker_is_there) == []
    assert found(work.worker_is_there, ahead=HOUR) == ["worker.absent"]


@needs_rows
def test_overdue_jobs_and_dead_letters_are_named() -> None:
    Job.objects.create(task="example")
    assert found(work.jobs_are_done) == []
    assert found(work.jobs_are_done, ahead=HOUR) == ["jobs.waiting"]
    Job.objects.update(state="dead", finished_at=now())
    assert found(work.no_job_was_given_up) == ["jobs.dead"]


@needs_rows
def test_answers_in_doubt_and_lost_mails_are_named() -> None:
    desk = fill()[0]
    with store_scope(desk.store_id):
        Delivery.objects.update(state=Delivery.State.UNKNOWN)
        IntakeItem.objects.update(message=None)
    assert found(work.no_answer_is_in_doubt) == ["deliveries.unknown"]
    assert found(work.nothing_is_missing) == ["intake.missing"]


# Shops


@needs_rows
def test_shops_that_cannot_be_reached_are_named() -> None:
    desk = fill()[0]
    domains = Domain.objects.filter(store=desk.shop.store)
    domains.update(host="https://Desk.Example.in/")
    assert found(shops.have_hosts_of_their_own) == ["shop.host"]
    Domain.objects.create(store=desk.shop.store, purpose="content", host="HTTPS://desk.example.in/")
    assert "shop.host_taken" in found(shops.have_hosts_of_their_own)
    domains.filter(purpose="staff").delete()
    assert "shop.no_desk" in found(shops.have_addresses)
    with every_store("a test closes every mailbox"):
        ChannelAccount.objects.update(is_active=False)
    assert found(shops.have_addresses).count("shop.no_mailbox") == 2


# The release, and the way back


def test_unfinished_release_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    assert found(release.static_files_are_current) == ["static.old"]
    written = tmp_path / "gu" / "LC_MESSAGES" / "django.po"
    written.parent.mkdir(parents=True)
    written.touch()
    settings.LOCALE_PATHS = [tmp_path]
    assert found(release.texts_are_compiled) == ["texts.not_compiled"]
    settings.DEBUG = True
    assert found(release.nobody_is_debugging) == ["settings.debug"]


def test_old_backup_is_named() -> None:
    assert found(backups.are_young) == ["backup.none"]
    note_backup(BackupRecord(now().isoformat(), "somewhere.zip"))
    assert found(backups.are_young) == []
    assert found(backups.are_young, ahead=timedelta(days=8)) == ["backup.old"]


# All of it


@commits
def test_a_healthy_installation_has_no_fault(settings: Settings) -> None:
    for desk in fill():
        Domain.objects.create(store=desk.shop.store, purpose="content", host=f"files.{desk.shop.host}")
    built = {"static files", "texts"}  # what an installation makes and a test run does not
    checks = [check for check in CHECKS if check.name not in built]
    report = examine(checks, Circumstances(ought_to_serve=False))
    assert [finding for finding in report.findings if finding.level is Level.FAULT] == []
    assert report.left_out == ("mail in", "worker", "waiting jobs")


def test_a_check_that_fails_is_a_fault_and_does_not_hide_the_others() -> None:
    def broken(circumstances: Circumstances) -> Iterator[None]:
        raise RuntimeError("out of order")

    checks = [Check("first", broken), Check("database", broken), Check("rows", broken, Needs.TABLES)]  # type: ignore[arg-type]
    report = examine(checks, Circumstances())
    assert [finding.name for finding in report.findings] == ["doctor.failed"] * 2
    assert report.left_out == ("rows",)
    assert report.has_faults
