"""`saath export`: everything of one shop in one file, while it serves."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from saath.cli.prepared import check_begun
from saath.cli.shops import shop_called
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.figures import figure
from saath.exports.packing import pack_on, packed_file
from saath.exports.reading import Reading
from saath.tenancy.scope import store_scope

NO_END = float("inf")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--shop", required=True, help="The shop's short name, as in its addresses.")
def command(file: Path, shop: str) -> None:
    """Write everything of one shop into FILE, or under a name with the time into a folder.

    Saath may go on serving. It is documented and has no passwords and no keys in it. Keep it where nobody else can read
    it: it holds what customers wrote.
    """
    check_begun()
    store = shop_called(shop)
    target = file / f"saath-export-{store.slug}-{now():%Y-%m-%d-%H%M%S}.zip" if file.is_dir() else file
    if target.exists():
        raise BadInput(
            _("%(file)s is there already.") % {"file": target},
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Choose another name."),
        )
    with store_scope(store.pk):
        reading = Reading("command")
        try:
            _write(reading, target)
        except OSError as error:
            raise BadInput(
                _("The export cannot be written to %(file)s: %(reason)s.")
                % {"file": error.filename or target, "reason": error.strerror},
                what_is_safe=_("Nothing was changed."),
                what_to_do=_("Choose a folder that exists, with enough room, that you may write to."),
            ) from error


def _write(reading: Reading, target: Path) -> None:
    manifest = reading.read()
    pack_on(reading, seconds=NO_END)
    shutil.move(packed_file(reading), target)
    reading.remove()
    figures = {"lines": figure(manifest.lines), "size": filesizeformat(target.stat().st_size)}
    click.echo(_("Entries: %(lines)s. The export, %(size)s, is:") % figures)
    click.echo(f"  {target}")
