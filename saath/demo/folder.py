"""What the data folder holds: nothing yet, the demo, a demo that was interrupted, or somebody's shop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.utils.translation import gettext_lazy as _

from saath.channels.email.mailbox_out import mailbox_folder
from saath.core.errors import Conflict
from saath.tenancy.models import Store

FILLING, FILLED = "filling", "filled"


class Holding(Enum):
    """What is in the data folder."""

    NOTHING = "nothing"
    DEMO = "demo"
    UNFINISHED = "unfinished"
    OTHER_SHOP = "other shop"


def holding() -> Holding:
    """Say what the data folder holds; its tables must be there."""
    if not Store.objects.exists():
        return Holding.NOTHING
    mark = _mark().read_text() if _mark().exists() else ""
    return {FILLED: Holding.DEMO, FILLING: Holding.UNFINISHED}.get(mark, Holding.OTHER_SHOP)


@contextmanager
def being_filled() -> Iterator[None]:
    """Mark the folder as the demo's, so that one that was interrupted is begun anew."""
    _mark().write_text(FILLING)
    yield
    _mark().write_text(FILLED)


def is_demo() -> bool:
    """Tell whether the data folder holds the demo, without asking the database."""
    return _mark().exists() and _mark().read_text() == FILLED


def filled_at() -> datetime:
    """When the demo of this folder was filled."""
    return datetime.fromtimestamp(_mark().stat().st_mtime, tz=UTC)


def refuse_other_shop() -> None:
    """Raise Conflict where the folder holds a shop that is not the demo."""
    if holding() is Holding.OTHER_SHOP:
        raise Conflict(
            _("This folder holds a shop that is not the demo."),
            what_is_safe=_("Nothing in it was changed."),
            what_to_do=_("Start it with saath serve, or give the demo a folder of its own with --data."),
        )


def empty() -> None:
    """Delete the demo's rows and files. Raises Conflict for a shop that is not the demo, and on PostgreSQL."""
    refuse_other_shop()
    if connection.vendor != "sqlite":
        raise Conflict(
            _("The demo is on PostgreSQL, where Saath deletes no database."),
            what_is_safe=_("Nothing in it was changed."),
            what_to_do=_("Give it a new, empty database."),
        )
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    connections.close_all()
    for path in (database, *database.parent.glob(f"{database.name}-*")):
        path.unlink(missing_ok=True)
    for folder in (settings.FILES_DIR, mailbox_folder(settings.DATA_DIR)):
        shutil.rmtree(folder, ignore_errors=True)
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "demo"
