"""Writing an archive while Saath serves, in bounded memory."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.files.queries import KeptBytes, iter_files
from saath.operations.archive.contents import kept_models, kept_rows
from saath.operations.archive.errors import CannotBackUp
from saath.operations.archive.manifest import (
    FILES,
    FORMAT,
    MANIFEST,
    FileList,
    Manifest,
    Table,
    file_member,
    rows_member,
)
from saath.operations.archive.migrations import applied_migrations, known_migrations
from saath.operations.archive.progress import Advances, Progress, in_silence
from saath.operations.archive.rows import columns_of, to_line
from saath.tenancy.scope import every_store
from saath.tenancy.snapshot import snapshot

CHUNK_BYTES = 1 << 18
ROWS_AT_ONCE = 1000
FAST = 1  # level of compression: text shrinks to a third, and the disk stays the slower part


def write_archive(target: Path, *, progress: Progress = in_silence) -> Manifest:
    """Write all that the installation keeps into the new file `target`, complete or not at all.

    Rows are of one moment, at which nobody has to wait. Raises `CannotBackUp`, OSError.
    """
    _check_release()
    with _new_file(target) as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=FAST) as archive:
        with TemporaryFile() as list_of_files:
            with snapshot(), every_store("a backup holds every store"):
                made_at, migrations = now(), sorted(applied_migrations())
                tables = _write_rows(archive, progress)
                size = _list_files(list_of_files)
            files = _write_files(archive, list_of_files, size, progress)
        manifest = Manifest(
            format=FORMAT,
            saath=settings.VERSION,
            made_at=made_at.isoformat(),
            engine=connection.vendor,
            migrations=tuple(migrations),
            tables=tuple(tables),
            files=files,
        )
        archive.writestr(MANIFEST, manifest.to_json())
    return manifest


def _check_release() -> None:
    if applied_migrations() != known_migrations():
        raise CannotBackUp(
            _("The database was prepared by another release of Saath."),
            what_to_do=_(
                "Back up with that release, or start this one once with saath serve, then back up again."
            ),
        )


@contextmanager
def _new_file(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that gets its name when it is complete and on disk; only its owner may read it."""
    if target.exists():
        raise CannotBackUp(
            _("%(file)s is there already.") % {"file": target}, what_to_do=_("Choose another name.")
        )
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
        _sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_rows(archive: ZipFile, progress: Progress) -> list[Table]:
    models = kept_models()
    total = sum(kept_rows(model).count() for model in models)
    with progress(_("Rows"), total) as advance:
        return [_write_table(archive, model, advance) for model in models]


def _write_table(archive: ZipFile, model: type[Model], advance: Advances) -> Table:
    columns, digest, count = columns_of(model), hashlib.sha256(), 0
    with archive.open(rows_member(model._meta.label), "w", force_zip64=True) as member:
        for values in kept_rows(model).values_list(*columns).iterator(chunk_size=ROWS_AT_ONCE):
            line = to_line(values)
            digest.update(line)
            member.write(line)
            count += 1
            if count % ROWS_AT_ONCE == 0:
                advance(ROWS_AT_ONCE)
    advance(count % ROWS_AT_ONCE)
    return Table(model._meta.label, columns, count, digest.hexdigest())


def _list_files(into: IO[bytes]) -> int:
    """Put aside which files the rows name, so that their bytes are copied after the snapshot; return the bytes in all."""
    size = 0
    for kept in iter_files():
        into.write(json.dumps([kept.store_id, kept.sha256, kept.size]).encode() + b"\n")
        size += kept.size
    into.seek(0)
    return size


def _write_files(archive: ZipFile, listed: IO[bytes], total: int, progress: Progress) -> FileList:
    count = size = lost = 0
    with progress(_("Files"), total) as advance, TemporaryFile() as kept_list:
        for line in listed:
            kept = KeptBytes(*json.loads(line))
            if not _write_file(archive, kept):
                lost += 1
                continue
            kept_list.write(line)
            count, size = count + 1, size + kept.size
            advance(kept.size)
        kept_list.seek(0)
        sha256 = _write_list(archive, kept_list)
    return FileList(count, size, sha256, lost)


def _write_file(archive: ZipFile, kept: KeptBytes) -> bool:
    """Copy the bytes of one file; False where they are gone: purged since the snapshot, or lost before."""
    try:
        source = kept.open()
    except FileNotFoundError:
        return False
    with source, archive.open(file_member(kept.store_id, kept.sha256), "w", force_zip64=True) as member:
        while chunk := source.read(CHUNK_BYTES):
            member.write(chunk)
    return True


def _write_list(archive: ZipFile, lines: IO[bytes]) -> str:
    digest = hashlib.sha256()
    with archive.open(FILES, "w", force_zip64=True) as member:
        while chunk := lines.read(CHUNK_BYTES):
            digest.update(chunk)
            member.write(chunk)
    return digest.hexdigest()
