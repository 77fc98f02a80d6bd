"""Files by a link that ends, conversations by their words, and the audit."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from saath.api.tests.builders import BASE, Program, program_at, program_of
from saath.conversations.models import Upload
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.files.actions import release_unclaimed_files
from saath.files.models import StoredFile
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.models import Domain
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope


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


def in_a_form(*parts: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """Return a form (RFC 7578) of parts with a name, a file's name and octets, and its media type."""
    body = b"".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"{file and f"; filename={file!r}"}\r\n\r\n'.replace(
            "'", '"'
        ).encode()
        + octets
        + b"\r\n"
        for name, file, octets in parts
    )
    return body + b"--edge--\r\n", "multipart/form-data; boundary=edge"


def send_form(program: Program, path: str, *parts: tuple[str, str, bytes], **headers: str) -> Any:
    """Post a form."""
    body, kind = in_a_form(*parts)
    told = {"Authorization": f"Bearer {program.token}", **headers}
    return program.client.generic("POST", f"{BASE}{path}", body, content_type=kind, headers=told)


def put_in(program: Program, name: str = "label.txt", octets: bytes = b"fragile") -> dict[str, Any]:
    """Put a file in."""
    answered = program.post(f"/files?name={name}", octets)
    assert answered.status_code == HTTPStatus.CREATED
    assert answered["Location"] == f"/api/v1/files/{answered.json()['id']}"
    return dict(answered.json())


def test_a_file_is_put_in_once_and_goes_with_whatever_names_it(program: Program, conversation: UUID) -> None:
    file = put_in(program)
    assert (file["name"], file["size"], file["content_type"]) == ("label.txt", 7, "text/plain")
    assert fetch(file["url"]) == fetch(program.get(f"/files/{file['id']}").json()["url"]) == HTTPStatus.OK
    said = {"text": "Here it is.", "file_ids": [file["id"]]}
    for verb in ("reply", "notes"):
        sent = program.post(f"/conversations/{conversation}/{verb}", said).json()
        assert [each["name"] for each in sent["attachments"]] == ["label.txt"]
    waiting = program.post(
        f"/conversations/{conversation}/schedule",
        {**said, "leaves_at": f"{now() + timedelta(days=1):%FT%TZ}"},
    ).json()
    assert [each["name"] for each in waiting["files"]] == ["label.txt"]


def test_a_file_that_was_put_in_goes_into_a_draft_once(program: Program, conversation: UUID) -> None:
    file = put_in(program)
    for version in (0, 1):
        wish = {"text": "Here", "file_ids": [file["id"]], "seen_version": version}
        (draft,) = program.ask("PUT", f"/conversations/{conversation}/draft", wish).json()["items"]
    assert [each["name"] for each in draft["files"]] == ["label.txt"]


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("../../.ssh/id.txt", "id.txt"),
        ("a\r\nBcc: x.txt", "aBcc: x.txt"),
        ("\u202egnp.exe", "gnp.exe"),
        ("..", "file"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(program: Program, named: str, kept: str) -> None:
    assert program.post(f"/files?name={quote(named)}", b"hello").json()["name"] == kept


def test_a_file_in_a_form_brings_its_name(program: Program) -> None:
    found = send_form(program, "/files", ("file", "પહોંચ.txt", b"fragile"))
    assert (found.status_code, found.json()["name"]) == (HTTPStatus.CREATED, "પહોંચ.txt")
    assert send_form(program, "/files?name=other.txt", ("file", "a.txt", b"x")).json()["name"] == "other.txt"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ([], HTTPStatus.UNPROCESSABLE_ENTITY),
        ([("file", "a.txt", b"1"), ("file", "b.txt", b"2")], HTTPStatus.UNPROCESSABLE_ENTITY),
        ([("picture", "a.txt", b"1")], HTTPStatus.UNPROCESSABLE_ENTITY),
        ([("file", "", b"words")], HTTPStatus.UNPROCESSABLE_ENTITY),
        ([("file", "a.txt", b"1"), ("about", "", b"words")], HTTPStatus.UNPROCESSABLE_ENTITY),
        ([("file", "a.txt", b"1" * 5_000)], HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_a_form_with_anything_else_is_refused(
    desk: Desk, program: Program, settings: Any, parts: list[tuple[str, str, bytes]], status: HTTPStatus
) -> None:
    settings.MAX_FILE_BYTES = 4_000
    assert send_form(program, "/files", *parts).status_code == status
    with store_scope(desk.store_id):
        assert not Upload.objects.exists()


def test_what_is_no_form_is_told_so(program: Program) -> None:
    for kind in ("multipart/form-data", "multipart/form-data; boundary=edge"):
        told = {"Authorization": f"Bearer {program.token}"}
        found = program.client.generic("POST", f"{BASE}/files", b"no form", content_type=kind, headers=told)
        assert found.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY), kind
        assert found["Content-Type"] == "application/problem+json"
    assert program.post("/files", b"x").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert program.post("/files?name=a", {"a": 1}).status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


def test_its_type_is_what_it_is_and_not_what_it_is_called(program: Program) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    assert put_in(program, "invoice.pdf", png)["content_type"] == "image/png"


def test_a_shop_whose_files_fill_its_room_takes_no_more(program: Program, settings: Any) -> None:
    settings.FILES_QUOTA_BYTES = 10
    refused = program.post("/files?name=big.txt", b"more than ten")
    assert refused.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert refused.json()["type"].endswith("/quota-exceeded")


def test_a_repeat_puts_a_file_in_once(program: Program) -> None:
    first, again = (program.post("/files?name=a.txt", b"x", Idempotency_Key="k").json()["id"] for _ in "12")
    assert first == again
    assert (
        program.post("/files?name=b.txt", b"x", Idempotency_Key="k").status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    assert (
        program.post("/files?name=a.txt", b"y", Idempotency_Key="k").status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )


def test_a_file_is_named_by_who_put_it_in_and_for_a_day(
    desk: Desk, program: Program, conversation: UUID
) -> None:
    file = put_in(program)
    said = {"text": "Here it is.", "file_ids": [file["id"]]}
    owner = program_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
    assert owner.get(f"/files/{file['id']}").status_code == HTTPStatus.NOT_FOUND
    refused = owner.post(f"/conversations/{conversation}/reply", said)
    assert refused.json()["errors"][0]["pointer"] == "#/file_ids"
    with time_machine.travel(now() + timedelta(hours=25)):
        assert program.get(f"/files/{file['id']}").status_code == HTTPStatus.NOT_FOUND
        late = program.post(f"/conversations/{conversation}/notes", said)
        assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_what_was_named_nowhere_is_swept(desk: Desk, program: Program, conversation: UUID) -> None:
    put_in(program, "left.txt", b"left")
    named = put_in(program, "named.txt", b"named")
    program.post(f"/conversations/{conversation}/notes", {"text": "Here", "file_ids": [named["id"]]})
    at = now() + timedelta(days=8)
    with time_machine.travel(at):
        purge_expired(at)
        with store_scope(desk.store_id):
            assert release_unclaimed_files(TEST, at=at) == 1
            assert StoredFile.objects.live().filter(name="named.txt").exists()
            assert not StoredFile.objects.live().filter(name="left.txt").exists()


def test_a_program_that_may_not_put_files_in_does_not(desk: Desk) -> None:
    reader = program_at(desk, "files:read", "conversations:write")
    assert reader.post("/files?name=a.txt", b"x").status_code == HTTPStatus.FORBIDDEN
