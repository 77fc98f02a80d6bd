"""`saath intake`: nothing that came in is lost, and here is the count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from uuid import UUID

import click
from django.utils.translation import gettext as _

from saath.cli.prepared import check_prepared
from saath.conversations.actions.arrive import retry_item
from saath.conversations.queries.ledger import LedgerFigures, get_intake_item, ledger_figures
from saath.core.errors import NotFound
from saath.core.figures import figure
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

OPERATOR = Actor.system("command line")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="For programs: one object, by shop.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Show what became of everything that came in, by shop.

    Accepted, ignored by a rule, put aside, failed, still waiting; missing is 0, or something is wrong.
    """
    check_prepared()
    if context.invoked_subcommand is None:
        figures = dict(_by_shop())
        _show_json(figures) if as_json else _show(figures)


@command.command()
@click.argument("item", metavar="ID", type=click.UUID)
def retry(item: UUID) -> None:
    """Read a mail that failed or was put aside once more."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            try:
                retry_item(OPERATOR, get_intake_item(OPERATOR, item))
            except NotFound:
                continue
        click.echo(_("It is queued and will be read in a moment."))
        return
    raise NotFound


def _by_shop() -> Iterator[tuple[Store, LedgerFigures]]:
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            yield store, ledger_figures(OPERATOR)


def _show_json(figures: dict[Store, LedgerFigures]) -> None:
    click.echo(json.dumps({store.slug: asdict(counts) for store, counts in figures.items()}))


def _show(figures: dict[Store, LedgerFigures]) -> None:
    words = {
        "accepted": _("accepted"),
        "repeats": _("of these sent more than once"),
        "ignored": _("ignored by a rule"),
        "quarantined": _("put aside"),
        "failed": _("failed, tried again"),
        "waiting": _("waiting"),
        "missing": _("missing"),
    }
    for store, counts in figures.items():
        click.echo(store.name)
        for name, count in asdict(counts).items():
            click.echo(f"  {figure(count):>9}  {words[name]}")
