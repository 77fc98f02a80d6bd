"""`saath rotate-key`: a new key for stored secrets (second steps), while everything serves."""

from __future__ import annotations

import time
from collections.abc import Mapping

import click
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.cli.prepared import check_prepared
from saath.core import secrets
from saath.core.errors import SaathError
from saath.core.faults import fault_point
from saath.core.figures import figure


class CannotRotate(SaathError):
    """Not every stored secret could be brought under the new key."""

    what_is_safe = gettext_lazy(
        "The older keys are kept, so everything that is stored can be read as before."
    )
    what_to_do = gettext_lazy("Run saath doctor; then run saath rotate-key again, which goes on from here.")


@click.command()
@click.option("--add-only", is_flag=True, help="Several machines: only put the new key into the file.")
@click.option(
    "--wait",
    "wait_seconds",
    default=60.0,
    show_default=True,
    help="Seconds to keep the old key for pages that store a secret at this moment.",
)
def command(add_only: bool, wait_seconds: float) -> None:
    """Change the key that stored secrets, such as second steps, are encrypted with.

    Adds a key, encrypts everything anew with it, then drops the old one. Saath goes on serving. What was interrupted
    goes on when the command is run again. Copy the file with the keys to its safe place afterwards.
    """
    if not add_only:
        check_prepared()
    if secrets.key_count() > 1:
        click.echo(_("A change of keys was begun before; going on with it."))
    else:
        secrets.add_key()
        click.echo(_("A new key is in use; the old one still opens what it closed."))
    fault_point("key_added")
    if add_only:
        click.echo(
            _("Copy the file with the keys to every machine, then run saath rotate-key on one of them.")
        )
        return
    _tell(_reencrypt())
    fault_point("secrets_reencrypted")
    _wait(wait_seconds)
    _reencrypt()
    secrets.drop_old_keys()
    click.echo(_("The old key is gone. Copy the file with the keys to its safe place now:"))
    click.echo(f"  {secrets.key_file()}")


def _reencrypt() -> Mapping[str, int]:
    try:
        return secrets.reencrypt_all()
    except DatabaseError as error:
        raise CannotRotate(
            _("The database cannot be used: %(reason)s") % {"reason": str(error).strip()}
        ) from error
    except secrets.SecretUnreadable as error:
        raise CannotRotate(_("A stored secret cannot be read with any key of the file.")) from error


def _tell(counts: Mapping[str, int]) -> None:
    for holder, count in counts.items():
        click.echo(f"  {figure(count):>9}  {holder}")


def _wait(seconds: float) -> None:
    """Let a page that read the old key finish storing what it encrypted with it."""
    if seconds > 0:
        click.echo(
            _("Waiting %(seconds)d seconds for what is being stored right now …") % {"seconds": seconds}
        )
        time.sleep(seconds)
