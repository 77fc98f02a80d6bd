"""The epoch of the event table: as long as it lasts, a cursor finds its place again."""

from __future__ import annotations

import secrets

from django.db import connection

from saath.tenancy.scope import every_store
from saath.tenancy.transactions import write_transaction
from saath.timeline.models import StreamEpoch

ONLY = 1


def current_epoch() -> str:
    """Return the name of the epoch; begins a new one where the database has come to another server or timeline."""
    server = _server()
    row, _created = StreamEpoch.objects.get_or_create(
        pk=ONLY, defaults={"name": _new_name(), "server": server}
    )
    if row.server == server:
        return row.name
    _begin(was=row.name, server=server)
    return StreamEpoch.objects.get(pk=ONLY).name


def new_epoch() -> str:
    """Begin a new epoch, as `restore` does: every browser that watches loads its live parts anew."""
    _begin(was=current_epoch(), server=_server())
    return StreamEpoch.objects.get(pk=ONLY).name


def _begin(*, was: str, server: str) -> None:
    """Replace the epoch `was`, once, however many processes notice at the same time."""
    with write_transaction():
        begun = StreamEpoch.objects.filter(pk=ONLY, name=was).update(name=_new_name(), server=server)
        if begun and connection.vendor == "postgresql":
            _forget_foreign_transactions()


def _forget_foreign_transactions() -> None:
    """Mark rows of another cluster, whose transaction numbers may lie in the future of this one, as long committed."""
    with (
        every_store("transaction numbers belong to the cluster, not to a store"),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE timeline_event SET xid = '3' WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())"
        )


def _server() -> str:
    """Name the cluster and its timeline, which a promotion changes; SQLite is one file and needs none."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier, timeline_id FROM pg_control_system(), pg_control_checkpoint()"
        )
        system, timeline = cursor.fetchone()
    return f"{system}.{timeline}"


def _new_name() -> str:
    return secrets.token_hex(6)
