"""Loading an archive into an empty installation: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.faults import fault_point
from saath.files import storage
from saath.jobs.models import Job
from saath.operations.archive.beginning import Fresh, begin_again
from saath.operations.archive.contents import kept_models, kept_rows
from saath.operations.archive.errors import CannotRestore
from saath.operations.archive.manifest import Table
from saath.operations.archive.progress import Advances, Progress, in_silence
from saath.operations.archive.reading import Archive, FileEntry, verify
from saath.operations.archive.rows import from_line
from saath.tenancy.scope import every_store, store_scope
from saath.tenancy.transactions import write_transaction

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has brought: how many rows and files, and what was made anew."""

    rows: int
    files: int
    fresh: Fresh


def load_archive(archive: Archive, *, progress: Progress = in_silence) -> Restored:
    """Check the whole archive, then load it; the database's owner does this. Raises `CannotRestore`, `ArchiveDamaged`.

    One transaction; files are written before it ends and taken away again when it fails. A killed one leaves no row,
    and files that no row names, which the daily sweep removes.
    """
    refuse_filled()
    verify(archive, progress=progress)
    with _files_taken_back() as written:
        try:
            with write_transaction(), every_store("a backup holds every store"):
                refuse_filled()
                Job.objects.all().delete()
                _load_rows(archive, progress)
                _reset_sequences()
                connection.check_constraints()
                fault_point("rows_loaded")
                _load_files(archive, written, progress)
                fresh = begin_again()
                fault_point("files_loaded")
        except DatabaseError as error:
            raise CannotRestore(
                _("The database did not take the backup: %(reason)s") % {"reason": str(error).strip()},
                what_to_do=_("Run saath doctor; then restore again."),
            ) from error
    return Restored(archive.manifest.rows, archive.manifest.files.count, fresh)


def refuse_filled() -> None:
    """Raise `CannotRestore` where the installation holds anything; jobs of an empty one do not count."""
    with every_store("a restore needs an installation that is empty in every store"):
        filled = [
            model._meta.label for model in kept_models() if model is not Job and kept_rows(model).exists()
        ]
    if filled:
        raise CannotRestore(
            _("This installation is not empty: it has rows in %(tables)s.")
            % {"tables": ", ".join(filled[:3])},
            what_to_do=_(
                "Restore into a new data folder or a new database: saath --data FOLDER restore FILE."
            ),
        )


def _load_rows(archive: Archive, progress: Progress) -> None:
    with progress(_("Rows"), archive.manifest.rows) as advance:
        for table in archive.manifest.tables:
            _load_table(archive, table, advance)


def _load_table(archive: Archive, table: Table, advance: Advances) -> None:
    model = apps.get_model(table.model)
    by_column = {field.attname: field for field in model._meta.concrete_fields}
    try:
        fields = [by_column[column] for column in table.columns]
        at_once = connection.ops.bulk_batch_size(fields, range(ROWS_AT_ONCE))
        lines = archive.lines(table)
        while batch := [from_line(model, fields, line) for line in islice(lines, at_once)]:
            _insert(model, fields, batch)
            advance(len(batch))
    except (KeyError, ValueError, ValidationError) as error:
        raise CannotRestore(_("A row of %(table)s does not fit.") % {"table": table.model}) from error


def _insert(model: type[Model], fields: Sequence[Field[Any, Any]], rows: list[Model]) -> None:
    """Insert rows as they are: no default, no "now" of a field may touch them."""
    rows_of: Any = model._base_manager.all()
    rows_of._insert(rows, fields=fields, using=connection.alias, raw=True)


def _reset_sequences() -> None:
    """Let new rows begin after the loaded ones; SQLite keeps count by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)


def _load_files(archive: Archive, written: list[FileEntry], progress: Progress) -> None:
    with progress(_("Files"), archive.manifest.files.size) as advance:
        for entry in archive.files():
            _load_file(archive, entry, written)
            advance(entry.size)


def _load_file(archive: Archive, entry: FileEntry, written: list[FileEntry]) -> None:
    with store_scope(entry.store_id), archive.open_file(entry) as source:
        if not storage.is_saved(entry.sha256):
            written.append(entry)
        storage.save(source, max_bytes=entry.size)


@contextmanager
def _files_taken_back() -> Iterator[list[FileEntry]]:
    """Collect the files that a restore writes, and remove them when it fails."""
    written: list[FileEntry] = []
    try:
        yield written
    except BaseException:
        for entry in written:
            with store_scope(entry.store_id), suppress(FileNotFoundError):
                storage.remove_if_older(entry.sha256, than=now() + timedelta(days=1))
        raise
