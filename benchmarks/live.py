"""Live streams measured: memory of idle ones, and the time from commit to screen.

    .venv/bin/python -m benchmarks.live [--engine postgresql] [--idle 500] [--streams 200] [--rate 100] [--seconds 15]

A real `saath serve` serves shops with three open desks each. This process commits events as the worker does, so each
travels to another process before it reaches the browsers, which read raw sockets.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

STREAMS_A_SHOP = 3
WARM_UP = 60
HOST = "127.0.0.1"


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


def kibibytes(pid: int, name: str = "Pss") -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


async def measure(
    options: argparse.Namespace, desks: list[Desk], server: subprocess.Popen[str], port: int
) -> None:
    processes = [server.pid, *children(server.pid)]
    web = processes[1]
    print(f"process tree, idle: {sum(map(kibibytes, processes)) / 1024:.0f} MiB")
    first, rest = range(WARM_UP), range(WARM_UP, options.idle)
    streams = [await open_stream(desks[number // STREAMS_A_SHOP], port) for number in first]
    before = kibibytes(web, "Private_Dirty")
    streams += [await open_stream(desks[number // STREAMS_A_SHOP], port) for number in rest]
    grown = kibibytes(web, "Private_Dirty") - before
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
    report(watched, sent)


def report(desks: list[Desk], sent: dict[str, float]) -> None:
    came = {subject: times for desk in desks for subject, times in desk.came.items()}
    delays = sorted(1000 * (at - sent[subject]) for subject, times in came.items() for at in times)
    copies = {len(times) for times in came.values()}
    hundredth = statistics.quantiles(delays, n=100)
    print(f"{len(sent)} events, {len(sent) - len(came)} missed, each came {copies} times")
    print(
        f"commit to screen: p50 {hundredth[49]:.1f} ms, p99 {hundredth[98]:.1f} ms, max {delays[-1]:.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--idle", type=int, default=501)
    parser.add_argument("--streams", type=int, default=201)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        os.environ |= {"SAATH_DATA": f"{folder}/data", "SAATH_LOG_FORMAT": "json"}
        if options.engine == "postgresql":
            from tests.postgres import Cluster

            cluster = Cluster.start(Path(folder), fsync=True)
            cluster.create_database("live")
            os.environ |= {
                "DATABASE_URL": cluster.app_url("live"),
                "DATABASE_OWNER_URL": cluster.owner_url("live"),
            }
        run(options)
        if options.engine == "postgresql":
            cluster.stop()


def run(options: argparse.Namespace) -> None:
    from saath.cli.loading import load_django

    load_django(log_level="WARNING")
    from saath.cli.prepare import prepare

    prepare()
    desks = make_desks(options.idle // STREAMS_A_SHOP)
    command = [
        sys.executable,
        "-c",
        "from saath.cli.main import main; main()",
        "serve",
        "--port",
        "0",
        "--smtp-port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        while "worker_started" not in server.stdout.readline():
            pass
        threading.Thread(target=server.stdout.read, daemon=True).start()
        try:
            asyncio.run(measure(options, desks, server, staff_port(server.pid)))
        finally:
            server.send_signal(signal.SIGTERM)


def staff_port(pid: int) -> int:
    """The first port that the parent listens on."""
    sockets = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in sockets.splitlines() if f"pid={pid}," in row]
    descriptors = {
        int(match[1]): row[3] for row in rows if (match := re.search(rf"pid={pid},fd=(\d+)", row[-1]))
    }
    return int(descriptors[min(descriptors)].rpartition(":")[2])


if __name__ == "__main__":
    main()
