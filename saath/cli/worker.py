"""`saath worker`: jobs on a machine of its own."""

from __future__ import annotations

import click
from django.conf import settings

from saath.channels.registry import load_channels
from saath.cli.doors import check_mail_doors
from saath.cli.prepared import check_prepared
from saath.cli.processes import run_worker


@click.command()
@click.option("--intake", is_flag=True, help="Take in mail as well.")
@click.option("--smtp-port", default=None, type=int, help="Mail comes in here.  [default: 2525]")
def command(intake: bool, smtp_port: int | None) -> None:
    """Run jobs only; with --intake take in mail too. What is being done when it is stopped is finished first."""
    check_prepared()
    load_channels()
    smtp = (settings.SMTP_IN_HOST, settings.SMTP_IN_PORT if smtp_port is None else smtp_port)
    if intake:
        check_mail_doors(*smtp)
    run_worker(smtp=smtp if intake else None)
