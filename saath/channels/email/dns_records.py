"""Asking DNS for records, so that "there is none" and "nobody answers" are told apart."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

SECONDS = 5.0

Lookup = Callable[[str, str], tuple[str, ...]]
"""Return the records of a name and a type (TXT, MX, A, AAAA), () where there is none. Raises DnsSilent."""


class DnsSilent(Exception):
    """No name server gave an answer in time: nothing is known."""


def is_reserved(name: str) -> bool:
    """Tell whether a name is kept for tests and examples (RFC 2606, 2 and 3): nobody owns it."""
    labels = name.rstrip(".").lower().split(".")
    is_example = len(labels) > 1 and labels[-2] == "example" and labels[-1] in ("com", "net", "org")
    return is_example or labels[-1] in ("test", "example", "invalid", "localhost")


def look_up(name: str, kind: str) -> tuple[str, ...]:
    """Ask the machine's resolver, for at most 5 seconds. TXT comes joined, MX as "10 mx.example.in".

    For a reserved name nobody is asked (RFC 6761, 6): it is silent.
    """
    from dns import exception, resolver  # here, as few processes ask

    if is_reserved(name):
        raise DnsSilent(name)
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
