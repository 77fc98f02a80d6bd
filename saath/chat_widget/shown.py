"""Messages as the API hands them out."""

from __future__ import annotations

from typing import Any

from saath.chats.queries.page import ShownFile, ShownMessage
from saath.ui.faces import hue, initials


def message_json(message: ShownMessage, *, shop_name: str) -> dict[str, Any]:
    """Return a message; who answers without a name, as machines do, does so as the shop."""
    name = "" if message.by == "you" else message.name or shop_name
    return {
        "id": str(message.id),
        "by": message.by,
        "name": name,
        "face": initials(name, most=1) if name else "",
        "hue": hue(message.seat or shop_name) if name else None,
        "text": message.text,
        "html": message.html,
        "at": message.at.isoformat(),
        "state": "read" if message.is_read else "sent",
        "answers": message.answers or None,
        "order": {"number": message.order} if message.order else None,
        "files": [_file_json(each) for each in message.files],
    }


def _file_json(file: ShownFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "type": file.content_type,
        "size": file.size,
        "url": file.url,
        "thumb": file.thumb or None,
    }
