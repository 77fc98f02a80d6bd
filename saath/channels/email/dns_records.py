"""Asking DNS for records, so that "there is none" and "nobody answers" are told apart."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

SECONDS = 5.0

Lookup = Callable[[str, str], tuple[str, ...]]
"""Return the records of a name and a type (TXT, MX, A, AAAA), () where there is none. Raises DnsSilent."""


class DnsSilent(Exception):
    """No name server gave an answer in time: nothing is known."""


def look_up(name: str, kind: str) -> tuple[str, ...]:
    """Ask the machine's resolver, for at most 5 seconds. TXT comes joined, MX as "10 mx.example.in"."""
    from dns import exception, resolver  # here, as few processes ask

    try:
        answer = resolver.resolve(name, kind, lifetime=SECONDS)
    except (resolver.NXDOMAIN, resolver.NoAnswer):
        return ()
    except (exception.DNSException, ValueError, OSError) as error:
        raise DnsSilent(name) from error
    if kind == "TXT":
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer)
    return tuple(record.to_text().rstrip(".") for record in answer)


def within(seconds: float, look_up: Lookup) -> Lookup:
    """Return a look-up that is silent when the time is over: one policy may lead to hundreds of slow name servers."""
    until = monotonic() + seconds

    def ask(name: str, kind: str) -> tuple[str, ...]:
        if monotonic() > until:
            raise DnsSilent(name)
        return look_up(name, kind)

    return ask
