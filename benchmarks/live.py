"""Live streams measured: memory of idle ones, and the time from commit to screen.

    .venv/bin/python -m benchmarks.live [--engine postgresql] [--idle 500] [--streams 200] [--rate 100] [--seconds 15]

A real `saath serve` serves shops with three open desks each. This process commits events as the worker does, so each
travels to another process before it reaches the browsers, which read raw sockets.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import threading
import time
from dataclasses import dataclass, field

from benchmarks.served import HOST, Served, an_installation, kibibytes, options_for, report, serving

STREAMS_A_SHOP = 3
WARM_UP = 60


@dataclass
class Desk:
    """A shop's desk as a browser knows it: host and cookie, and when which event came."""

    store_id: int
    host: str
    cookie: str
    came: dict[str, list[float]] = field(default_factory=dict)


def make_desks(count: int) -> list[Desk]:
    """Open shops and sign their owners in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore

    from saath.stores.actions.opening import OwnerPlan, ShopPlan, open_shop
    from saath.tenancy.actor import Actor

    actor, password = Actor.system("benchmark"), make_password("a long password of nobody")
    desks = []
    for number in range(count):
        host = f"desk-{number}.localhost"
        owner = OwnerPlan("Owner", f"owner-{number}@example.in", password_hash=password)
        hosts = {"staff": host, "shopper": f"help-{number}.localhost", "content": f"files-{number}.localhost"}
        member = open_shop(actor, plan=ShopPlan(f"Shop {number}", owner, hosts))
        session = SessionStore()
        session[SESSION_KEY] = str(member.person_id)
        session[BACKEND_SESSION_KEY] = "saath.accounts.backends.AddressBackend"
        session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
        session.save()
        desks.append(Desk(member.store.pk, host, str(session.session_key)))
    return desks


async def open_stream(desk: Desk, port: int) -> tuple[asyncio.Task[None], asyncio.StreamWriter]:
    """Connect, wait until the stream is ready, and note from then on when each event comes."""
    reader, writer = await asyncio.open_connection(HOST, port)
    request = f"GET /live HTTP/1.1\r\nHost: {desk.host}\r\nCookie: saath_session={desk.cookie}\r\n\r\n"
    writer.write(request.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(head.decode())
    await reader.readuntil(b"event: ready")
    return asyncio.create_task(note(desk, reader)), writer


async def note(desk: Desk, reader: asyncio.StreamReader) -> None:
    """Note when each event comes."""
    while line := await reader.readline():
        if line.startswith(b"data: ["):
            at = time.perf_counter()
            for event in json.loads(line[6:]):
                desk.came.setdefault(event["subject"], []).append(at)


def commit_events(desks: list[Desk], rate: int, seconds: int, sent: dict[str, float]) -> None:
    """Commit `rate` events a second, shop after shop, noting when each was committed."""
    from saath.tenancy.actor import Actor
    from saath.tenancy.scope import store_scope
    from saath.tenancy.transactions import write_transaction
    from saath.timeline.emit import emit
    from saath.timeline.kinds import EventKind
    from saath.timeline.models import Event

    kind, actor, start = EventKind("benchmark.happened"), Actor.system("benchmark"), time.perf_counter()
    for number in range(rate * seconds):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        store_id = desks[number % len(desks)].store_id
        with store_scope(store_id):
            with write_transaction():
                subject = Event(store_id=store_id)
                emit(actor, kind, subject=subject)
            sent[str(subject.public_id)] = time.perf_counter()


async def measure(options: argparse.Namespace, desks: list[Desk], served: Served) -> None:
    """Open the streams, keep those that watch, and commit events."""
    print(f"process tree, idle: {sum(map(kibibytes, served.processes)) / 1024:.0f} MiB")
    first, rest = range(WARM_UP), range(WARM_UP, options.idle)
    streams = [await open_stream(desks[number // STREAMS_A_SHOP], served.port) for number in first]
    before = served.own_mib()
    streams += [await open_stream(desks[number // STREAMS_A_SHOP], served.port) for number in rest]
    grown = 1024 * (served.own_mib() - before)
    print(f"{options.idle} idle streams: {grown / len(rest):.1f} KiB each beyond the first {WARM_UP}")
    for reading, writer in streams[options.streams :]:
        reading.cancel()
        writer.close()
    sent: dict[str, float] = {}
    watched = desks[: options.streams // STREAMS_A_SHOP]
    writing = threading.Thread(target=commit_events, args=(watched, options.rate, options.seconds, sent))
    writing.start()
    while writing.is_alive() or any(
        len(at) < STREAMS_A_SHOP for desk in watched for at in desk.came.values()
    ):
        await asyncio.sleep(0.2)
    tell(watched, sent)


def tell(desks: list[Desk], sent: dict[str, float]) -> None:
    """Say which events came, and how soon."""
    came = {subject: times for desk in desks for subject, times in desk.came.items()}
    copies = {len(times) for times in came.values()}
    print(f"{len(sent)} events, {len(sent) - len(came)} missed, each came {copies} times")
    report("commit to screen", [at - sent[subject] for subject, times in came.items() for at in times])


def main() -> None:
    """Measure on an installation of its own."""
    parser = options_for(__doc__)
    parser.add_argument("--idle", type=int, default=501)
    parser.add_argument("--streams", type=int, default=201)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    with an_installation(options.engine):
        desks = make_desks(options.idle // STREAMS_A_SHOP)
        with serving(options) as served:
            asyncio.run(measure(options, desks, served))


if __name__ == "__main__":
    main()
