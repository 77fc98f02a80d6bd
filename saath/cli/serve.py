"""`saath serve`: everything that one machine needs, by one command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module

import click
from django.conf import settings
from django.db import connections

from saath.cli import greeting
from saath.cli.doors import allow_many_connections, check_mail_doors, open_doors
from saath.cli.preloading import preload_pages
from saath.cli.prepare import prepare
from saath.cli.processes import run_web, run_worker
from saath.cli.residence import move_in
from saath.cli.supervisor import Child, Supervisor, fork, wait_for


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, help="The desk; shoppers and files use the next two."
)
@click.option("--smtp-port", default=None, type=int, help="Mail comes in here.  [default: 2525]")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes for pages."
)
def command(host: str, port: int, smtp_port: int | None, workers: int) -> None:
    """Start Saath: pages, live updates, jobs and mail intake.

    Prepares the database where that is needed, prints where to go, and runs until Ctrl+C or SIGTERM. What is being
    done then is finished first.
    """
    sys.exit(serve(host=host, port=port, smtp_port=smtp_port, workers=workers))


def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    smtp_port: int | None = None,
    workers: int = 1,
    beside: Sequence[Child] = (),
) -> int:
    """Serve until stopped and return the exit code; `beside` runs too. Raises `AlreadyServed` and
    `PortTaken` before anything is started."""
    if smtp_port is not None:
        settings.SMTP_IN_PORT = smtp_port  # also for pages that hand mail in here
    smtp = (settings.SMTP_IN_HOST, settings.SMTP_IN_PORT)
    allow_many_connections()
    move_in()
    check_mail_doors(*smtp)
    doors = open_doors(host, port)
    desk_port = doors[0].getsockname()[1]
    connections.close_all()
    _share_figures()
    preparing = fork(partial(_prepare_and_greet, host, desk_port, smtp[1]))
    preload_pages()  # while the database is prepared
    if code := wait_for(preparing):
        return code
    # Only now: the application lists the static files when it is made.
    application = import_module("config.asgi").application
    web = [Child(f"web-{number + 1}", partial(run_web, application, doors)) for number in range(workers)]
    return Supervisor([*web, Child("worker", partial(run_worker, smtp=smtp)), *beside]).run()


def _prepare_and_greet(host: str, port: int, smtp_port: int) -> None:
    """Prepare in a process of its own: what migrations take in memory goes with it."""
    from saath.cli.main import explaining

    with explaining():
        prepare()
        greeting.greet(host=host, port=port, smtp_port=smtp_port)


def _share_figures() -> None:
    """Let the processes add up their figures in files, where they are shown at all."""
    if settings.METRICS_ENABLED:
        folder = settings.DATA_DIR / "metrics"
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.db"):
            old.unlink()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
