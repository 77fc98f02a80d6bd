"""DKIM (RFC 6376): whether a domain signed this mail, all of it, with the key that it publishes now."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message

from saath.channels.email import headers

TxtLookup = Callable[[str], bytes | None]
"""Return the TXT record of a name, None where there is none or nobody answers."""

MAX_SIGNATURES = 5
MAX_OCTETS = 20_000_000  # beyond it the library takes a second

_DOMAIN = re.compile(r"(?:^|;)\s*d\s*=\s*([^;\s]{1,255})")
# Only part of the body is signed: whoever passes the mail on may write the rest (RFC 6376, 8.2).
_LENGTH = re.compile(r"(?:^|;)\s*l\s*=")


def signing_domain(mail: Message, raw: bytes, *, among: Callable[[str], bool], txt: TxtLookup) -> str:
    """Return the first domain that `among` accepts and that signed the mail, '' where none did. Raises nothing."""
    if len(raw) > MAX_OCTETS:
        return ""
    signatures = headers.all_of(mail, "DKIM-Signature")
    for index, value in enumerate(signatures[:MAX_SIGNATURES]):
        plain = "".join(value.split())
        domain = _DOMAIN.search(plain)
        if domain and among(domain[1].lower()) and not _LENGTH.search(plain) and _is_signed(raw, index, txt):
            return domain[1].lower()
    return ""


def _is_signed(raw: bytes, index: int, txt: TxtLookup) -> bool:
    import dkim  # here, as few mails need it: 6 MB of every process

    def answer(name: bytes | str, timeout: int = 0) -> bytes | None:
        return txt(name.decode("ascii", "replace") if isinstance(name, bytes) else name)

    try:
        return bool(dkim.DKIM(raw, minkey=1024).verify(index, dnsfunc=answer))
    except Exception:  # a stranger's signature may break the library in any way: then it is no proof
        return False
