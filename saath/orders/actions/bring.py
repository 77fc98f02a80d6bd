"""A shop brings its orders in a file: looked at first, then checked, then brought in, batch by batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.files.actions.store import record_file
from saath.files.models import StoredFile
from saath.files.storage import SavedBytes
from saath.orders.actions.connections import make_connection
from saath.orders.actions.take import take_orders
from saath.orders.csv_files.columns import NEEDED, Says, guess_columns
from saath.orders.csv_files.opening import Shape
from saath.orders.csv_files.reading import Read
from saath.orders.csv_files.values import DateOrder
from saath.orders.events import IMPORT_ASKED, IMPORT_BEGUN, IMPORT_ENDED
from saath.orders.models import Connection, ImportFault, Order, OrderImport
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

PLATFORM: Final = "csv"
# Somebody who has this many faults mends one kind and looks again: no report gets longer.
MOST_FAULTS = 5_000
State = OrderImport.State


@action
def begin_import(actor: Actor, *, saved: SavedBytes, name: str, shape: Shape, currency: str) -> OrderImport:
    """Keep a file of orders, with what its columns seem to say; nothing is read yet. Raises `Forbidden`, `FileNotKept`."""
    actor.require("store.settings")
    file = record_file(actor, saved=saved, name=name, kind=StoredFile.Kind.EXPORT)
    before = OrderImport.objects.filter(file=file).order_by("id").first()
    begun = OrderImport.objects.create(
        file=file,
        by_id=actor.member_id,
        name=name[:120],
        encoding=shape.encoding,
        separator=shape.separator,
        headings=list(shape.headings),
        sample=[list(row) for row in shape.sample],
        columns=guess_columns(shape.headings),
        currency=currency,
        told_at=before.told_at if before else now(),
    )
    emit(actor, IMPORT_BEGUN, subject=begun)
    return begun


@action
def check_import(
    actor: Actor, bringing: OrderImport, *, columns: Mapping[str, int], dates: str, currency: str
) -> OrderImport:
    """Say which column says what, and have the file checked. Raises `Forbidden`, `BadInput`, `Conflict` while it is read."""
    actor.require("store.settings")
    fresh = _held(bringing)
    if fresh.is_busy:
        raise Conflict(_("This file is being read."), what_to_do=_("Wait until it is done."))
    fresh.columns = _checked(columns, len(fresh.headings))
    fresh.dates, fresh.currency = DateOrder(dates).value, currency
    _begin(fresh, State.CHECKING)
    emit(actor, IMPORT_ASKED, subject=fresh, changed=["columns", "state"])
    return fresh


@action
def bring_in(actor: Actor, bringing: OrderImport) -> OrderImport:
    """Have the orders of a checked file brought in; those with a fault stay out. Raises `Forbidden`, `Conflict`."""
    actor.require("store.settings")
    fresh = _held(bringing)
    if fresh.state not in (State.CHECKED, State.FAILED):
        raise Conflict(_("This file is being read."), what_to_do=_("Wait until it is done."))
    if not Connection.objects.filter(platform=PLATFORM, account="", is_active=True).exists():
        make_connection(actor, platform=PLATFORM, name=gettext("Files"))
    _begin(fresh, State.RUNNING)
    emit(actor, IMPORT_ASKED, subject=fresh, changed=["state"])
    return fresh


@action
def take_part(actor: Actor, bringing: OrderImport, *, read: Sequence[Read], octets_done: int) -> OrderImport:
    """Write down what some rows of a file say, or only count it while it is checked, and how far that is: both or neither."""
    fresh = _held(bringing)
    if not fresh.is_busy or not read:
        return fresh
    told = [each.order for each in read if each.order is not None]
    connection = Connection.objects.filter(platform=PLATFORM, account="").first()
    if fresh.state == State.RUNNING and connection is not None:
        taken = take_orders(actor, connection, told=told, is_history=True)
        fresh.new, fresh.changed = fresh.new + taken.new, fresh.changed + taken.changed
        fresh.same += taken.same
    elif told:
        known = Order.objects.filter(connection=connection, key__in=[data.key for data in told])
        known_count = known.count() if connection is not None else 0
        fresh.new, fresh.changed = fresh.new + len(told) - known_count, fresh.changed + known_count
    _note_faults(fresh, read)
    fresh.orders += len(told)
    fresh.rows += sum(each.rows for each in read)
    fresh.done_to, fresh.octets_done = read[-1].last_row, octets_done
    fresh.save()
    return fresh


@action
def end_import(actor: Actor, bringing: OrderImport, *, is_readable: bool = True) -> OrderImport:
    """Say that a file is read to its end, or cannot be read further."""
    fresh = _held(bringing)
    if fresh.is_busy:
        ended = State.CHECKED if fresh.state == State.CHECKING else State.DONE
        fresh.state = ended if is_readable else State.FAILED
        fresh.octets_done, fresh.finished_at = fresh.file.size, now()
        fresh.save()
        emit(actor, IMPORT_ENDED, subject=fresh, changed=["state"])
    return fresh


def _held(bringing: OrderImport) -> OrderImport:
    return OrderImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=bringing.pk)


def _checked(columns: Mapping[str, int], width: int) -> dict[str, int]:
    chosen = {says: place for says, place in columns.items() if says in Says.values and 0 <= place < width}
    for says in NEEDED:
        if says not in chosen:
            raise BadInput(
                _("Choose the columns of the order number and of the day."),
                what_is_safe=_("Nothing was kept."),
                field=says,
            )
    return chosen


def _begin(bringing: OrderImport, state: str) -> None:
    """Let a file be read from its beginning: its event has it done."""
    bringing.state, bringing.finished_at = state, None
    for name in ("done_to", "rows", "orders", "new", "changed", "same", "faulty", "octets_done"):
        setattr(bringing, name, 0)
    bringing.save()
    ImportFault.objects.filter(bringing=bringing).delete()


def _note_faults(bringing: OrderImport, read: Sequence[Read]) -> None:
    faults = [fault for each in read for fault in each.faults]
    room = max(MOST_FAULTS - bringing.faulty, 0)
    ImportFault.objects.bulk_create(
        ImportFault(
            bringing=bringing, row=fault.row, column=fault.column[:120], wrong=fault.wrong, said=fault.said
        )
        for fault in faults[:room]
    )
    bringing.faulty += len(faults)
