"""E-mail addresses: kept as they were written, compared by a key."""

import unicodedata

import idna

from saath.core.errors import BadInput


def address_key(address: str) -> str:
    """The key under which two spellings are the same mailbox: case, Unicode form, script of the domain.

    Dots and plus signs stay: to many providers they name different people.  The domain follows RFC 5891, or
    stays as it is where it cannot (an address literal).  Raises BadInput when it is no address at all.
    """
    local, at, domain = unicodedata.normalize("NFC", address.strip()).rpartition("@")
    if not (local and at and domain):
        raise BadInput(field="email")
    return f"{local.casefold()}@{_ascii_domain(domain.rstrip('.').casefold())}"


def _ascii_domain(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
