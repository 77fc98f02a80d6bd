"""How our mails are written out: CRLF, 7-bit bodies, ids never broken into encoded words, and words never run together."""

from __future__ import annotations

from collections.abc import Iterable
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import Message
from email.policy import EmailPolicy
from functools import cache, lru_cache
from typing import Any

_ID_HEADERS = frozenset({"message-id", "in-reply-to", "references"})
MOST_KEPT = 256
_WORDS_PER_LINE = 75  # characters of an encoded word: RFC 2047 section 2


class _Headers(HeaderRegistry):
    """The stdlib's headers, most of which are the same in each mail: it would make and read each anew, and its class."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = lru_cache(maxsize=MOST_KEPT)(super().__call__)

    def __call__(self, name: str, value: Any) -> Any:
        """Return a header; nobody changes one, so mails may share it."""
        return self._kept(name, value) if type(value) is str else super().__call__(name, value)

    def __getitem__(self, name: str) -> Any:
        return _with_base(self.registry.get(name.lower(), self.default_class), self.base_class)


@cache
def _with_base(kind: type[Any], base: type[Any]) -> type[Any]:
    return type(f"_{kind.__name__}", (kind, base), {})


class WirePolicy(EmailPolicy):
    """SMTP's policy, but ids are folded between ids only: the stdlib would encode one longer than a line.

    Nor are a subject and the names of people folded by the stdlib where they are encoded: it leaves the space between two encoded
    words outside of them, where RFC 2047 (6.2) has every reader drop it.
    """

    def fold(self, name: str, value: str) -> str:
        """Return the header as lines."""
        if name.lower() in _ID_HEADERS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        encoded = "" if self.utf8 or str(value).isascii() else _encoded(name, value)
        return f"{name}: {encoded}\r\n" if encoded else str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as octets."""
        if name.lower() in _ID_HEADERS:
            return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "replace")
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


def _encoded(name: str, value: Any) -> str:
    """Return the header's value in encoded words, '' for what the stdlib has to fold itself."""
    if name.lower() == "subject":
        return _words(str(value), name)
    groups = getattr(value, "groups", ())
    if not groups or any(group.display_name or not _is_plain(group.addresses) for group in groups):
        return ""
    return ",\r\n ".join(_named(address, name) for address in value.addresses)


def _is_plain(addresses: Iterable[Address]) -> bool:
    return all(address.addr_spec.isascii() for address in addresses)


def _named(address: Address, header: str) -> str:
    if address.display_name.isascii():
        return str(address)
    return f"{_words(address.display_name, header)}\r\n <{address.addr_spec}>"


def _words(text: str, header: str) -> str:
    return Header(text, "utf-8", maxlinelen=_WORDS_PER_LINE, header_name=header).encode(linesep="\r\n")


WIRE = WirePolicy(header_factory=_Headers(), linesep="\r\n", cte_type="7bit", max_line_length=78)
WIRE_UTF8 = WIRE.clone(utf8=True)


def wire_octets(mail: Message, *, utf8: bool = False) -> bytes:
    """Return the mail as it goes through DATA; `utf8` for addresses that need RFC 6531."""
    return mail.as_bytes(policy=WIRE_UTF8 if utf8 else WIRE)
