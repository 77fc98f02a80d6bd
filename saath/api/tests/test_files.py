"""Files by a link that ends, conversations by their words, and the audit."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from saath.api.tests.builders import Program, program_at, program_of
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.models import Domain


@pytest.fixture(autouse=True)
def _host_of_files(desk: Desk) -> None:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.paanch.test")


def fetch(url: str) -> int:
    """Ask the host of files for a link, without any token."""
    parts = urlsplit(url)
    answer = Client(headers={"host": parts.netloc}).get(parts.path)
    b"".join(answer)
    return answer.status_code


def test_a_file_is_downloaded_by_a_link_that_ends(program: Program, conversation: UUID) -> None:
    kept = program.post(f"/conversations/{conversation}/draft/files?name=label.txt", b"fragile").json()
    (file,) = kept["items"][0]["files"]
    found = program.get(f"/files/{file['id']}").json()
    assert {name: found[name] for name in file} == file
    assert fetch(found["url"]) == HTTPStatus.OK
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert fetch(found["url"]) == HTTPStatus.NOT_FOUND


def test_a_file_of_a_message_keeps_its_id(program: Program, conversation: UUID) -> None:
    kept = program.post(f"/conversations/{conversation}/draft/files?name=label.txt", b"fragile").json()
    chosen = [each["id"] for each in kept["items"][0]["files"]]
    sent = program.post(
        f"/conversations/{conversation}/reply", {"text": "Here it is.", "file_ids": chosen}
    ).json()
    (attachment,) = sent["attachments"]
    assert fetch(program.get(f"/files/{attachment['id']}").json()["url"]) == HTTPStatus.OK


def test_files_are_for_who_may_read_them(desk: Desk, conversation: UUID) -> None:
    program = program_at(desk, "conversations:write")
    kept = program.post(f"/conversations/{conversation}/draft/files?name=label.txt", b"fragile").json()
    (file,) = kept["items"][0]["files"]
    assert program.get(f"/files/{file['id']}").status_code == HTTPStatus.FORBIDDEN
    assert program_at(desk, "files:read").get(f"/files/{conversation}").status_code == HTTPStatus.NOT_FOUND


def test_conversations_are_found_by_their_words_page_by_page(program: Program) -> None:
    for number in range(3):
        arrive(mail(f"The jhumka {number} broke", subject="Broken", sender=f"c{number}@example.in"))
    first = program.get("/find?q=jhumka+broke&limit=2").json()
    second = program.get(f"/find?q=jhumka+broke&limit=2&cursor={first['next_cursor']}").json()
    assert len({each["id"] for each in first["items"] + second["items"]}) == 3
    assert second["next_cursor"] is None
    assert program.get("/find?q=nosuchword").json()["items"] == []
    assert program.get("/find?q=").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_audit_is_for_the_owner(desk: Desk, program: Program) -> None:
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    owner.ask("PATCH", "/settings", {"colour": "#1d4e79"})
    (line,) = owner.get("/audit?kind=settings_changed&limit=1").json()["items"]
    assert (line["kind"], line["about_name"]) == ("settings_changed", None)
    assert line["detail"] == {"changed": ["name", "colour"]}
    assert owner.get("/audit?kind=nothing").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert program.get("/audit").status_code == HTTPStatus.FORBIDDEN
