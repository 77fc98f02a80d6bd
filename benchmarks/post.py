"""Send a folder of mails by SMTP, wait until all are threaded and searchable, and say how long both took.

    python -m benchmarks.post FOLDER --port 2600 --port 2601 [--connections 4] [--address help@bench.test]
        [--process 'saath worker' --process postgres]

Begins when no job waits or runs. `--process` tells the milliseconds of CPU that each mail took of all processes whose
command line holds a pattern. With `--map` print "Message-ID TAB conversation" of every received message instead, for
`ingest.py verify`.
"""

from __future__ import annotations

import argparse
import json
import smtplib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from saath.cli.loading import load_django

load_django(log_level="WARNING")

from benchmarks.processes import cpu_seconds  # noqa: E402  # only once Django is loaded
from saath.conversations.models import IntakeItem, MessageKey  # noqa: E402
from saath.core.clock import now  # noqa: E402
from saath.jobs.models import Job, JobState  # noqa: E402
from saath.tenancy.scope import every_store  # noqa: E402

POLL_SECONDS = 0.02
PATIENCE_SECONDS = 300


def main() -> None:
    """Send what the command line names."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--port", type=int, action="append", default=[])
    asked.add_argument("--connections", type=int, default=4)
    asked.add_argument("--address", default="help@bench.test")
    asked.add_argument("--process", action="append", default=[])
    asked.add_argument("--map", action="store_true")
    options = asked.parse_args()
    if options.map:
        print_map()
        return
    _wait_while(_has_job)
    before = {pattern: cpu_seconds(pattern) for pattern in options.process}
    figures = send_all(options.folder, options.port, options.connections, options.address)
    for pattern, seconds in before.items():
        spent = (cpu_seconds(pattern) - seconds) * 1000 / figures["mails"]
        figures[f"cpu_ms_a_mail {pattern}"] = round(spent, 1)
    print(json.dumps(figures))


def send_all(folder: Path, ports: list[int], connections: int, address: str) -> dict[str, float]:
    """Send every mail of a folder over a few connections, each to the next port; return seconds and rates."""
    mails = [path.read_bytes() for path in sorted(folder.rglob("*.eml"))]
    began = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        list(
            pool.map(
                lambda number: _send(mails[number::connections], ports[number % len(ports)], address),
                range(connections),
            )
        )
    durable = time.monotonic() - began
    _wait_while(_has_unread_mail)
    done = time.monotonic() - began
    return {
        "mails": len(mails),
        "durable_seconds": round(durable, 2),
        "durable_per_second": round(len(mails) / durable, 1),
        "threaded_seconds": round(done, 2),
        "threaded_per_second": round(len(mails) / done, 1),
    }


def print_map() -> None:
    """Print where each received message was filed."""
    with every_store("a measurement over the whole installation"):
        rows = MessageKey.objects.filter(message__receipts__isnull=False)
        for key, conversation in rows.values_list("key", "message__conversation__public_id"):
            print(f"{key}\t{conversation}")


def _send(mails: list[bytes], port: int, address: str) -> None:
    with smtplib.SMTP("127.0.0.1", port) as door:
        for mail in mails:
            door.sendmail("customer@customers.test", [address], mail)


def _has_job() -> bool:
    return Job.objects.filter(state__in=(JobState.READY, JobState.RUNNING), run_at__lte=now()).exists()


def _has_unread_mail() -> bool:
    return IntakeItem.objects.filter(state=IntakeItem.State.RECEIVED).exists()


def _wait_while(is_busy: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    with every_store("a measurement over the whole installation"):
        while is_busy():
            if time.monotonic() > end:
                raise TimeoutError("work is still waiting")
            time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
