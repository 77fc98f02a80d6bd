"""Exports of other help desks for tests, in the shapes that those desks document."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from saath.conversations.tests.builders import Desk, work
from saath.imports.actions.bringing import bring_in, check_bringing
from saath.imports.choices import Choices, choices_of
from saath.imports.models import Bringing
from saath.imports.receiving import receive
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

ASHA = {"id": 9001, "name": "Asha Patel", "email": "asha@oldteam.example", "role": "agent"}
SUNITA = {"id": 501, "name": "Sunita Verma", "email": "Sunita@example.in", "role": "end-user", "phone": None}
API = "https://paanch.zendesk.com/api/v2"


def zendesk_comment(number: int, author: int, text: str, **more: Any) -> dict[str, Any]:
    """A comment as Zendesk gives it."""
    return {
        "id": number,
        "type": "Comment",
        "author_id": author,
        "body": text,
        "html_body": f'<div class="zd-comment" dir="auto"><p>{text}</p></div>',
        "plain_body": text,
        "public": True,
        "attachments": [],
        "audit_id": number * 10,
        "created_at": f"2024-03-05T09:{number % 60:02}:00Z",
        **more,
    }


def zendesk_ticket(number: int = 35436, **more: Any) -> dict[str, Any]:
    """A ticket with its comments and people, as a line of the full JSON export."""
    return {
        "url": f"{API}/tickets/{number}.json",
        "id": number,
        "via": {
            "channel": "email",
            "source": {"from": {"address": "sunita@example.in"}, "to": {}, "rel": None},
        },
        "created_at": "2024-03-05T09:00:00Z",
        "updated_at": "2024-03-06T09:00:00Z",
        "subject": "Where is my parcel?",
        "status": "closed",
        "requester_id": 501,
        "submitter_id": 501,
        "assignee_id": 9001,
        "tags": ["parcel", "late"],
        "custom_fields": [{"id": 27642, "value": "PT-20418"}],
        "requester": SUNITA,
        "assignee": ASHA,
        "comments": [
            zendesk_comment(number * 100 + 1, 501, "Kab tak aayega mera parcel?"),
            zendesk_comment(number * 100 + 2, 9001, "Courier se poochhna hai", public=False),
            zendesk_comment(number * 100 + 3, 9001, "It leaves tomorrow."),
        ],
        **more,
    }


def lines_of(things: Iterable[Mapping[str, Any]]) -> bytes:
    """Things as JSON lines."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in things).encode()


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, octets in files.items():
            archive.writestr(path, octets)
    return out.getvalue()


def look(desk: Desk, octets: bytes, name: str = "export.json") -> Bringing:
    """Bring a file and have it looked through."""
    with store_scope(desk.store_id):
        begun = receive(TEST, io.BytesIO(octets), name=name, max_bytes=1_000_000_000)
    work()
    return again(desk, begun)


def check(desk: Desk, bringing: Bringing, **chosen: Any) -> Bringing:
    """Have a file checked as it is guessed, but for what is chosen."""
    with store_scope(desk.store_id):
        kept: dict[str, Any] = choices_of(bringing).as_kept()
        for what, more in chosen.items():
            kept[what] = {**kept[what], **more} if isinstance(more, dict) else more
        check_bringing(TEST, bringing, choices=Choices(**kept))
    work()
    return again(desk, bringing)


def bring(desk: Desk, octets: bytes, name: str = "export.json", **chosen: Any) -> Bringing:
    """Bring a file in, from the upload to its end."""
    bringing = check(desk, look(desk, octets, name), **chosen)
    with store_scope(desk.store_id):
        bring_in(TEST, bringing)
    work()
    return again(desk, bringing)


def again(desk: Desk, bringing: Bringing) -> Bringing:
    """The file as it stands now."""
    with store_scope(desk.store_id):
        return Bringing.objects.select_related("file").get(pk=bringing.pk)
