"""Names of attachments, as safe to show and to save as the sender's were not."""

from __future__ import annotations

import mimetypes
import re
import unicodedata

MAX_NAME_OCTETS = 150

# Controls, bidirectional overrides that turn "fdp.exe" round, and what file systems or shells stumble over.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*\ud800-\udfff]')


def safe_name(name: str, content_type: str, number: int) -> str:
    """Return a name without path, control or direction characters; 'attachment-N.ext' where none is left."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    base = " ".join(_UNSAFE.sub("", base).split()).strip(". ")
    return _shortened(base) or f"attachment-{number}{mimetypes.guess_extension(content_type) or ''}"


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_OCTETS:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    room = MAX_NAME_OCTETS - len((dot + extension).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + dot + extension
