"""Where the CPU of a mail goes: take mails in and file them in one thread, and say which part of it took how much.

    python -m benchmarks.mail_parts FOLDER [--address help@bench.test] [--at-once 3]

Runs on an installation that `benchmarks.load` has filled and nothing else serves. The door's conversation and what
several threads take from each other are no part of it: `benchmarks.post` has them.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from saath.cli.loading import load_django

load_django(log_level="ERROR")

from django.db import connection  # noqa: E402  # only once Django is loaded

from saath.conversations.intake import accept_for, account_for  # noqa: E402
from saath.jobs.worker import Worker  # noqa: E402

SAMPLED_EVERY_SECONDS = 0.001
WARMING = 20
# By the function in whose call it was spent, the inner one first.
PARTS = {
    ("backends/utils.py", "CursorWrapper."): "statements and their values, Python's side",
    ("tenancy/rows.py", ""): "statements and their values, Python's side",
    ("tenancy/prepared.py", ""): "statements and their values, Python's side",
    ("db/transaction.py", "Atomic."): "begin and commit, Python's side",
    ("files/storage.py", ""): "saving and opening files",
    ("search/index.py", ""): "words for the search index",
    ("conversations/spam/", ""): "spam",
    ("language/detect.py", ""): "language",
    ("email/__init__.py", "message_from_bytes"): "tree of the mail, by the standard library",
    ("channels/email/", ""): "reading the mail",
    ("conversations/intake.py", ""): "rest of taking in",
    ("jobs/worker.py", ""): "rest of filing",
}
samples: Counter[str] = Counter()


def main() -> None:
    """Measure what the command line names, and print milliseconds of CPU a mail."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--address", default="help@bench.test")
    asked.add_argument("--at-once", type=int, default=3)
    options = asked.parse_args()
    mails = [path.read_bytes() for path in sorted(options.folder.rglob("*.eml"))]
    _file(mails[:WARMING], options.address, options.at_once)
    rest = mails[WARMING:]
    before, database = time.process_time(), _database_seconds()
    with _sampling():
        _file(rest, options.address, options.at_once)
    _show(time.process_time() - before, _database_seconds() - database, len(rest))


def _file(mails: list[bytes], address: str, at_once: int) -> None:
    account, worker = account_for(address), Worker()
    if account is None:
        raise SystemExit(f"Nobody here has the address {address}")
    for first in range(0, len(mails), at_once):
        for mail in mails[first : first + at_once]:
            accept_for("customer@customers.test", {address: account}, mail)
        worker.run_pending()


@contextmanager
def _sampling() -> Iterator[None]:
    signal.signal(signal.SIGPROF, _sample)
    signal.setitimer(signal.ITIMER_PROF, SAMPLED_EVERY_SECONDS, SAMPLED_EVERY_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _sample(_signal: int, frame: FrameType | None) -> None:
    samples[_part_of(frame)] += 1


def _part_of(frame: FrameType | None) -> str:
    while frame is not None:
        code = frame.f_code
        for (path, function), part in PARTS.items():
            if path in code.co_filename and code.co_qualname.startswith(function):
                return part
        frame = frame.f_back
    return "the rest"


def _database_seconds() -> float:
    """Return the CPU that the server's process of this connection has used, 0.0 on SQLite."""
    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    here: Any = connection.connection
    schedule = Path(f"/proc/{here.info.backend_pid}/schedstat").read_text().split()
    return int(schedule[0]) / 1e9


def _show(python: float, database: float, mails: int) -> None:
    each = python * 1000 / mails / (sum(samples.values()) or 1)
    for part, hits in samples.most_common():
        print(f"{hits * each:6.2f}  {part}")
    print(f"{python * 1000 / mails:6.2f}  Python in all, {sum(samples.values())} samples of {mails} mails")
    print(f"{database * 1000 / mails:6.2f}  PostgreSQL")


if __name__ == "__main__":
    main()
