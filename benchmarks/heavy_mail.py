"""Send one mail of the largest size by SMTP, and say when it was taken and filed, and how pages were answered meanwhile.

    python -m benchmarks.heavy_mail text --smtp-port 2790 --page http://localhost:8390/sign-in/ [--process 'saath serve']

Kinds: `text` in three scripts, `words` that are all different, one `line`, one `file`, 1,000 `parts`. `--process` tells the most
memory that one of the processes took whose command line holds a pattern (PSS, looked at every 50 ms).
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import smtplib
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from saath.cli.loading import load_django

load_django(log_level="WARNING")

from benchmarks.processes import most_memory_mib  # noqa: E402  # only once Django is loaded
from saath.conversations.models import IntakeItem  # noqa: E402
from saath.tenancy.scope import every_store  # noqa: E402

OCTETS = 49_000_000
PAUSE_SECONDS = 0.05
PATIENCE_SECONDS = 300
LINE = "Mera order 20418 kahan hai? मेरा ऑर्डर refund कब milega? મારો ઓર્ડર ક્યાં છે?\r\n".encode()


def main() -> None:
    """Send what the command line asks for."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("kind", choices=KINDS)
    asked.add_argument("--smtp-port", type=int, required=True)
    asked.add_argument("--page", required=True)
    asked.add_argument("--process", default="saath serve")
    asked.add_argument("--address", default="help@bench.test")
    options = asked.parse_args()
    mail = _head(options.address) + KINDS[options.kind]()
    waits: list[float] = []
    memory: list[float] = []
    with (
        _again_and_again(lambda: waits.append(_seconds_of(options.page))),
        _again_and_again(lambda: memory.append(most_memory_mib(options.process))),
    ):
        time.sleep(1)
        taken, filed = _send(mail, options.smtp_port, options.address)
    figures = {
        "kind": options.kind,
        "octets": len(mail),
        "taken_seconds": round(taken, 1),
        "filed_seconds_later": round(filed, 1),
        "page_ms_median_and_most": [
            round(1000 * each) for each in (sorted(waits)[len(waits) // 2], max(waits))
        ],
        "memory_mib_before_and_most": [round(memory[0]), round(max(memory))],
    }
    print(json.dumps(figures))


def _head(address: str) -> bytes:
    name = f"{time.time_ns()}@customers.test"
    lines = (
        f"To: {address}",
        "From: big@customers.test",
        "Subject: heavy",
        f"Message-ID: <{name}>",
        "MIME-Version: 1.0",
        "",
    )
    return "\r\n".join(lines).encode()


def _text() -> bytes:
    return _plain(LINE * (OCTETS // len(LINE)))


def _words() -> bytes:
    chance = random.Random(1)
    return _plain(
        b"".join(
            b"%x%s" % (chance.getrandbits(40), b"\r\n" if n % 8 == 7 else b" ") for n in range(OCTETS // 11)
        )
    )


def _line() -> bytes:
    return _plain(b"x y " * (OCTETS // 4))


def _plain(text: bytes) -> bytes:
    return b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text


def _file() -> bytes:
    data = random.Random(1).randbytes(OCTETS * 3 // 4)
    return _mixed(
        [b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data).replace(b"\n", b"\r\n")]
    )


def _parts() -> bytes:
    return _mixed([b"\r\nfile %d\r\n" % number for number in range(1_000)])


def _mixed(parts: list[bytes]) -> bytes:
    head = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.bin\r\n"
    return (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"".join(b"--b\r\n" + head + part for part in parts)
        + b"--b--\r\n"
    )


KINDS = {"text": _text, "words": _words, "line": _line, "file": _file, "parts": _parts}


def _send(mail: bytes, port: int, address: str) -> tuple[float, float]:
    """Send a mail; return the seconds until it was taken, and from then until no mail was unread."""
    began = time.monotonic()
    with smtplib.SMTP("127.0.0.1", port, timeout=PATIENCE_SECONDS) as door:
        door.sendmail("big@customers.test", [address], mail)
    taken = time.monotonic()
    with every_store("a measurement over the whole installation"):
        while IntakeItem.objects.filter(state=IntakeItem.State.RECEIVED).exists():
            if time.monotonic() - taken > PATIENCE_SECONDS:
                raise TimeoutError("the mail is still waiting")
            time.sleep(PAUSE_SECONDS)
    return taken - began, time.monotonic() - taken


@contextmanager
def _again_and_again(do: Callable[[], None]) -> Iterator[None]:
    is_over = threading.Event()

    def run() -> None:
        while not is_over.wait(PAUSE_SECONDS):
            do()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _seconds_of(page: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(page, timeout=PATIENCE_SECONDS) as answer:
        answer.read()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
