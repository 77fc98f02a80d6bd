"""`saath demo`: the demo shop, filled where it is not yet, and served."""

from __future__ import annotations

import sys
from datetime import timedelta
from functools import partial

import click
from django.conf import settings
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from saath.cli.doors import PURPOSES, check_free
from saath.cli.main import explaining
from saath.cli.prepare import prepare
from saath.cli.residence import move_in
from saath.cli.serve import serve
from saath.cli.supervisor import Child, fork, wait_for
from saath.core.clock import now
from saath.core.languages import language_of
from saath.demo import folder
from saath.demo.folder import Holding
from saath.demo.moving import move
from saath.demo.shop import DEMO, Hosts, fill, hosts_at
from saath.demo.shop_page import lead_there
from saath.demo.team import ADDRESS, PASSWORD, TEAM
from saath.demo.trickle import run_trickle
from saath.stores.models.member import ROLE_NAMES

HOST = "127.0.0.1"
STILL_FRESH = timedelta(hours=4)


@click.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65533),
    help="The desk; shoppers and files use the next two.",
)
@click.option(
    "--smtp-port", default=None, type=click.IntRange(1, 65535), help="Mail comes in here.  [default: 2525]"
)
@click.option("--fresh", is_flag=True, help="Delete the demo of this folder and begin anew.")
@click.option("--no-serve", is_flag=True, help="Only fill the shop.")
@click.option("--alive", is_flag=True, help="Let a customer write about every minute.")
def command(port: int, smtp_port: int | None, fresh: bool, no_serve: bool, alive: bool) -> None:
    """Fill the demo shop, where it is not there yet, and serve it until Ctrl+C.

    Nothing leaves this machine: what the shop sends lies on its mailbox page.
    """
    if smtp_port is not None:
        settings.SMTP_IN_PORT = smtp_port  # the pages of the mailbox hand in here
    move_in()
    if not no_serve:
        _check_doors(port)
    # In a process of its own: what filling takes in memory goes with it.
    if code := wait_for(fork(partial(_make_ready, hosts_at(port), is_fresh=fresh))):
        sys.exit(code)
    lead_there()
    say_how_to_try(port)
    if not no_serve:
        sys.exit(serve(host=HOST, port=port, beside=[Child("trickle", run_trickle)] if alive else []))


def _check_doors(port: int) -> None:
    for offset, _purpose in enumerate(PURPOSES):
        check_free(HOST, port + offset)
    check_free(settings.SMTP_IN_HOST, settings.SMTP_IN_PORT)


def _make_ready(hosts: Hosts, *, is_fresh: bool) -> None:
    with explaining():
        prepare()
        folder.refuse_other_shop()
        if (is_fresh and folder.holding() is Holding.DEMO) or folder.holding() is Holding.UNFINISHED:
            folder.empty()
            prepare()
        if folder.holding() is Holding.DEMO:
            move(DEMO, hosts=hosts)
            _say_how_old_it_is()
        else:
            _fill(hosts)


def _say_how_old_it_is() -> None:
    """A demo is a day in a shop: left alone it grows late, as a shop would."""
    age = now() - folder.filled_at()
    if age > STILL_FRESH:
        days = {"age": timesince(folder.filled_at(), now(), depth=1)}
        click.echo(
            _("This demo was filled %(age)s ago, and nobody answered since: its promises are late.") % days
        )
        click.echo(_("For a fresh day, with what you did in it gone: saath demo --fresh"))


def _fill(hosts: Hosts) -> None:
    label = _("Filling the demo shop")
    with folder.being_filled(), click.progressbar(length=1000, label=label, show_eta=False) as bar:
        fill(hosts, now=now(), progress=lambda done, total: bar.update(1000 * done // total - bar.pos))


def say_how_to_try(port: int) -> None:
    """Print how to sign in and how to write to the shop that is served at this port."""
    roles = dict(ROLE_NAMES)
    click.echo()
    click.echo(
        _("Sign in at %(address)s with the password: %(password)s")
        % {"address": f"http://localhost:{port}/", "password": PASSWORD}
    )
    for colleague in TEAM:
        language = language_of(colleague.language).own_name
        click.echo(f"  {colleague.email:<34} {colleague.name}, {roles[colleague.role.value]}, {language}")
    click.echo()
    click.echo(
        _(
            "Write to the shop with any mail program: server localhost, port %(port)s, no password, to %(address)s"
        )
        % {"port": settings.SMTP_IN_PORT, "address": ADDRESS}
    )
    click.echo(
        _("Or without one, and to read what the shop answers: %(address)s")
        % {"address": f"http://localhost:{port}/mailbox/"}
    )
    click.echo(
        _("The shop's page, to write in its chat and answer on the desk in a window beside it: %(address)s")
        % {"address": f"http://{hosts_at(port).shopper}/shop/"}
    )
    click.echo()
