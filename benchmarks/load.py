"""Fill an empty installation with the workload of the bench, or with a corpus of any size that is made on the way.

    DATABASE_URL=… DATABASE_OWNER_URL=… python -m benchmarks.load WORKLOAD --host localhost:8300 [--copy-as URL]
    DATABASE_URL=… DATABASE_OWNER_URL=… python -m benchmarks.load --corpus 1000000 [--copy-as URL]

On PostgreSQL `--copy-as` is a superuser's address, for COPY. Writes WORKLOAD/saath_ids.json: conversation key → the id
that its address shows, and WORKLOAD/saath_tokens.json: agent → token. Progress and times go to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from saath.cli.loading import load_django

load_django(log_level="WARNING")

from django.db import connection  # noqa: E402  # only once Django is loaded
from django.db.models import Model  # noqa: E402

from benchmarks.corpus import Corpus, Part, put_into_queue  # noqa: E402
from benchmarks.rows import Filled, Filler  # noqa: E402
from benchmarks.shop import BenchShop, open_bench_shop  # noqa: E402
from benchmarks.sinks import CopySink, Sink, SqliteSink  # noqa: E402
from benchmarks.workload import read_chunks, read_writers  # noqa: E402
from saath.cli.prepare import prepare  # noqa: E402
from saath.conversations.models import Called, Conversation  # noqa: E402
from saath.core.clock import now  # noqa: E402
from saath.jobs.worker import Worker  # noqa: E402
from saath.language.folding import fold_words  # noqa: E402
from saath.programs.actions.tokens import create_token  # noqa: E402
from saath.search import documents  # noqa: E402
from saath.stores.models import Member  # noqa: E402
from saath.stores.queries import actor_of  # noqa: E402
from saath.tenancy.scope import store_scope  # noqa: E402

PROCESSES = 3
Encoded = tuple[dict[type[Model], Any], Any, dict[str, str]]
FEW_CALLS = 50
"""Conversations in which the first agent is asked by a note: a few by nature, however large the shop is."""
CALL_EVERY = 100
_encode_one: Callable[[Any], Encoded]


def main() -> None:
    """Load what is named on the command line."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("workload", type=Path, nargs="?")
    asked.add_argument("--corpus", type=int, default=0)
    asked.add_argument("--host", default="localhost:8300")
    asked.add_argument("--copy-as", default="")
    options = asked.parse_args()
    began = time.monotonic()
    prepare()
    shop = open_bench_shop(host=options.host, password=os.environ.get("BENCH_PASSWORD", "benchbench"))
    Worker(
        threads=0
    ).run_pending()  # what opening a shop leaves to do: later it would go through all conversations
    sink = CopySink(options.copy_as) if connection.vendor == "postgresql" else SqliteSink()
    if options.corpus:
        found = load_corpus(Corpus(options.corpus, now()), shop, sink)
    else:
        found = load_workload(options.workload, shop, sink)
        (options.workload / "saath_ids.json").write_text(json.dumps(found))
        (options.workload / "saath_tokens.json").write_text(json.dumps(make_tokens(shop)))
    print(f" conversations in {time.monotonic() - began:.0f} s", file=sys.stderr)


def make_tokens(shop: BenchShop) -> dict[str, str]:
    """Return for each agent a token with which a program begins conversations."""
    with store_scope(shop.store_id):
        actors = {
            name: actor_of(Member.objects.select_related("person").get(pk=pk))
            for name, pk in shop.members.items()
        }
        return {
            name: create_token(
                actor, name="Load", scopes=["conversations:write"], expires_at=now() + timedelta(days=30)
            ).bearer.reveal()
            for name, actor in actors.items()
        }


def load_workload(workload: Path, shop: BenchShop, sink: Sink) -> dict[str, str]:
    """Write the workload of the bench and return the id of each conversation by its key."""
    filler = Filler(shop, read_writers(workload))
    return _load(filler, sink, shop.store_id, filler.fill, read_chunks(workload))


def load_corpus(corpus: Corpus, shop: BenchShop, sink: Sink) -> dict[str, str]:
    """Write a corpus; its texts come again and again, and each is made into words once."""
    vars(documents)["fold_words"] = lru_cache(20_000)(fold_words)
    filler = Filler(shop, corpus.writers())
    return _load(filler, sink, shop.store_id, partial(_fill_part, filler, corpus, shop), corpus.parts())


def _fill_part(filler: Filler, corpus: Corpus, shop: BenchShop, part: Part) -> Filled:
    filled = filler.fill_talks(corpus.talks(part), part.first, part.first_message)
    conversations: list[Any] = filled.rows[Conversation]
    for conversation in conversations:
        put_into_queue(conversation, corpus.until)
    few = max(corpus.conversations // FEW_CALLS, 1)
    filled.rows[Called] = [
        _call(
            conversation, shop.members["agent01" if conversation.pk % few == 0 else "agent02"], corpus.until
        )
        for conversation in conversations
        if conversation.pk % few == 0 or conversation.pk % CALL_EVERY == 0
    ]
    return filled


def _call(conversation: Conversation, member_id: int, at: datetime) -> Called:
    known = {"conversation": conversation, "message_id": conversation.last_message_id}
    return Called(store_id=conversation.store_id, member_id=member_id, created_at=at, **known)


def _load(
    filler: Filler, sink: Sink, store_id: int, fill: Callable[[Any], Filled], parts: Iterable[Any]
) -> dict[str, str]:
    keys: dict[str, str] = {}
    with sink.loading():
        for rows in (filler.customers, filler.identities):
            made: list[Any] = list(rows.values())
            sink.write(type(made[0]), sink.encode(made))
        for encoded, texts, found in _encoded(partial(_encode, sink, store_id, fill), parts):
            for model, values in encoded.items():
                sink.write(model, values)
            sink.write_documents(store_id, texts)
            keys |= found
            print(f"\r{len(keys)}", end="", file=sys.stderr, flush=True)
    return keys


def _encoded(encode: Callable[[Any], Encoded], parts: Iterable[Any]) -> Iterable[Encoded]:
    """Yield portions in order, made ready by several processes that inherit the customers."""
    global _encode_one
    _encode_one = encode
    with get_context("fork").Pool(PROCESSES) as pool:
        yield from pool.imap(_encode_part, parts)


def _encode_part(part: Any) -> Encoded:
    return _encode_one(part)


def _encode(sink: Sink, store_id: int, fill: Callable[[Any], Filled], part: Any) -> Encoded:
    filled = fill(part)
    rows = {model: sink.encode(rows) for model, rows in filled.rows.items() if rows}
    return rows, sink.encode_documents(store_id, filled.documents), filled.keys


if __name__ == "__main__":
    main()
