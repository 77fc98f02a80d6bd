"""Signed thread tokens: a conversation and the address it was told to, in a Message-ID or a reply address.

A token proves only that we once wrote to that address about that conversation. It opens nothing by
itself: whoever uses it still has to be a participant.

Layout, 27 octets in lower-case base32 (44 characters, so that `name+token` fits the 64 octets of a local
part and survives servers that change case): conversation UUID, recipient mark, HMAC.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.channels.base import ThreadToken
from saath.core.mail_addresses import BadAddress, canonical_key, split_address

_MARK_OCTETS, _MAC_OCTETS = 3, 8
_SHAPE = r"[a-z2-7]{44}"
_IN_MESSAGE_ID = re.compile(rf"<?t\.({_SHAPE})\.[^@<>\s]{{1,80}}@", re.IGNORECASE)
_IN_ADDRESS = re.compile(rf"[^@\s]{{1,64}}?\+({_SHAPE})@", re.IGNORECASE)
_IN_RETURN_PATH = re.compile(r"[^@\s]{1,64}?\+r([a-z2-7]{39})@", re.IGNORECASE)
_UNIQUE = re.compile(r"(?:^|\.)([0-9a-f]{32})@")


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """The keys of one account, the newest first: the first signs, all are accepted while they rotate."""

    keys: Sequence[bytes]

    def __post_init__(self) -> None:
        if not self.keys or any(len(key) < 16 for key in self.keys):
            raise ValueError("a token key has at least 16 octets")


def sign_token(conversation: UUID, recipient: str, keys: TokenKeys) -> str:
    """Return the token of this conversation for this recipient."""
    key = keys.keys[0]
    payload = conversation.bytes + _mark(recipient, key)
    return base64.b32encode(payload + _mac(payload, key)).decode("ascii").rstrip("=").lower()


def read_token(token: str, sender: str, keys: TokenKeys) -> ThreadToken | None:
    """Return what the token says, None where no key of ours made it. Compares in constant time."""
    try:
        blob = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, given = blob[:-_MAC_OCTETS], blob[-_MAC_OCTETS:]
    if len(payload) != 16 + _MARK_OCTETS:
        return None
    for key in keys.keys:
        if hmac.compare_digest(_mac(payload, key), given):
            return ThreadToken(UUID(bytes=payload[:16]), _is_marked(payload[16:], sender, key))
    return None


def new_message_id(conversation: UUID, recipient: str, *, unique: str, domain: str, keys: TokenKeys) -> str:
    """Return `t.TOKEN.UNIQUE@DOMAIN`, without brackets. `unique` is an id of ours without @ or space."""
    if not re.fullmatch(r"[A-Za-z0-9-]{1,80}", unique):
        raise ValueError("the unique part of a Message-ID is letters, digits and dashes")
    return f"t.{sign_token(conversation, recipient, keys)}.{unique}@{domain}"


def reply_address(conversation: UUID, recipient: str, *, base: str, keys: TokenKeys) -> str:
    """Return `name+TOKEN@domain` for the base address `name@domain`.

    Raises BadAddress where the base's name is longer than the 19 octets that the token leaves.
    """
    local, domain = split_address(base)
    address = f"{local}+{sign_token(conversation, recipient, keys)}@{domain}"
    split_address(address)
    return address


def without_token(address: str) -> str:
    """Return a reply address or return path of ours as its base address; any other address as it is."""
    found = _IN_ADDRESS.match(address) or _IN_RETURN_PATH.match(address)
    if found is None:
        return address
    at = found.end() - 1
    return address[: address.rindex("+", 0, at)] + address[at:]


def return_path(message: UUID, *, base: str, keys: TokenKeys) -> str:
    """Return `name+rTOKEN@domain`: where a report about this outbound message shall go, so that it names it (VERP).

    Raises BadAddress where the base's name is longer than the 23 octets that the token leaves.
    """
    local, domain = split_address(base)
    signed = message.bytes + _return_mac(message.bytes, keys.keys[0])
    token = base64.b32encode(signed).decode("ascii").rstrip("=").lower()
    address = f"{local}+r{token}@{domain}"
    split_address(address)
    return address


def read_return_path(address: str, keys: TokenKeys) -> UUID | None:
    """Return which outbound message a report that came to this address is about, None where no key of ours signed it."""
    found = _IN_RETURN_PATH.match(address)
    if found is None:
        return None
    blob = base64.b32decode(found[1].upper() + "=")
    payload, given = blob[:16], blob[16:]
    is_ours = any(hmac.compare_digest(_return_mac(payload, key), given) for key in keys.keys)
    return UUID(bytes=payload) if is_ours else None


def unique_of(message_id: str) -> UUID | None:
    """Return the id of the outbound message in a Message-ID of ours, None in others."""
    found = _UNIQUE.search(message_id)
    return UUID(found[1]) if found else None


def find_tokens(
    *, addresses: Iterable[str], message_ids: Iterable[str], sender: str, keys: TokenKeys
) -> tuple[ThreadToken, ...]:
    """Return the valid tokens in reply addresses, then in Message-IDs (the newest last in a chain: first)."""
    candidates = [found[1] for address in addresses if (found := _IN_ADDRESS.match(address))]
    candidates += [found[1] for each in reversed(list(message_ids)) if (found := _IN_MESSAGE_ID.match(each))]
    read = (read_token(candidate, sender, keys) for candidate in candidates)
    return tuple(dict.fromkeys(token for token in read if token is not None))


def _mac(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"saath thread token 1\x00" + payload, "sha256")[:_MAC_OCTETS]


def _return_mac(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"saath return path 1\x00" + payload, "sha256")[:_MAC_OCTETS]


def _mark(recipient: str, key: bytes) -> bytes:
    told = _told(recipient).encode("utf-8", "replace")
    return hmac.digest(key, b"saath token recipient\x00" + told, "sha256")[:_MARK_OCTETS]


def _is_marked(mark: bytes, sender: str, key: bytes) -> bool:
    return hmac.compare_digest(_mark(sender, key), mark)


def _told(recipient: str) -> str:
    try:
        return canonical_key(recipient)
    except BadAddress:
        return recipient.casefold()
