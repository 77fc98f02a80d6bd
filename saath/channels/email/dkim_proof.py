"""DKIM (RFC 6376): whether a domain signed this mail, all of it, with the key that it publishes now."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message
from time import monotonic

from saath.channels.email import headers

TxtLookup = Callable[[str], bytes | None]
"""Return the TXT record of a name, None where there is none or nobody answers."""

MAX_SIGNATURES = 5
# A sender's name servers may be slow on purpose: no further key is asked for after this time.
PATIENCE_SECONDS = 3.0
MAX_OCTETS = 20_000_000  # beyond it the library takes a second

_DOMAIN = re.compile(r"(?:^|;)\s*d\s*=\s*([^;\s]{1,255})")


def signing_domain(mail: Message, raw: bytes, *, among: Callable[[str], bool], txt: TxtLookup) -> str:
    """Return the first domain that `among` accepts and that signed the mail, '' where none did. Raises nothing."""
    if len(raw) > MAX_OCTETS or not any(among(domain) for domain in _claimed(mail)):
        return ""
    until = monotonic() + PATIENCE_SECONDS
    signers = (_signer(raw, index, among, txt) for index in range(MAX_SIGNATURES) if monotonic() < until)
    return next(filter(None, signers), "")


def _claimed(mail: Message) -> list[str]:
    found = (_DOMAIN.search("".join(value.split())) for value in headers.all_of(mail, "DKIM-Signature"))
    return [domain[1].lower() for domain in found if domain]


def _signer(raw: bytes, index: int, among: Callable[[str], bool], txt: TxtLookup) -> str:
    """Return who made a signature, as the library reads it: a mail may be made so that we read another in its place."""
    import dkim  # here, as few mails need it: 6 MB of every process

    def answer(name: bytes | str, timeout: int = 0) -> bytes | None:
        return txt(name.decode("ascii", "replace") if isinstance(name, bytes) else name)

    try:
        mail = dkim.DKIM(raw, minkey=1024)
        if not mail.verify_headerprep(index):
            return ""
        domain = str(mail.domain.decode("ascii")).lower()
        # With a length only part of the body is signed: whoever passes the mail on may write the rest (RFC 6376, 8.2).
        is_whole = b"l" not in mail.signature_fields
        return domain if is_whole and among(domain) and mail.verify(index, dnsfunc=answer) else ""
    except Exception:  # a stranger's signature may break the library in any way: then it is no proof
        return ""
