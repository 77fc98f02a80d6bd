"""The chat measured: memory of visitors' idle streams, and the time from a message to the other side's screen.

    .venv/bin/python -m benchmarks.chat [--engine postgresql] [--visitors 2000] [--messages 400] [--rate 50]

A real `saath serve` serves one shop. Each visitor has written once and holds a stream open, and so does a colleague. Then
visitors post over HTTP, and a colleague answers in this process, so that each answer travels to another process before the
visitor's stream tells of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.live import HOST, Desk, children, kibibytes, make_desks, open_stream, staff_port

WARM_UP = 60
SHOPPER = "help-0.localhost"


async def open_visitor(token: str, port: int, came: dict[str, float]) -> asyncio.Task[None]:
    """Open a visitor's stream and note from then on when each message comes."""
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(f"GET /live HTTP/1.1\r\nHost: {SHOPPER}\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(head.decode())
    await reader.readuntil(b"event: ready")
    return asyncio.create_task(_note(reader, writer, came))


async def _note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, came: dict[str, float]) -> None:
    while line := await reader.readline():
        if line.startswith(b"data: ["):
            at = time.perf_counter()
            for event in json.loads(line[6:]):
                if event["kind"] == "chat.said":
                    came.setdefault(event["refs"]["message"], at)
    writer.close()


async def post(token: str, text: str, port: int) -> float:
    """Post a message; return how many seconds its answer took."""
    mark = uuid4().hex
    fields = {"key": mark, "text": text, "language": "en"}
    form = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = f"{form}--{mark}--\r\n".encode()
    reader, writer = await asyncio.open_connection(HOST, port)
    began = time.perf_counter()
    head = (
        f"POST /chat/v1/messages HTTP/1.1\r\nHost: {SHOPPER}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: multipart/form-data; boundary={mark}\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    if b" 201 " not in answer.split(b"\r\n")[0]:
        raise RuntimeError(answer.decode())
    return time.perf_counter() - began


def make_visitors(desk: Desk, count: int) -> list[str]:
    """Switch the chat on, let so many visitors write once, and return their tokens."""
    from saath.chats.actions.post import post_message
    from saath.chats.actions.settings import switch_chat
    from saath.chats.actions.visit import VISIT, begin_visit
    from saath.chats.posts import Post
    from saath.chats.queries.visitors import actor_of
    from saath.chats.tokens import token_of
    from saath.tenancy.scope import store_scope

    tokens = []
    with store_scope(desk.store_id):
        settings = switch_chat(VISIT, is_on=True)
        for number in range(count):
            visitor = begin_visit(VISIT, language="gu")
            first = Post(f"first-{number:06}", f"Where is order {number}?")
            post_message(actor_of(visitor), visitor, account=settings.account, post=first)
            tokens.append(token_of(visitor.public_id))
    return tokens


def answer(desk: Desk, count: int, rate: int, sent: dict[str, float]) -> None:
    """Answer as many conversations as a colleague, so many a second, noting when each answer was committed."""
    from saath.conversations.actions.reply import reply
    from saath.conversations.models import Conversation
    from saath.conversations.queries.conversations import get_conversation
    from saath.stores.models import Member
    from saath.stores.queries import actor_of
    from saath.tenancy.scope import store_scope

    with store_scope(desk.store_id):
        actor = actor_of(Member.objects.earliest("pk"))
        ids = list(Conversation.objects.order_by("-pk").values_list("public_id", flat=True)[:count])
        start = time.perf_counter()
        for number, public_id in enumerate(ids):
            time.sleep(max(0.0, start + number / rate - time.perf_counter()))
            message = reply(
                actor, get_conversation(actor, public_id), text="Tomorrow", client_key=str(public_id)
            )
            sent[str(message.public_id)] = time.perf_counter()


async def measure(options: argparse.Namespace, desk: Desk, tokens: list[str], pid: int, port: int) -> None:
    """Open the streams and let both sides write."""
    web, came = children(pid)[0], dict[str, float]()
    staff, _writer = await open_stream(desk, port)
    streams = [await open_visitor(token, port, came) for token in tokens[:WARM_UP]]
    before = kibibytes(web, "Private_Dirty")
    streams += [await open_visitor(token, port, came) for token in tokens[WARM_UP:]]
    grown = kibibytes(web, "Private_Dirty") - before
    print(f"{len(tokens)} visitors connected: {grown / (len(tokens) - WARM_UP):.1f} KiB a stream")
    await _of_visitors(options, tokens, port)
    sent: dict[str, float] = {}
    writing = threading.Thread(target=answer, args=(desk, options.messages, options.rate, sent))
    writing.start()
    while writing.is_alive() or not sent.keys() <= came.keys():
        await asyncio.sleep(0.1)
    _report("answer committed, to the visitor", [1000 * (came[each] - at) for each, at in sent.items()])
    print(f"web process: {kibibytes(web, 'Private_Dirty') / 1024:.0f} MiB of its own at the end")
    for each in [*streams, staff]:
        each.cancel()


async def _of_visitors(options: argparse.Namespace, tokens: list[str], port: int) -> None:
    start, posts = time.perf_counter(), []
    for number in range(options.messages):
        await asyncio.sleep(max(0.0, start + number / options.rate - time.perf_counter()))
        posts.append(asyncio.create_task(post(tokens[number % len(tokens)], f"Message {number}", port)))
    posted = [await each for each in posts]
    _report("message posted, to its answer", [1000 * took for took in posted])


def _report(what: str, delays: list[float]) -> None:
    hundredth = statistics.quantiles(delays, n=100)
    print(
        f"{what}: {len(delays)}, p50 {hundredth[49]:.1f} ms, p99 {hundredth[98]:.1f} ms, max {max(delays):.1f} ms"
    )


def main() -> None:
    """Measure on an installation of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--visitors", type=int, default=2000)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--rate", type=int, default=20)
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
    """Fill the installation, serve it, and measure."""
    from saath.cli.loading import load_django

    load_django(log_level="WARNING")
    from saath.cli.prepare import prepare

    prepare()
    [desk] = make_desks(1)
    tokens = make_visitors(desk, options.visitors)
    serve: list[Any] = [
        "-c",
        "from saath.cli.main import main; main()",
        "serve",
        "--port",
        "0",
        "--smtp-port",
        "0",
    ]
    command = [sys.executable, *serve]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        while "worker_started" not in server.stdout.readline():
            pass
        threading.Thread(target=server.stdout.read, daemon=True).start()
        try:
            asyncio.run(measure(options, desk, tokens, server.pid, staff_port(server.pid)))
        finally:
            server.send_signal(signal.SIGTERM)


if __name__ == "__main__":
    main()
