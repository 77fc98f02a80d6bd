"""TXT records by DNS, for the keys of DKIM."""

from __future__ import annotations

SECONDS = 3.0


def look_up_txt(name: str) -> bytes | None:
    """Return the TXT record of a name, None where there is none or no server answers within 3 seconds."""
    from dns import exception, resolver  # here, as few processes ask

    try:
        answer = resolver.resolve(name, "TXT", lifetime=SECONDS)
    except (exception.DNSException, ValueError, OSError):
        return None
    return next((b"".join(record.strings) for record in answer), None)
