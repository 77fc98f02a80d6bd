"""Whether what is locked can be opened, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from saath.conversations.accounts import is_signed_by_us
from saath.conversations.models import Delivery
from saath.core import secrets
from saath.operations.diagnosis.finding import Circumstances, Finding
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

GROUP_OR_OTHERS, OTHERS = 0o077, 0o007


def open_what_is_stored(circumstances: Circumstances) -> Iterator[Finding]:
    """Open one stored secret of each kind."""
    holders = secrets.unreadable_holders()
    said = {"what": ", ".join(holders), "file": secrets.key_file()}
    if holders and not secrets.key_file().exists():
        yield Finding(
            "keys.missing",
            _("The file with the keys is missing: %(what)s cannot be read.") % said,
            _("Put %(file)s back from its own copy (it is not in backups).") % said,
        )
    elif holders:
        yield Finding(
            "keys.wrong",
            _("No key in %(file)s opens what is stored: %(what)s.") % said,
            _(
                "Put the right file back from its own copy; else second steps, passwords and keys have to be set up anew."
            ),
        )


def secret_is_the_same(circumstances: Circumstances) -> Iterator[Finding]:
    """Read the signature of each shop's newest answer: it was made with the secret of that time."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if not _knows_newest_answer():
                yield Finding(
                    "secret.changed",
                    _("The secret of this installation is not the one that signed earlier answers."),
                    _(
                        "Put the file secret (or SAATH_SECRET_KEY) back; else customers' answers open new conversations."
                    ),
                )
                return


def are_private(circumstances: Circumstances) -> Iterator[Finding]:
    """Look who may read the keys and the data."""
    secret_files = (secrets.key_file(), Path(settings.DATA_DIR) / "secret")
    watched = [(path, GROUP_OR_OTHERS) for path in secret_files] + [(Path(settings.DATA_DIR), OTHERS)]
    for path, forbidden in watched:
        if path.exists() and path.stat().st_mode & forbidden:
            said = {"path": path}
            yield Finding(
                "secrets.readable",
                _("Other users of this machine may read %(path)s.") % said,
                _("Close it to them: chmod go-rwx %(path)s.") % said,
            )


def _knows_newest_answer() -> bool:
    signed = Delivery.objects.filter(provider_key__startswith="t.").order_by("-pk")
    newest = signed.values_list("provider_key", flat=True).first()
    return newest is None or is_signed_by_us(newest)
