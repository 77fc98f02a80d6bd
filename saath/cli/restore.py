"""`saath restore`: an archive into an empty installation, on either database."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from saath.cli.meter import meter
from saath.cli.prepare import as_owner, prepare
from saath.core.figures import figure
from saath.operations.archive.errors import CannotRestore
from saath.operations.archive.loading import Restored, load_archive
from saath.operations.archive.reading import open_archive


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Load the backup FILE into this installation, which must be empty.

    All of it is checked before anything is written, and it is loaded whole or not at all. Put the files "keys" and
    "secret" of the old installation into the data folder first.
    """
    try:
        with open_archive(file) as archive:
            prepare()
            with as_owner():
                restored = load_archive(archive, progress=meter)
    except OSError as error:
        raise CannotRestore(
            _("%(file)s cannot be used: %(reason)s.")
            % {"file": error.filename or file, "reason": error.strerror},
            what_to_do=_("Name a backup that you may read, and make sure that there is room."),
        ) from error
    _tell(restored)


def _tell(restored: Restored) -> None:
    counts = {"rows": restored.rows, "files": restored.files, "shops": restored.fresh.stores}
    figures = {what: figure(count) for what, count in counts.items()}
    click.echo(_("Loaded. Shops: %(shops)s. Rows: %(rows)s. Files: %(files)s.") % figures)
    if restored.fresh.doubtful_answers:
        count = {"count": figure(restored.fresh.doubtful_answers)}
        click.echo(
            _(
                "Answers that waited when the backup was made: %(count)s. They may have left since, so nothing is sent again:"
            )
            % count
        )
        click.echo("  " + _("each stands on the desk as unknown, for a person to settle."))
    click.echo(_("Everybody signs in anew. Search is complete soon after saath serve has started."))
    click.echo(_("Run saath doctor now."))
