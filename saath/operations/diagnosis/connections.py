"""Whether orders of every shop come in. What was written of deliveries and of asking says so: nobody is called here."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.operations.diagnosis.finding import Circumstances, Finding, Level
from saath.orders.connected.words import explain_failure
from saath.orders.models import Connection, Received
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

LISTED = 20
MOST_COUNTED = 100


def orders_come_in(circumstances: Circumstances) -> Iterator[Finding]:
    """Look at what was written of the connections of each shop."""
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for connection in Connection.objects.filter(is_active=True).order_by("pk")[:LISTED]:
                yield from _look(connection, store)


def _look(connection: Connection, store: Store) -> Iterator[Finding]:
    said = {"connection": connection.name, "shop": store}
    if connection.failure:
        words = explain_failure(connection)
        what = _("%(connection)s of %(shop)s does not give orders: %(reason)s") % {
            **said,
            "reason": words.what,
        }
        remedy = words.remedy or _("Look at it under Settings, Where orders come from.")
        yield Finding("connection.failing", what, str(remedy))
    if connection.silent_since is not None:
        what = _("Nothing has come from %(connection)s of %(shop)s for much longer than usual.") % said
        remedy = _(
            "See whether its deliveries are still switched on there, "
            "and test the way in under Settings, Where orders come from."
        )
        yield Finding("connection.silent", what, remedy)
    failed = Received.objects.filter(connection=connection, state=Received.State.FAILED)
    count = failed[:MOST_COUNTED].count()
    if count:
        what = ngettext(
            "%(n)s delivery of %(connection)s of %(shop)s could not be taken in.",
            "%(n)s deliveries of %(connection)s of %(shop)s could not be taken in.",
            count,
        ) % {**said, "n": count}
        remedy = _("They are kept: read them again under Settings, Where orders come from.")
        yield Finding("connection.failed", what, remedy, Level.NOTE)
