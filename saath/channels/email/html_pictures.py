"""Pictures that a mail's HTML holds in itself (RFC 2397 `data:`), made files of the mail like those by Content-ID."""

from __future__ import annotations

import base64
import binascii
import re

from saath.channels.base import InboundAttachment
from saath.channels.email.filenames import safe_name

MAX_PICTURES = 50

_PICTURE = re.compile(
    r"""(src\s{0,9}=\s{0,9}["'])data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=\s]{16,})(?=["'])"""
)


def with_pictures_apart(page: str) -> tuple[str, list[InboundAttachment]]:
    """Return the page with `cid:` addresses in place of its own pictures, and the pictures."""
    pictures: list[InboundAttachment] = []
    if "data:image/" not in page:
        return page, pictures

    def put_apart(found: re.Match[str]) -> str:
        if len(pictures) >= MAX_PICTURES:
            return found[1]
        try:
            data = base64.b64decode(found[3])
        except binascii.Error:
            return found[1]
        name = f"written-in-{len(pictures) + 1}@mail"
        content_type = found[2].lower()
        pictures.append(
            InboundAttachment(safe_name("", content_type, len(pictures) + 1), content_type, data, name, True)
        )
        return f"{found[1]}cid:{name}"

    return _PICTURE.sub(put_apart, page), pictures
