"""Fill an empty installation with the workload of the bench.

    DATABASE_URL=… DATABASE_OWNER_URL=… python -m benchmarks.load WORKLOAD --host localhost:8300 [--copy-as URL]

On PostgreSQL `--copy-as` is a superuser's address, for COPY. Writes WORKLOAD/saath_ids.json: conversation key → the id
that its address shows. Progress and times go to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from saath.cli.loading import load_django

load_django(log_level="WARNING")

from django.db import connection  # noqa: E402  # only once Django is loaded
from django.db.models import Model  # noqa: E402

from benchmarks.rows import Filler  # noqa: E402
from benchmarks.shop import open_bench_shop  # noqa: E402
from benchmarks.sinks import CopySink, Sink, SqliteSink  # noqa: E402
from benchmarks.workload import Chunk, read_chunks, read_writers  # noqa: E402
from saath.cli.prepare import prepare  # noqa: E402

PROCESSES = 3
Encoded = tuple[dict[type[Model], Any], Any, dict[str, str]]
_work: tuple[Filler, Sink, int]


def main() -> None:
    """Load the workload named on the command line."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("workload", type=Path)
    asked.add_argument("--host", default="localhost:8300")
    asked.add_argument("--copy-as", default="")
    options = asked.parse_args()
    password = os.environ.get("BENCH_PASSWORD", "benchbench")
    began = time.monotonic()
    prepare()
    keys = load(options.workload, _sink(options.copy_as), host=options.host, password=password)
    (options.workload / "saath_ids.json").write_text(json.dumps(keys))
    print(f"{len(keys)} conversations in {time.monotonic() - began:.0f} s", file=sys.stderr)


def load(workload: Path, sink: Sink, *, host: str, password: str) -> dict[str, str]:
    """Open the shop, write everything, and return the id of each conversation by its key."""
    shop = open_bench_shop(host=host, password=password)
    filler = Filler(shop, read_writers(workload))
    keys: dict[str, str] = {}
    with sink.loading():
        for rows in (filler.customers, filler.identities):
            made = list(rows.values())
            sink.write(type(made[0]), sink.encode(made))
        for encoded, documents, found in _encoded(filler, sink, shop.store_id, read_chunks(workload)):
            for model, values in encoded.items():
                sink.write(model, values)
            sink.write_documents(shop.store_id, documents)
            keys |= found
            print(f"\r{len(keys)}", end="", file=sys.stderr, flush=True)
    return keys


def _encoded(filler: Filler, sink: Sink, store_id: int, chunks: Iterator[Chunk]) -> Iterator[Encoded]:
    """Yield portions in order, made ready by several processes that inherit the customers."""
    global _work
    _work = (filler, sink, store_id)
    with get_context("fork").Pool(PROCESSES) as pool:
        yield from pool.imap(_encode, chunks)


def _encode(chunk: Chunk) -> Encoded:
    filler, sink, store_id = _work
    filled = filler.fill(chunk)
    rows = {model: sink.encode(rows) for model, rows in filled.rows.items()}
    return rows, sink.encode_documents(store_id, filled.documents), filled.keys


def _sink(copy_as: str) -> Sink:
    return CopySink(copy_as) if connection.vendor == "postgresql" else SqliteSink()


if __name__ == "__main__":
    main()
