"""What giving out costs when much waits: the figures of docs/performance.md.

    python -m benchmarks.routing [--postgresql] [--waiting 10000] [--members 50]

Fills a shop with colleagues and with what has come in overnight from as many customers as there is of it, a tenth of whom
somebody knows. Measured is one look at what waits, what one decision takes, and, once the shop has opened and everybody has
come, how long one worker takes until each that waits has somebody. Ends with 1 where one was given twice, or somebody has
more than two over the others.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from benchmarks.served import an_installation, report

BATCH, DECISIONS, LOOKS, OTHERS = 1_000, 500, 50, 1_000
LANGUAGES = ("en", "hi", "gu")


def main() -> None:
    """Fill, measure, print."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--waiting", type=int, default=10_000)
    asked.add_argument("--members", type=int, default=50)
    options = asked.parse_args()
    with an_installation("postgresql" if options.postgresql else "sqlite"):
        sys.exit(measure(options))


def measure(options: argparse.Namespace) -> int:
    """Measure in a fresh installation; return 0 where each was given once."""
    from saath.core.clock import now
    from saath.promises.routing.actions.deciding import route_conversation
    from saath.promises.routing.facts import fitting_now
    from saath.promises.routing.jobs import ROUTER
    from saath.promises.routing.settings import routing_settings
    from saath.tenancy.models import Store
    from saath.tenancy.scope import store_scope

    store = Store.objects.create(name="Measured", slug="measured")
    with store_scope(store.pk):
        began = time.monotonic()
        members = _team(options.members)
        waiting = _fill(options.waiting, members)
        print(
            f"{options.waiting} wait, {options.members} colleagues, filled in {time.monotonic() - began:.0f} s"
        )
        _open(members)
        settings = routing_settings()
        report("a look at what waits", _timed([lambda: fitting_now(settings, at=now())] * LOOKS))
        first = waiting[:DECISIONS]
        report("a decision", _timed([_call(route_conversation, ROUTER, each) for each in first]))
        took = _until_given(members)
        left = options.waiting - DECISIONS
        print(f"the other {left} given in {took:.1f} s by one worker, {1000 * took / left:.1f} ms each")
        twice, spread = _judged(waiting)
        print(f"given twice: {twice}; between who has most and least: {spread}")
    return int(bool(twice) or spread > 2)


def _call(do: Callable[..., object], *given: Any) -> Callable[[], object]:
    return lambda: do(*given)


def _timed(calls: list[Callable[[], object]]) -> list[float]:
    seconds = []
    for call in calls:
        began = time.monotonic()
        call()
        seconds.append(time.monotonic() - began)
    return seconds


def _team(count: int) -> list[Any]:
    from saath.accounts.models import Person
    from saath.promises.models import WorkProfile
    from saath.stores.models import Member
    from saath.stores.rules import Role

    members = []
    for number in range(count):
        person = Person.objects.create(
            email=f"c{number}@example.in", email_key=f"c{number}@example.in", name=f"Colleague {number}"
        )
        member = Member.objects.create(person=person, role=Role.MEMBER, display_name=person.name)
        WorkProfile.objects.create(member=member, languages=list(LANGUAGES))
        members.append(member)
    return members


def _fill(count: int, members: list[Any]) -> list[Any]:
    """Write what waits, the longest first, and beside it what a tenth of its customers had solved before."""
    from saath.conversations.actions.accounts import open_email_account
    from saath.conversations.models import Conversation
    from saath.core.clock import now
    from saath.customers.models import Customer, Identity
    from saath.tenancy.actor import Actor
    from saath.tenancy.many_rows import insert_rows
    from saath.tenancy.transactions import write_transaction

    account = open_email_account(Actor.system("benchmark"), address="shop@example.in", name="Measured")
    waiting: list[Any] = []
    at = now()
    for start in range(0, count, BATCH):
        with write_transaction():
            customers = insert_rows([Customer(name=f"C {start + n}") for n in range(BATCH)])
            identities = insert_rows(
                [
                    Identity(customer=each, namespace="email", key=f"c{start + n}@example.in")
                    for n, each in enumerate(customers)
                ]
            )

            def talk(n: int, kind: str, **more: Any) -> Any:
                return Conversation(
                    reference=f"{kind}{start + n}",  # noqa: B023  # called in this very round
                    customer=customers[n],  # noqa: B023
                    identity=identities[n],  # noqa: B023
                    account=account,
                    last_message_at=at,
                    **more,
                )

            known = islice(cycle(members), BATCH // 10)
            insert_rows(
                [talk(10 * n, "B", state="solved", solved_at=at, assignee=who) for n, who in enumerate(known)]
            )
            rows = [
                talk(
                    n,
                    "W",
                    language=LANGUAGES[n % 3],
                    waiting_since=at,
                    due_at=at + timedelta(milliseconds=start + n),
                )
                for n in range(BATCH)
            ]
            waiting += insert_rows(rows)
    return waiting


def _open(members: list[Any]) -> None:
    """Open at all hours, let everybody come, and give out what waits; the job that this asks for has not begun."""
    from datetime import time as clock_time

    from saath.promises.routing.actions.presence import note_seen
    from saath.promises.routing.actions.settings import set_routing
    from saath.promises.routing.content import Routing
    from saath.stores.actions.settings import set_hours
    from saath.stores.hours import Interval, WeekHours
    from saath.tenancy.actor import Actor

    shop = Actor.system("benchmark")
    day = (Interval(clock_time(0), clock_time(0)),)
    set_hours(shop, week=WeekHours((day,) * 7))
    note_seen(shop, seats={str(each.public_id) for each in members})
    set_routing(shop, terms=Routing("assign", "anybody", seen_minutes=120, usual_limit=500))


def _until_given(members: list[Any]) -> float:
    """Run a worker until everything that waits has somebody; return the seconds."""
    from saath.conversations.models import Conversation
    from saath.jobs.worker import Worker

    waiting = Conversation.objects.filter(state="open", assignee=None)
    worker, is_over, began = Worker(threads=1), threading.Event(), time.monotonic()
    running = threading.Thread(target=worker.run, args=(is_over,), daemon=True)
    running.start()
    while waiting.exists() and time.monotonic() < began + 900:
        time.sleep(0.2)
    took = time.monotonic() - began
    is_over.set()
    running.join(timeout=30)
    return took


def _judged(waiting: list[Any]) -> tuple[int, int]:
    """Return how many were given more than once, and by how many who has most exceeds who has least."""
    from saath.conversations.models import Conversation
    from saath.promises.models import RoutingDecision

    given = Counter(RoutingDecision.objects.filter(outcome="given").values_list("conversation", flat=True))
    having = Counter(Conversation.objects.filter(state="open").values_list("assignee", flat=True))
    assert len(given) == len(waiting)
    return sum(times > 1 for times in given.values()), max(having.values()) - min(having.values())


if __name__ == "__main__":
    main()
