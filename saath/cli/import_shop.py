"""`saath import-shop`: an export into an empty shop."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.cli.prepare import prepare
from saath.cli.shops import shop_called
from saath.core.errors import BadInput, SaathError
from saath.core.figures import figure
from saath.exports.actions.bring import begin_shop_import, bring_shop
from saath.exports.arriving import go_on
from saath.exports.errors import Refusal
from saath.exports.models import ShopImport
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

OPERATOR = Actor.system("command line")
CHUNK_OCTETS = 1 << 20
State = ShopImport.State


class NotIn(SaathError):
    """The export did not come in."""

    message = gettext_lazy("The export did not come in.")
    what_is_safe = gettext_lazy("Nothing of it is in the shop.")
    what_to_do = gettext_lazy("Make the export anew and bring that.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--shop", required=True, help="The short name of the shop that it comes into, which must be empty."
)
@click.option("--dry-run", is_flag=True, help="Only look through it.")
def command(file: Path, shop: str, dry_run: bool) -> None:
    """Bring the export FILE of a shop into an empty one.

    All of it is looked through before anything is kept, and what cannot come in whole does not come in. Nobody is told.
    Run it again after it was stopped: it goes on.
    """
    prepare()
    with store_scope(shop_called(shop).pk):
        try:
            bringing = _bring(file, dry_run)
        except OSError as error:
            raise BadInput(
                _("%(file)s cannot be used: %(reason)s.")
                % {"file": error.filename or file, "reason": error.strerror},
                what_is_safe=_("Nothing was changed."),
                what_to_do=_("Name an export that you may read, and make sure that there is room."),
            ) from error
        figures = {
            "shop": bringing.shop,
            "lines": figure(bringing.lines),
            "files": figure(bringing.file_count),
        }
        click.echo(_("%(shop)s. Entries: %(lines)s. Files: %(files)s.") % figures)
        if bringing.state == State.CHECKED:
            click.echo(_("It can come in. Nothing was kept."))
            bringing.delete()
            return
        click.echo(
            _("Everything is in. Nobody was told. The search is complete soon after saath serve has started.")
        )
        click.echo(_("Invite colleagues anew, and enter the secrets of mailboxes and shop platforms."))


def _bring(file: Path, dry_run: bool) -> ShopImport:
    sha256 = _sha256(file)
    bringing = ShopImport.objects.filter(sha256=sha256, file=None, finished_at=None).first()
    if bringing is None:
        bringing = begin_shop_import(OPERATOR, sha256=sha256)
    bringing = _to_its_end(bringing, file)
    if bringing.state == State.CHECKED and not dry_run:
        bringing = _to_its_end(bring_shop(OPERATOR, bringing), file)
    if bringing.state == State.FAILED:
        raise NotIn(f"{Refusal(bringing.refusal).label} {bringing.where}".strip())
    return bringing


def _to_its_end(bringing: ShopImport, file: Path) -> ShopImport:
    while bringing.is_busy:
        go_on(bringing, path=file)
        bringing.refresh_from_db()
    return bringing


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with open(file, "rb") as source:
        while chunk := source.read(CHUNK_OCTETS):
            digest.update(chunk)
    return digest.hexdigest()
