"""E-mail addresses: as people write them, as identities compare, and as SMTP wants them.

RFC 5321 (lengths), 5322 (syntax), 6531 (UTF-8), 5891 with UTS 46 (domains).
"""

from __future__ import annotations

import re
import string
import unicodedata

import idna

MAX_LOCAL_OCTETS = 64
MAX_ADDRESS_OCTETS = 254

_DOT_ATOM = re.compile(r"[^\s\x00-\x1f\x7f()<>\[\]:;@\\,.\"]+(\.[^\s\x00-\x1f\x7f()<>\[\]:;@\\,.\"]+)*")
_QUOTED_LOCAL = re.compile(r'"([^"\\\x00-\x1f\x7f]|\\[ -~])*"')
_LITERAL_DOMAIN = re.compile(r"\[(IPv6:[0-9A-Fa-f:.]+|[0-9.]+)\]")
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_HOST_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")


class BadAddress(ValueError):
    """Not an address that mail could be sent to."""


def canonical_key(address: str) -> str:
    """Return what two spellings of one address have in common: case, Unicode form and IDNA of the domain.

    Dots and plus-tags stay, and so does the case of letters beyond ASCII, of which `ß` would become `ss`: only the
    receiving side knows what they mean. Raises BadAddress.
    """
    local, domain = split_address(address)
    lowered = unicodedata.normalize("NFC", local).translate(_ASCII_LOWER)
    return f"{unicodedata.normalize('NFC', lowered)}@{domain}"


def mailbox_key(address: str) -> str:
    """Return by what letters to one mailbox are counted: without tag and dots, which many servers leave away.

    Never an identity: two people may have it in common. Raises BadAddress.
    """
    local, _at, domain = canonical_key(address).rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def wire_form(address: str) -> str:
    """Return the address as an SMTP command carries it: the domain in ASCII, the rest as written."""
    local, domain = split_address(address)
    return f"{local}@{domain}"


def needs_smtputf8(address: str) -> bool:
    """Whether the part before the @ is beyond ASCII, so that every server on the way must speak RFC 6531."""
    return not address.rpartition("@")[0].isascii()


def is_address(text: str) -> bool:
    """Whether mail could be sent there."""
    try:
        split_address(text)
    except BadAddress:
        return False
    return True


def split_address(address: str) -> tuple[str, str]:
    """Return the part before the @ as written and the domain in lower-case ASCII. Raises BadAddress."""
    local, at, domain = address.strip().rpartition("@")
    if not (at and local and domain):
        raise BadAddress("an address has a name, an @ and a domain")
    if len(local.encode("utf-8", "replace")) > MAX_LOCAL_OCTETS:
        raise BadAddress("the part before the @ is longer than 64 octets")
    if not (_DOT_ATOM.fullmatch(local) or _QUOTED_LOCAL.fullmatch(local)):
        raise BadAddress("the part before the @ holds what an address cannot")
    ascii_domain = _ascii_domain(domain)
    if len(local.encode("utf-8", "replace")) + 1 + len(ascii_domain) > MAX_ADDRESS_OCTETS:
        raise BadAddress("the address is longer than 254 octets")
    return local, ascii_domain


def _ascii_domain(domain: str) -> str:
    if _LITERAL_DOMAIN.fullmatch(domain):
        return domain.lower()
    if len(domain) > MAX_ADDRESS_OCTETS:
        raise BadAddress("the domain is longer than 254 characters")
    try:
        name = domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise BadAddress("the domain cannot be written in IDNA") from error
    name = name.removesuffix(".")
    if not all(len(label) <= 63 and _HOST_LABEL.fullmatch(label) for label in name.split(".")):
        raise BadAddress("the domain holds what a domain cannot")
    return name
