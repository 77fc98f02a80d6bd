"""The chat measured: memory of visitors' idle streams, and the time from a message to the other side's screen.

    .venv/bin/python -m benchmarks.chat [--engine postgresql] [--workers 2] [--cores 0,1] [--visitors 2000] [--rate 100]

A real `saath serve` serves one shop. Each visitor holds a stream open from an address of their own, and so does a colleague.
Then visitors post over HTTP, and a colleague answers in this process, so that each answer travels to another process before
the visitor's stream tells of it. Ten thousand visitors need `ulimit -n 20500`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import threading
import time
from uuid import uuid4

from benchmarks.live import Desk, make_desks, open_stream
from benchmarks.served import HOST, Served, an_installation, options_for, report, serving

WARM_UP = 60
AT_ONCE = 50
# Who has written before: each visitor's first words take longer to file than to hold their stream.
MOST_WRITERS = 2_000
SHOPPER = "help-0.localhost"


class Stream(asyncio.Protocol):
    """A visitor's stream, as lean as a client can be: it notes when each message comes."""

    def __init__(self, token: str, came: dict[str, float]) -> None:
        self.is_ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._token, self._came, self._rest = token, came, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        head = f"GET /live HTTP/1.1\r\nHost: {SHOPPER}\r\nAuthorization: Bearer {self._token}\r\n\r\n"
        transport.write(head.encode())

    def data_received(self, data: bytes) -> None:
        """Read whole lines."""
        at = time.perf_counter()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data: ["):
                self._note(line[6:], at)
            elif line.startswith(b"event: ready"):
                self.is_ready.set_result(None)
            elif line.startswith(b"HTTP/1.1 ") and b" 200 " not in line:
                self.is_ready.set_exception(RuntimeError(line.decode()))

    def connection_lost(self, error: Exception | None) -> None:
        """A stream that ends before it is there has failed."""
        if not self.is_ready.done():
            self.is_ready.set_exception(error or RuntimeError("the stream ended"))

    def _note(self, events: bytes, at: float) -> None:
        for event in json.loads(events):
            if event["kind"] == "chat.said":
                self._came.setdefault(event["refs"]["message"], at)


def address_of(number: int) -> str:
    """Return an address of this machine for one of many visitors."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


async def open_visitors(tokens: dict[int, str], port: int, came: dict[str, float]) -> None:
    """Open a stream for each visitor, a few at a time; they stay open until the loop ends."""
    loop, room = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def open_one(number: int, token: str) -> None:
        async with room:
            make = (lambda: Stream(token, came), HOST, port)
            _transport, stream = await loop.create_connection(*make, local_addr=(address_of(number), 0))
            await stream.is_ready

    await asyncio.gather(*(open_one(number, token) for number, token in tokens.items()))


async def post(number: int, token: str, text: str, port: int) -> int:
    """Post a message from a visitor's own address; return the status of its answer."""
    mark = uuid4().hex
    fields = {"key": mark, "text": text, "language": "en"}
    form = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    body = f"{form}--{mark}--\r\n".encode()
    reader, writer = await asyncio.open_connection(HOST, port, local_addr=(address_of(number), 0))
    head = (
        f"POST /chat/v1/messages HTTP/1.1\r\nHost: {SHOPPER}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: multipart/form-data; boundary={mark}\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1])


def make_visitors(desk: Desk, count: int, *, writers: int) -> dict[int, str]:
    """Switch the chat on, let so many visitors come and some of them write once; return their tokens by number."""
    from saath.chats.actions.post import post_message
    from saath.chats.actions.settings import switch_chat
    from saath.chats.actions.visit import VISIT, begin_visit
    from saath.chats.posts import Post
    from saath.chats.queries.visitors import actor_of
    from saath.chats.tokens import token_of
    from saath.tenancy.scope import store_scope

    tokens = {}
    with store_scope(desk.store_id):
        settings = switch_chat(VISIT, is_on=True)
        for number in range(count):
            visitor = begin_visit(VISIT, language="gu")
            if number < writers:
                first = Post(f"first-{number:06}", f"Where is order {number}?")
                post_message(actor_of(visitor), visitor, account=settings.account, post=first)
            tokens[number] = token_of(visitor.public_id)
    return tokens


def answer(desk: Desk, count: int, rate: int, sent: dict[str, float]) -> None:
    """Answer conversations in turn as a colleague, so many a second, noting when each answer was committed."""
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
        for number in range(count):
            time.sleep(max(0.0, start + number / rate - time.perf_counter()))
            conversation = get_conversation(actor, ids[number % len(ids)])
            message = reply(actor, conversation, text="Tomorrow", client_key=uuid4().hex)
            sent[str(message.public_id)] = time.perf_counter()
    print(f"answered: {count / (time.perf_counter() - start):.0f} a second", flush=True)


async def measure(options: argparse.Namespace, desk: Desk, tokens: dict[int, str], served: Served) -> None:
    """Open the streams and let both sides write, first the visitors."""
    came: dict[str, float] = {}
    staff, _writer = await open_stream(desk, served.port)
    first = dict(list(tokens.items())[:WARM_UP])
    rest = dict(list(tokens.items())[WARM_UP:])
    await open_visitors(first, served.port, came)
    before, began = served.own_mib(), time.perf_counter()
    await open_visitors(rest, served.port, came)
    took, grown = time.perf_counter() - began, 1024 * (served.own_mib() - before)
    print(
        f"{len(tokens)} visitors connected: {grown / len(rest):.1f} KiB a stream, {len(rest) / took:.0f} a second"
    )
    await _idle(options, served)
    writers = dict(list(tokens.items())[:MOST_WRITERS])
    await _of_visitors(options, writers, served)
    sent: dict[str, float] = {}
    writing = threading.Thread(target=answer, args=(desk, options.messages, options.rate, sent))
    busy, began = served.cpu_seconds(), time.perf_counter()
    writing.start()
    while writing.is_alive() or not sent.keys() <= came.keys():
        await asyncio.sleep(0.1)
    busy = (served.cpu_seconds() - busy) / (time.perf_counter() - began)
    report("answer committed, to the visitor", [came[each] - at for each, at in sent.items()])
    print(
        f"meanwhile the processes for pages took {busy:.2f} of a core; {served.own_mib():.0f} MiB of their own at the end"
    )
    staff.cancel()


async def _idle(options: argparse.Namespace, served: Served) -> None:
    """Say what streams cost on which nothing happens: beats, and looking whether their visitors still may watch."""
    busy, began = served.cpu_seconds(), time.perf_counter()
    await asyncio.sleep(options.idle)
    busy = (served.cpu_seconds() - busy) / (time.perf_counter() - began)
    print(f"idle for {options.idle} s: {busy:.2f} of a core", flush=True)


async def _of_visitors(options: argparse.Namespace, tokens: dict[int, str], served: Served) -> None:
    took: list[float] = []

    async def one(number: int) -> None:
        began = time.perf_counter()
        status = await post(number, tokens[number], f"Message {number}", served.port)
        assert status == 201, status
        took.append(time.perf_counter() - began)

    busy, start, posts = served.cpu_seconds(), time.perf_counter(), []
    for number in range(options.messages):
        await asyncio.sleep(max(0.0, start + number / options.rate - time.perf_counter()))
        posts.append(asyncio.create_task(one(number % len(tokens))))
    await asyncio.gather(*posts)
    busy = (served.cpu_seconds() - busy) / (time.perf_counter() - start)
    report("message posted, to its answer", took)
    print(f"meanwhile the processes for pages took {busy:.2f} of a core", flush=True)


def main() -> None:
    """Measure on an installation of its own."""
    parser = options_for(__doc__)
    parser.add_argument("--visitors", type=int, default=2000)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--idle", type=int, default=20, help="seconds")
    options = parser.parse_args()
    with an_installation(options.engine):
        [desk] = make_desks(1)
        tokens = make_visitors(desk, options.visitors, writers=MOST_WRITERS)
        with serving(options) as served:
            asyncio.run(measure(options, desk, tokens, served))


if __name__ == "__main__":
    main()
