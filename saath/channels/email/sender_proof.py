"""Whether the domain in From vouches for the mail: DMARC's alignment (RFC 7489, 3.1), relaxed.

Relaxed here means the same domain or one inside the other; two sisters under one roof are not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from email._parseaddr import AddressList  # type: ignore[import-not-found]  # getaddresses() reads less in newer Pythons
from email.message import Message

from saath.channels.base import SenderProof
from saath.channels.email import headers
from saath.channels.email.auth_results import AuthResult, trusted_results
from saath.channels.email.dkim_proof import TxtLookup, signing_domain

NO_PROOF = SenderProof()
_BARE_CR = re.compile(rb"\r(?!\n)")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom we believe: the names (authserv-id) of our own mail servers, and DNS for keys, None = not asked."""

    authserv_ids: Collection[str] = field(default=())
    txt: TxtLookup | None = None


def prove_sender(mail: Message, raw: bytes, trust: Trust) -> SenderProof:
    """Return what proves the sender. Two From headers or two people in one prove nobody.

    Nor does a head with a bare CR: servers read one line where we read two, so whoever signed or cleaned it saw another.
    """
    domain = from_domain(mail)
    if not domain or _BARE_CR.search(_head_of(raw)):
        return NO_PROOF
    for result in trusted_results(mail, trust.authserv_ids):
        proof = _proof(result, domain)
        if proof.is_proved:
            return proof
    if trust.txt is not None:
        signer = signing_domain(mail, raw, among=lambda name: is_aligned(name, domain), txt=trust.txt)
        if signer:
            return SenderProof(True, "dkim", signer)
    return NO_PROOF


def from_domain(mail: Message) -> str:
    """Return the domain of the one address in the one From header, '' where it is not one.

    Nor is it one where somebody else may read another there, as in a comment within a comment: they vouched for theirs.
    """
    values = headers.all_of(mail, "From")
    people = headers.participants(values)
    if not len(values) == len(people) == 1:
        return ""
    key = people[0].key
    try:
        found = AddressList(values[0]).addresslist
    except RecursionError:  # it goes down into comments and groups
        return ""
    read = {headers.key_of(address) for _name, address in found if "@" in address}
    return key.rpartition("@")[2] if read == {key} else ""


def _head_of(raw: bytes) -> bytes:
    end = _HEAD_ENDS.search(raw)
    return raw[: end.start()] if end else raw


def is_aligned(name: str, domain: str) -> bool:
    """Whether a domain that was checked speaks for the domain in From."""
    name = headers.key_of(f"x@{name.strip().rstrip('.')}").rpartition("@")[2]
    if "." not in name or "." not in domain:
        return False
    return name == domain or domain.endswith(f".{name}") or name.endswith(f".{domain}")


def _proof(result: AuthResult, domain: str) -> SenderProof:
    """Return the proof in one finding; a pass without the domain that it is about is none."""
    if result.result != "pass":
        return NO_PROOF
    for name in _PROVES.get(result.method, ()):
        about = result.properties.get(name, "").rpartition("@")[2]
        if about and is_aligned(about, domain):
            return SenderProof(True, result.method, about.lower())
    return NO_PROOF


_PROVES = {
    "dmarc": ("header.from",),
    "dkim": ("header.d", "header.i"),
    "spf": ("smtp.mailfrom",),
}
