"""A bar on the terminal for what takes long; one line for each part where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from saath.operations.archive.progress import Advances


@contextmanager
def meter(what: str, total: int, /) -> Iterator[Advances]:
    """Show how far a part of the work is, on standard error."""
    if not sys.stderr.isatty():
        click.echo(f"{what} …", err=True)
        yield _ignore
        return
    with click.progressbar(length=max(total, 1), label=what, file=sys.stderr) as bar:
        yield bar.update


def _ignore(amount: int, /) -> None:
    """Nobody looks."""
