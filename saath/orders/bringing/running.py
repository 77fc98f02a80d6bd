"""One run over a file of orders: behind what is read already, batch by batch, as long as it may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import BinaryIO, cast

from saath.files import storage
from saath.orders.actions.bring import end_import, take_part
from saath.orders.csv_files.faults import Fault, Wrong
from saath.orders.csv_files.opening import Endless, rows_of
from saath.orders.csv_files.reading import Read, Setting, read_orders
from saath.orders.csv_files.values import DateOrder
from saath.orders.models import OrderImport
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id

READER = Actor.system("a file of orders")
# Each batch is a transaction: others write between them.
BATCH = 500
# So long a job has a worker for itself; the next one goes on behind it.
MOST_SECONDS = 20


def read_on(bringing: OrderImport) -> bool:
    """Read a file of orders on, and tell whether it is at its end; killed anywhere, it goes on with the next batch."""
    ends = monotonic() + MOST_SECONDS
    try:
        with storage.open_bytes(bringing.file.sha256) as file:
            counted = _Counted(file)
            rows = rows_of(cast(BinaryIO, counted), encoding=bringing.encoding, separator=bringing.separator)
            found = read_orders(rows, _setting(bringing), after_row=bringing.done_to)
            while batch := _next(found):
                take_part(READER, bringing, read=batch, octets_done=counted.octets)
                if _is_endless(batch):
                    end_import(READER, bringing, is_readable=False)
                    return True
                if monotonic() > ends:
                    return False
    except FileNotFoundError:
        end_import(READER, bringing, is_readable=False)
        return True
    end_import(READER, bringing)
    return True


def _next(found: Iterator[Read]) -> list[Read]:
    """Return the next orders of a file; where it stops being a table, the last of them is that fault."""
    batch: list[Read] = []
    try:
        batch.extend(islice(found, BATCH))
    except Endless as endless:
        fault = Fault(endless.row, "", Wrong.ENDLESS)
        batch.append(Read("", endless.row, 1, None, (fault,)))
    return batch


def _is_endless(batch: Sequence[Read]) -> bool:
    return any(fault.wrong == Wrong.ENDLESS for fault in batch[-1].faults)


def _setting(bringing: OrderImport) -> Setting:
    return Setting(
        columns=bringing.columns,
        headings=bringing.headings,
        dates=DateOrder(bringing.dates),
        currency=bringing.currency,
        zone=Store.objects.get(pk=current_store_id()).zone,
        told_at=bringing.told_at,
    )


class _Counted:
    """A file that knows how much of it was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.octets = 0

    def read1(self, size: int = -1) -> bytes:
        """Read some bytes."""
        found = self._file.read(size)
        self.octets += len(found)
        return found

    read = read1

    def readable(self) -> bool:
        """It is."""
        return True

    def writable(self) -> bool:
        """It is not."""
        return False

    def seekable(self) -> bool:
        """It is not: nobody goes back."""
        return False

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._file.closed

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Close it."""
        self._file.close()
