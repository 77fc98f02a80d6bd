"""How long, how much, and what a browser may show in place."""

from dataclasses import dataclass
from datetime import timedelta

# Bytes without a row may belong to a transaction that still runs; after this time none does.
UNCOMMITTED_FOR = timedelta(hours=1)

# An upload that no message took up.
UNCLAIMED_FOR = timedelta(days=7)

# Made by us: pictures re-encoded, HTML sanitised.
SHOWN_IN_PLACE = frozenset({"picture", "html"})

PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"})

# Web views inside some phone apps show these in spite of "attachment".
ACTIVE_TYPES = (
    "text/html",
    "application/xhtml",
    "image/svg",
    "text/xml",
    "application/xml",
    "text/javascript",
)


def served_type(kind: str, content_type: str) -> str:
    """The media type that a browser is told: active content of strangers is bytes, our HTML is HTML."""
    if kind == "html":
        return "text/html; charset=utf-8"
    if content_type.startswith(ACTIVE_TYPES):
        return "application/octet-stream"
    return "text/plain; charset=utf-8" if content_type == "text/plain" else content_type


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes it is."""
        return self.last - self.first + 1


class RangeNotSatisfiable(ValueError):
    """The range begins behind the end."""


def wanted_range(header: str, size: int) -> ByteRange | None:
    """The one range of a `Range` header (RFC 9110, 14.2); None when the whole file is to be sent.

    Several ranges or another unit are answered with the whole. Raises RangeNotSatisfiable.
    """
    unit, _, spec = header.partition("=")
    first, dash, last = spec.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or not _are_numbers(first, last):
        return None
    if not first:
        wanted = ByteRange(max(0, size - int(last)), size - 1)
    else:
        wanted = ByteRange(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if wanted.length <= 0:
        raise RangeNotSatisfiable
    return wanted


def _are_numbers(first: str, last: str) -> bool:
    given = [text for text in (first, last) if text]
    return bool(given) and all(text.isascii() and text.isdigit() and len(text) < 16 for text in given)
