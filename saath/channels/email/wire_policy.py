"""How our mails are written out: CRLF, 7-bit bodies, and Message-IDs never broken into encoded words."""

from __future__ import annotations

from email.headerregistry import HeaderRegistry
from email.message import Message
from email.policy import EmailPolicy
from functools import cache
from typing import Any

_ID_HEADERS = frozenset({"message-id", "in-reply-to", "references"})


class _Headers(HeaderRegistry):
    """The stdlib's classes of headers, each made once: it would make one anew for each header of each mail."""

    def __getitem__(self, name: str) -> Any:
        return _with_base(self.registry.get(name.lower(), self.default_class), self.base_class)


@cache
def _with_base(kind: type[Any], base: type[Any]) -> type[Any]:
    return type(f"_{kind.__name__}", (kind, base), {})


class WirePolicy(EmailPolicy):
    """SMTP's policy, but ids are folded between ids only: the stdlib would encode one longer than a line."""

    def fold(self, name: str, value: str) -> str:
        """Return the header as lines."""
        if name.lower() in _ID_HEADERS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as octets."""
        if name.lower() in _ID_HEADERS:
            return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "replace")
        return super().fold_binary(name, value)


WIRE = WirePolicy(header_factory=_Headers(), linesep="\r\n", cte_type="7bit", max_line_length=78)
WIRE_UTF8 = WIRE.clone(utf8=True)


def wire_octets(mail: Message, *, utf8: bool = False) -> bytes:
    """Return the mail as it goes through DATA; `utf8` for addresses that need RFC 6531."""
    return mail.as_bytes(policy=WIRE_UTF8 if utf8 else WIRE)
