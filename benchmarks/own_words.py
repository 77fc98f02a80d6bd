"""What a look for the silent costs, however much the shop has lived through: the figures of docs/performance.md.

    python -m benchmarks.own_words [--postgresql] [--few 1000] [--many 100000] [--due 20]

Fills a shop with conversations that wait for their customer, and of other states, none of them due; measured is a look in which
nobody is due, and one in which `--due` are, to whom reminders go. Then the same with many. Prints time of the fastest of
several, and statements.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks.served import an_installation

if TYPE_CHECKING:
    from saath.conversations.models import ChannelAccount, Conversation

BATCH, ROUNDS = 2_000, 5


def main() -> None:
    """Fill, measure, fill more, measure again."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--few", type=int, default=1_000)
    asked.add_argument("--many", type=int, default=100_000)
    asked.add_argument("--due", type=int, default=20)
    options = asked.parse_args()
    with an_installation("postgresql" if options.postgresql else "sqlite"):
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Print what a look costs with few and with many conversations."""
    from saath.conversations.actions.accounts import open_email_account
    from saath.promises.reminders.actions.deciding import decide_own_words
    from saath.stores.actions.settings import set_hours
    from saath.stores.hours import ALWAYS_OPEN
    from saath.tenancy.actor import Actor
    from saath.tenancy.models import Store
    from saath.tenancy.scope import store_scope

    store, shop = Store.objects.create(name="Measured", slug="measured"), Actor.system("benchmark")
    with store_scope(store.pk):
        account = open_email_account(shop, address="shop@example.in", name="Measured")
        set_hours(shop, week=ALWAYS_OPEN)
        for kind in ("reminder", "closing"):
            decide_own_words(shop, kind=kind, is_on=True, values={})
        filled = 0
        for count in (options.few, options.many):
            fill_waiting(account, filled, count)
            filled = count
            settle()
            idle = [look() for _round in range(ROUNDS)]
            busy = [due_and_look(account, options.due, count + number) for number in range(ROUNDS)]
            print(f"{count} conversations: nobody due {_told(idle)}; {options.due} due {_told(busy)}")


def _told(found: Sequence[tuple[float, int]]) -> str:
    seconds, statements = min(found)
    return f"{1000 * seconds:.1f} ms, {statements} statements"


def look() -> tuple[float, int]:
    """Return the seconds that a look takes, and its statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from saath.promises.reminders.jobs import look_for_due

    began = time.perf_counter()
    look_for_due.call()
    took = time.perf_counter() - began
    with CaptureQueriesContext(connection) as asked:
        look_for_due.call()
    return took, len(asked)


def due_and_look(account: ChannelAccount, due: int, number: int) -> tuple[float, int]:
    """Let so many fall due, and return what the look costs in which they are reminded."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from saath.core.clock import now
    from saath.promises.models import OwnWord
    from saath.promises.reminders.actions.marking import keep_mark
    from saath.promises.reminders.jobs import SAATH, look_for_due

    at = now() - timedelta(days=3, minutes=1)
    OwnWord.objects.update(created_at=now() - timedelta(days=2))  # those of the round before are an hour old
    keep_mark(SAATH, kind="reminder", number=1, up_to=at - timedelta(seconds=1))
    made = write(account, [at] * due, "pending", f"due{number}")
    with_answers(made, at)
    told = OwnWord.objects.count()
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter()
        look_for_due.call()
        took = time.perf_counter() - began
    assert OwnWord.objects.count() == told + due
    return took, len(asked)


def fill_waiting(account: ChannelAccount, first: int, last: int) -> None:
    """Write conversations: half wait for their customer, some of them for years, none of them newly due."""
    from saath.core.clock import now

    states = ("pending", "solved", "pending", "open")
    for start in range(first, last, BATCH):
        numbers = range(start, min(start + BATCH, last))
        for state in dict.fromkeys(states):
            of_state = [number for number in numbers if states[number % len(states)] == state]
            times = [now() - _silent_for(number) for number in of_state]
            with_answers(write(account, times, state, f"{state}{start}"), now() - timedelta(days=5))


def _silent_for(number: int) -> timedelta:
    """Return how long nothing was said: up to shortly before a reminder is due, or for years; nobody falls due meanwhile."""
    return timedelta(minutes=number % 4_000) if number % 8 < 4 else timedelta(days=5 + number % 900)


def write(
    account: ChannelAccount, times: Sequence[datetime], state: str, name: str
) -> Sequence[Conversation]:
    """Write a conversation with a customer of its own for each time of last words."""
    from saath.conversations.models import Conversation
    from saath.core.clock import now
    from saath.customers.models import Customer, Identity
    from saath.tenancy.many_rows import insert_rows
    from saath.tenancy.transactions import write_transaction

    with write_transaction():
        customers = insert_rows(
            # Chosen at random, so many references would meet.
            [Customer(name=f"{name}-{each}", reference=f"{name}-{each}"[-12:]) for each in range(len(times))]
        )
        identities = insert_rows(
            [
                Identity(customer=each, namespace="email", key=f"{each.name}@example.in",
                         address=f"{each.name}@example.in", proved_at=now())
                for each in customers
            ]
        )  # fmt: skip
        return insert_rows(
            [
                Conversation(reference=f"{name}-{number}"[-12:], customer=each.customer, identity=each, account=account,
                             state=state, last_message_at=at, first_answered_at=at)
                for number, (each, at) in enumerate(zip(identities, times, strict=True))
            ]
        )  # fmt: skip


def with_answers(talks: Sequence[Conversation], at: datetime) -> None:
    """Write our answer, which arrived, into each."""
    from saath.conversations.models import Delivery, Message
    from saath.tenancy.many_rows import insert_rows
    from saath.tenancy.transactions import write_transaction

    with write_transaction():
        answers = insert_rows(
            [Message(conversation=each, direction="out", text="Which one?", sent_at=at, created_at=at) for each in talks]
        )  # fmt: skip
        insert_rows([Delivery(message=each, state="sent", leaves_at=at, sent_at=at) for each in answers])


def settle() -> None:
    """Let PostgreSQL know what is there, as it does by itself within minutes, and look from now on."""
    from django.db import connection

    from saath.promises.models import OwnWordMark
    from tests.databases import signed_in_as_owner

    OwnWordMark.objects.all().delete()
    look()
    if connection.vendor == "postgresql":
        with signed_in_as_owner(), connection.cursor() as cursor:
            cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
