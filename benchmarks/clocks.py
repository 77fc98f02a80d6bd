"""How soon clocks are called when many run: the figures of docs/performance.md.

    python -m benchmarks.clocks [--postgresql] [--running 100000] [--due 500]

Fills a shop with running clocks of answers and starts its worker. Measured is how long after their second the last of those
that are due in one second is told as missed, and, after a stop of an hour in which `--overdue` more fell due, how long it
takes until each of them is told once. Ends with 1 where one is told twice, or not at all.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.served import an_installation

if TYPE_CHECKING:
    from saath.conversations.models import ChannelAccount
    from saath.customers.models import Identity

BATCH = 1_000


def main() -> None:
    """Fill, measure, print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--running", type=int, default=100_000)
    asked.add_argument("--due", type=int, default=500)
    asked.add_argument("--overdue", type=int, default=1_800)
    options = asked.parse_args()
    with an_installation("postgresql" if options.postgresql else "sqlite"):
        sys.exit(measure(options))


def measure(options: argparse.Namespace) -> int:
    """Measure in a fresh installation; return 0 where each clock was told once."""
    from saath.core.clock import now
    from saath.tenancy.models import Store
    from saath.tenancy.scope import store_scope

    store = Store.objects.create(name="Measured", slug="measured")
    with store_scope(store.pk):
        account, identity = _customer()
        began = time.monotonic()
        later = now() + timedelta(days=1)
        fill(
            account,
            identity,
            [later + timedelta(seconds=number % 36_000) for number in range(options.running)],
        )
        print(f"{options.running} running clocks, filled in {time.monotonic() - began:.0f} s")
        second = (now() + timedelta(seconds=12)).replace(microsecond=0)
        fill(
            account,
            identity,
            [second - timedelta(milliseconds=number % 1000) for number in range(options.due)],
        )
        lateness, twice = _until_told(options.due, second)
        print(f"{options.due} due in one second: all told {lateness:.2f} s after it")
        hour = now() - timedelta(hours=1)
        fill(
            account,
            identity,
            [hour + timedelta(seconds=2 * number % 3600) for number in range(options.overdue)],
        )
        took, again = _until_told(options.overdue, now())
        print(f"{options.overdue} overdue after an hour's stop: each told once in {took:.2f} s")
    return int(twice or again)


def _customer() -> tuple[ChannelAccount, Identity]:
    from saath.conversations.actions.accounts import open_email_account
    from saath.customers.models import Customer, Identity
    from saath.tenancy.actor import Actor

    customer = Customer.objects.create(name="Sunita")
    identity = Identity.objects.create(
        customer=customer, namespace="email", key="s@example.in", address="s@example.in"
    )
    shop = Actor.system("benchmark")
    return open_email_account(shop, address="shop@example.in", name="Measured"), identity


def fill(account: ChannelAccount, identity: Identity, due: Sequence[datetime]) -> None:
    """Write a conversation with a running clock for each due time, and the jobs that look at them."""
    from saath.conversations.models import Conversation
    from saath.core.clock import now
    from saath.promises.clocks.jobs import fire_soon
    from saath.promises.models import Clock
    from saath.tenancy.many_rows import insert_rows
    from saath.tenancy.transactions import write_transaction

    first = Conversation.objects.count()
    for start in range(0, len(due), BATCH):
        some, at = due[start : start + BATCH], now()
        with write_transaction():
            talks = insert_rows(
                [
                    Conversation(
                        # Chosen at random, so many would meet.
                        reference=f"C{first + start + number}",
                        customer=identity.customer,
                        identity=identity,
                        account=account,
                        waiting_since=at,
                        due_at=moment,
                        last_message_at=at,
                    )
                    for number, moment in enumerate(some)
                ]
            )
            insert_rows(
                [
                    Clock(
                        conversation=talk,
                        kind=Clock.Kind.FIRST_ANSWER,
                        target_seconds=300,
                        started_at=at,
                        running_since=at,
                        warned_at=at,
                        reached=90,
                        step_at=moment,
                        due_at=moment,
                        next_at=moment,
                    )
                    for talk, moment in zip(talks, some, strict=True)
                ]
            )
            for second in {moment.replace(microsecond=0) for moment in some}:
                fire_soon([second])
            fire_soon([max(some)])


def _until_told(expected: int, since: datetime) -> tuple[float, bool]:
    """Run a worker until so many more clocks are told as missed; return the seconds since then, and whether one was twice."""
    from django.db.models import Count

    from saath.core.clock import now
    from saath.jobs.worker import Worker
    from saath.timeline.models import Event

    told = Event.objects.filter(kind="clock.missed")
    wanted = told.count() + expected
    worker, is_over = Worker(threads=1), threading.Event()
    running = threading.Thread(target=worker.run, args=(is_over,), daemon=True)
    running.start()
    while told.count() < wanted and now() < since + timedelta(minutes=5):
        time.sleep(0.02)
    took = (now() - since).total_seconds()
    is_over.set()
    running.join(timeout=30)
    twice = told.values("subject").annotate(times=Count("pk")).filter(times__gt=1).exists()
    return took, twice or told.count() != wanted


if __name__ == "__main__":
    main()
