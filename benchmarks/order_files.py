"""How long a file of orders takes to be checked and to come in, and how much memory that needs.

    SAATH_DATA=DIR [DATABASE_URL=…] python -m benchmarks.order_files [ROWS]

Makes a shop in DIR, which must be empty, writes a CSV of about ROWS rows (100,000), and reads it as the jobs do, each in one go.
Prints rows, orders, seconds, seconds of CPU here and memory: once checked, once brought in, once brought again.
"""

from __future__ import annotations

import csv
import io
import resource
import sys
import tempfile
import time
from itertools import islice
from typing import IO

from saath.cli.loading import load_django

load_django(log_level="ERROR")

from saath.cli.prepare import prepare  # noqa: E402  # only once Django is loaded
from saath.files import storage  # noqa: E402
from saath.orders.actions.bring import begin_import, bring_in, check_import  # noqa: E402
from saath.orders.bringing.running import read_on  # noqa: E402
from saath.orders.csv_files.opening import shape_of  # noqa: E402
from saath.orders.models import OrderImport  # noqa: E402
from saath.orders.tests.generated import generated  # noqa: E402
from saath.tenancy.actor import Actor  # noqa: E402
from saath.tenancy.models import Store  # noqa: E402
from saath.tenancy.scope import store_scope  # noqa: E402

ACTOR = Actor.system("a measurement")
LINES_AN_ORDER = 2.6
HEADS = ("Order No", "Date", "Customer", "Email", "Mobile", "Item", "Qty", "Price", "Total", "Pincode", "AWB")
MOST_BYTES = 100_000_000


def main() -> None:
    """Write the file, check it and bring it in twice."""
    prepare()
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    store = Store.objects.create(name="Measured", slug="measured")
    with store_scope(store.pk), tempfile.TemporaryFile() as file:
        write(file, rows)
        file.seek(0)
        shape = shape_of(file)
        file.seek(0)
        saved = storage.save(file, max_bytes=MOST_BYTES)
        for _time in range(2):
            begun = begin_import(ACTOR, saved=saved, name="orders.csv", shape=shape, currency="INR")
            check_import(ACTOR, begun, columns=begun.columns, dates="dmy", currency="INR")
            run("checked", begun)
            bring_in(ACTOR, begun)
            run("came in", begun)


def write(file: IO[bytes], rows: int) -> None:
    """Write orders of about so many rows, as a shop's own list has them."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    out = csv.writer(text)
    out.writerow(HEADS)
    for data in islice(generated(int(rows / LINES_AN_ORDER)), None):
        for line in data.lines:
            parcel = data.shipments[0].awb if data.shipments else ""
            cells = (
                data.number,
                f"{data.placed_at:%d/%m/%Y %H:%M}",
                data.buyer.name,
                data.buyer.email,
                data.buyer.phone,
            )
            price, total = f"₹ {line.unit_minor / 100:,.2f}", f"{data.total_minor / 100:.2f}"
            out.writerow((*cells, line.title, line.quantity, price, total, data.address.pincode, parcel))
    text.detach()


def run(what: str, begun: OrderImport) -> None:
    """Read the file to its end, and say what that took."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    while not read_on(bringing := OrderImport.objects.select_related("file").get(pk=begun.pk)):
        pass
    bringing.refresh_from_db()
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{what:>8} {bringing.rows:>8,} rows {bringing.orders:>7,} orders ({bringing.new:,} new, {bringing.same:,} as before) "
        f"{time.monotonic() - began:>5.0f} s {cpu:>5.0f} s CPU {used.ru_maxrss / 1024:>5.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
