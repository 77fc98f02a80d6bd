"""A flood of chat messages measured: what becomes of the desk meanwhile, and of the messages.

    .venv/bin/python -m benchmarks.flood [--engine postgresql --workers 3] [--cores 0,1] [--messages 10000]

A real `saath serve` serves one shop whose inbox is full. Many visitors, each from an address of their own, write as fast
as they are let; one writes without a pause, whatever the answer. A colleague meanwhile opens the inbox and that
one's conversation and answers it, again and again, as they did before.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from benchmarks.chat import make_visitors, post
from benchmarks.live import Desk, make_desks
from benchmarks.served import Served, an_installation, options_for, report, serving

OF_EACH = 18  # of the twenty that a visitor may send in a minute
WAITING = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Colleague:
    """Works at the desk on a thread of their own, and notes how long each step takes."""

    desk: Desk
    port: int
    conversation: str
    took: dict[str, list[float]] = field(default_factory=dict)

    def work(self, *, until: Callable[[], bool]) -> dict[str, list[float]]:
        """Open the inbox and the conversation and answer, until told otherwise; return the seconds of each step."""
        self.took = {"inbox": [], "thread": [], "reply": []}
        cookies, headers = {"saath_session": self.desk.cookie}, {"Host": self.desk.host}
        with httpx.Client(base_url=f"http://127.0.0.1:{self.port}", cookies=cookies, headers=headers) as http:
            while not until():
                self._step("inbox", http, "GET", "/desk/now/")
                page = self._step("thread", http, "GET", f"/desk/now/{self.conversation}/").text
                self._step(
                    "reply", http, "POST", f"/conversations/{self.conversation}/answer/", _answer(page)
                )
                time.sleep(0.05)  # the next page is not asked for in the same moment
        return self.took

    def _step(
        self, name: str, http: httpx.Client, method: str, path: str, form: dict[str, str] | None = None
    ) -> httpx.Response:
        began = time.perf_counter()
        response = http.request(method, path, data=form, timeout=60)
        self.took[name].append(time.perf_counter() - began)
        assert response.status_code in (200, 303, 302), response.status_code
        return response


def _answer(page: str) -> dict[str, str]:
    found = _TOKEN.search(page)
    assert found, page[:500]
    form = {"kind": "reply", "text": "Tomorrow", "client_key": uuid4().hex, "queue": "now"}
    return form | {"csrfmiddlewaretoken": found[1]}


async def flood(options: argparse.Namespace, tokens: dict[int, str], port: int) -> Counter[int]:
    """Let visitors write until so many messages are taken; return how often which status came."""
    statuses: Counter[int] = Counter()
    turns = iter([(number, n) for n in range(OF_EACH) for number in tokens if number])

    async def writer() -> None:
        for number, n in turns:
            if statuses[201] >= options.messages:
                return
            statuses[await post(number, tokens[number], f"Message {n} of {number}", port)] += 1

    async def who_never_stops() -> None:
        while not is_over.is_set():
            statuses[await post(0, tokens[0], "Hello?", port)] += 1

    is_over = asyncio.Event()
    without_pause = asyncio.create_task(who_never_stops())
    await asyncio.gather(*(writer() for _ in range(options.at_once)))
    is_over.set()
    await without_pause
    return statuses


def measure(options: argparse.Namespace, desk: Desk, tokens: dict[int, str], served: Served) -> None:
    """Let a colleague work, first at rest and then in the flood."""
    before = messages(desk)
    colleague = Colleague(desk, served.port, conversation_of_first(desk))
    rest = time.monotonic() + options.rest
    colleague.work(
        until=lambda: time.monotonic() > rest - options.rest + 3
    )  # what is loaded by the first pages
    for step, took in colleague.work(until=lambda: time.monotonic() > rest).items():
        report(f"{step} at rest", took)
    ends = threading.Event()
    statuses: list[Counter[int]] = []
    began, busy = time.perf_counter(), served.cpu_seconds()

    def write() -> None:
        statuses.append(asyncio.run(flood(options, tokens, served.port)))
        ends.set()

    threading.Thread(target=write).start()
    in_flood = colleague.work(until=ends.is_set)
    lasted = time.perf_counter() - began
    for step, seconds in in_flood.items():
        report(f"{step} in the flood", seconds)
    [counted] = statuses
    print(f"{dict(counted)} in {lasted:.0f} s, {counted[201] / lasted:.0f} taken a second")
    print(
        f"the processes for pages took {(served.cpu_seconds() - busy) / lasted:.2f} of a core, {served.own_mib():.0f} MiB"
    )
    print(f"{messages(desk) - before} messages are there of {counted[201]} that were taken")


def messages(desk: Desk) -> int:
    """Return how many messages of visitors are there."""
    from saath.conversations.models import Message
    from saath.tenancy.scope import store_scope

    with store_scope(desk.store_id):
        return Message.objects.filter(direction=Message.Direction.IN).count()


def conversation_of_first(desk: Desk) -> str:
    """Return the conversation of the visitor who never stops."""
    from saath.conversations.models import Conversation
    from saath.tenancy.scope import store_scope

    with store_scope(desk.store_id):
        return str(Conversation.objects.earliest("pk").public_id)


def main() -> None:
    """Measure on an installation of its own."""
    parser = options_for(__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=32)
    parser.add_argument("--rest", type=int, default=15, help="seconds")
    options = parser.parse_args()
    with an_installation(options.engine):
        [desk] = make_desks(1)
        tokens = make_visitors(desk, 1 + -(-options.messages // OF_EACH), writers=WAITING)
        with serving(options) as served:
            measure(options, desk, tokens, served)


if __name__ == "__main__":
    main()
