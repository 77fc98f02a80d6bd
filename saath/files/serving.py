"""A file as an HTTP answer: in parts, streamed from disk, harmless in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from saath.files import rules, storage
from saath.files.models import StoredFile
from saath.files.rules import ByteRange, RangeNotSatisfiable

CHUNK_BYTES = 1 << 16
CACHE_SECONDS = 3600
NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'"
LETTER = (
    "img-src 'self' data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


class DiskChunks:
    """The bytes of a range, read as they are sent; the server closes it, sent or not."""

    def __init__(self, file: BinaryIO, part: ByteRange) -> None:
        self.file, self.left = file, part.length
        file.seek(part.first)

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (chunk := self.file.read(min(CHUNK_BYTES, self.left))):
            self.left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def serve(
    stored: StoredFile,
    *,
    name: str,
    range_header: str = "",
    if_range: str = "",
    framed_by: tuple[str, ...] = (),
) -> HttpResponseBase:
    """Answer with a file or the range that was asked for (RFC 9110, 14). Raises FileNotFoundError."""
    etag = f'"{stored.sha256}"'
    try:
        part = rules.wanted_range(range_header, stored.size) if if_range in ("", etag) else None
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    whole = ByteRange(0, stored.size - 1)
    chunks = DiskChunks(storage.open_bytes(stored.sha256), part or whole)
    answer = StreamingHttpResponse(chunks, status=206 if part else 200)
    for header, value in _headers(stored, name, etag, framed_by).items():
        answer[header] = value
    answer["Content-Length"] = str((part or whole).length)
    if part:
        answer["Content-Range"] = f"bytes {part.first}-{part.last}/{stored.size}"
    return answer


def _headers(stored: StoredFile, name: str, etag: str, framed_by: tuple[str, ...]) -> dict[str, str]:
    is_attachment = stored.kind not in rules.SHOWN_IN_PLACE
    return {
        "Content-Type": rules.served_type(stored.kind, stored.content_type),
        "Content-Disposition": content_disposition_header(is_attachment, name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _policy(stored, framed_by),
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Accept-Ranges": "bytes",
        "Cache-Control": f"private, max-age={CACHE_SECONDS}, immutable",
        "ETag": etag,
    }


def _policy(stored: StoredFile, framed_by: tuple[str, ...]) -> str:
    """Nothing may run. A letter may show its pictures and open its links in tabs, framed by the desk only."""
    may = LETTER if stored.kind == StoredFile.Kind.HTML else "sandbox"
    ancestors = " ".join(framed_by) or "'none'"
    return f"{NOTHING_RUNS}; {may}; frame-ancestors {ancestors}"
