"""How long a shop's history of orders takes to come in, and whether the figures of customers are what SQL adds up.

    SAATH_DATA=DIR [DATABASE_URL=…] python -m benchmarks.orders [LINES]

Makes a shop in DIR, which must be empty, and takes seeded orders of about LINES lines (600,000) in batches. Prints at each tenth
of the way lines, seconds, lines a second, seconds of CPU here, and memory; last for how many customers the figures differ
from a sum over all orders. Ends with 1 where one does.
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice

from saath.cli.loading import load_django

load_django(log_level="ERROR")

from django.db.models import Q, Sum  # noqa: E402  # only once Django is loaded

from saath.cli.prepare import prepare  # noqa: E402
from saath.orders.actions.connections import make_connection  # noqa: E402
from saath.orders.actions.take import take_orders  # noqa: E402
from saath.orders.models import CustomerFigures, Line, Order  # noqa: E402
from saath.orders.states import State  # noqa: E402
from saath.orders.tests.generated import generated  # noqa: E402
from saath.tenancy.actor import Actor  # noqa: E402
from saath.tenancy.models import Store  # noqa: E402
from saath.tenancy.scope import store_scope  # noqa: E402

LINES_AN_ORDER = 2.6
BATCH = 300


def main() -> None:
    """Take the orders, say how it goes, and compare."""
    prepare()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    store = Store.objects.create(name="Measured", slug="measured")
    with store_scope(store.pk):
        load(int(wanted / LINES_AN_ORDER))
        wrong = differing()
    print(f"customers whose figures differ from a sum over their orders: {wrong}")
    sys.exit(1 if wrong else 0)


def load(orders: int) -> None:
    """Take so many orders."""
    actor = Actor.system("a measurement")
    connection = make_connection(actor, platform="csv", account="measured", name="Measured")
    coming = generated(orders)
    began, lines, taken = time.monotonic(), 0, 0
    while batch := list(islice(coming, BATCH)):
        take_orders(actor, connection, told=batch, is_history=True)
        lines += sum(len(data.lines) for data in batch)
        before, taken = taken, taken + len(batch)
        if taken * 10 // orders != before * 10 // orders:
            say(lines, time.monotonic() - began)
    assert Line.objects.count() == lines


def say(lines: int, seconds: float) -> None:
    """Print how far it is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(
        f"{lines:>9,} lines {seconds:>6.0f} s {lines / seconds:>7,.0f}/s {cpu:>6.0f} s CPU {memory:>5.0f} MiB",
        flush=True,
    )


def differing() -> int:
    """Return for how many customers figures and a plain sum differ."""
    sold = Q(cancelled_at=None) & ~Q(state=State.RETURNED)
    summed = (
        Order.objects.values("customer")
        .annotate(
            paid=Sum("total_minor", filter=sold, default=0),
            back=Sum("refunded_minor", filter=sold, default=0),
        )
        .values_list("customer", "paid", "back")
    )
    plain = {customer: paid - back for customer, paid, back in summed.iterator()}
    kept = dict(CustomerFigures.objects.values_list("customer", "spent_minor"))
    return sum(plain.get(customer, 0) != kept.get(customer, 0) for customer in plain.keys() | kept.keys())


if __name__ == "__main__":
    main()
