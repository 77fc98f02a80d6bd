"""`saath mail import`: the mails that a shop has, out of files, as history."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from saath.channels.email.mail_files import Unread, find_mails, octets_below
from saath.cli.mail_summary import Summary
from saath.cli.meter import meter
from saath.cli.prepare import prepare
from saath.cli.shops import shop_called
from saath.conversations.history import read_history
from saath.conversations.importing import IMPORTER, FileImport
from saath.conversations.models import ChannelAccount
from saath.conversations.queries.imported import fates
from saath.core.errors import BadInput
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.files.errors import DiskFull, QuotaExceeded
from saath.tenancy.scope import store_scope


@click.group()
def command() -> None:
    """Bring mails in that a shop has already."""


@command.command("import")
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--shop", required=True, help="The shop's short name, as in its addresses.")
@click.option("--mailbox", required=True, help="The shop's address that the mails came to or left from.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Leave out what came before this day.")
@click.option("--dry-run", is_flag=True, help="Only count.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one object.")
def import_(
    paths: tuple[Path, ...], shop: str, mailbox: str, since: datetime | None, dry_run: bool, as_json: bool
) -> None:
    """Bring in the mails of files: mbox, Maildir, single mails, folders of them, each also under gzip.

    They are history: nobody is answered or told, and no clock starts. What the shop wrote becomes its answers. Run it
    again after it was stopped: each mail comes in once.

    Exit codes: 0 every mail is accounted for, 1 something could not be read, 2 wrong usage.
    """
    prepare()
    store = shop_called(shop)
    with store_scope(store.pk):
        begins = since.replace(tzinfo=store.zone) if since else None
        summary = Summary(is_dry=dry_run)
        importing = FileImport(account_of(mailbox), since=begins)
        _go_through(importing, paths, summary)
        if not dry_run:
            with meter(_("Reading them"), len(summary.items)) as advanced:
                read_history(summary.items, advanced=advanced)
            summary.fates = fates(IMPORTER, summary.items)
    click.echo(json.dumps(summary.figures()) if as_json else summary.in_words())
    raise SystemExit(summary.exit_code)


def _go_through(importing: FileImport, paths: tuple[Path, ...], summary: Summary) -> None:
    take = importing.look if summary.is_dry else importing.take
    with meter(_("Going through the files"), octets_below(paths)) as advanced:
        for found in find_mails(paths, max_bytes=settings.MAX_MAIL_BYTES, advanced=advanced):
            if isinstance(found, Unread):
                summary.note_file(found)
                continue
            try:
                summary.note_mail(*take(found))
            except (QuotaExceeded, DiskFull, DatabaseError):
                raise
            except Exception as error:  # one bad mail must not stop those behind it
                summary.note_broken(found, error)


def account_of(address: str) -> ChannelAccount:
    """Return the account of the store in scope with this address; raises `BadInput` with those that it has."""
    accounts = ChannelAccount.objects.filter(channel="email")
    try:
        account = accounts.filter(key=canonical_key(address)).first()
    except BadAddress:
        account = None
    if account is None:
        there = ", ".join(accounts.order_by("address").values_list("address", flat=True))
        raise BadInput(
            _("The shop has no address %(address)s.") % {"address": address},
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Its addresses: %(addresses)s") % {"addresses": there},
        )
    return account
