"""`saath backup`: everything that an installation keeps, in one file, while it serves."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from saath.cli.meter import meter
from saath.cli.prepared import check_begun
from saath.core.clock import now
from saath.core.figures import figure
from saath.operations.archive.errors import CannotBackUp
from saath.operations.archive.manifest import Manifest
from saath.operations.archive.writing import write_archive
from saath.operations.backup_record import BackupRecord, note_backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write everything that this installation keeps into FILE, or under a name with the time into a folder.

    Saath may go on serving. Keep the file where nobody else can read it: it holds what customers wrote. The keys to
    stored secrets are not in it; keep a copy of them elsewhere.
    """
    check_begun()
    target = file / f"saath-{now():%Y-%m-%d-%H%M%S}.zip" if file.is_dir() else file
    try:
        manifest = write_archive(target, progress=meter)
    except OSError as error:
        raise CannotBackUp(
            _("The backup cannot be written to %(file)s: %(reason)s.")
            % {"file": target, "reason": error.strerror},
            what_to_do=_("Choose a folder that exists, with enough room, that you may write to."),
        ) from error
    except DatabaseError as error:
        raise CannotBackUp(
            _("The database cannot be read: %(reason)s") % {"reason": str(error).strip()},
            what_to_do=_("Run saath doctor: it names what is wrong."),
        ) from error
    note_backup(BackupRecord(manifest.made_at, str(target.resolve())))
    _tell(target, manifest)


def _tell(target: Path, manifest: Manifest) -> None:
    figures = {
        "rows": figure(manifest.rows),
        "files": figure(manifest.files.count),
        "size": filesizeformat(target.stat().st_size),
    }
    click.echo(_("Rows: %(rows)s. Files: %(files)s. The backup, %(size)s, is:") % figures)
    click.echo(f"  {target}")
    if manifest.files.lost:
        lost = {"count": figure(manifest.files.lost)}
        click.echo(
            _("Files whose bytes were not on disk, so that they are not in it: %(count)s.") % lost, err=True
        )
    click.echo(_("Not in it, on purpose, and needed to read stored secrets and old reply addresses:"))
    for path in (settings.KEYS_FILE, settings.DATA_DIR / "secret"):
        click.echo(f"  {path}")
    click.echo(_("Copy these two once, to another place than the backup."))
