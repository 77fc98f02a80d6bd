"""The Python client: typed after the schema, patient where it helps, and careful that nothing is done twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
import pytest
from django.test import Client
from saath_client import NotFromTheShop, Problem, Saath, etag_of, read_webhook

from examples.answer_a_conversation import answer_first
from saath.api.tests.builders import program_at
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.tenancy.models import Domain
from saath.webhooks.signing import headers as signed_headers
from saath.webhooks.signing import new_secret

CLIENT = Path(__file__).parents[3] / "clients" / "python"


class Line(httpx.BaseTransport):
    """A line to the shop that is cut where a test says so: before the shop hears, or before its answer comes."""

    def __init__(self) -> None:
        self.shop = Client()
        self.cut: list[Callable[[httpx.Request], httpx.Response]] = []
        self.keys: list[str | None] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers.get("Idempotency-Key"))
        return (self.cut.pop(0) if self.cut else self.answered)(request)

    def answered(self, request: httpx.Request) -> httpx.Response:
        answer = self.shop.generic(
            request.method,
            request.url.raw_path.decode(),
            request.read(),
            content_type=request.headers.get("Content-Type", ""),
            headers=dict(request.headers),
        )
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)

    def answer_lost(self, request: httpx.Request) -> httpx.Response:
        self.answered(request)
        raise httpx.ReadError("cut", request=request)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(desk: Desk, line: Line, pauses: list[float]) -> Saath:
    token = program_at(desk).token
    return Saath(f"http://{desk.shop.host}", token, transport=line, pause=pauses.append)


def test_a_list_is_gone_through_whatever_its_length(client: Saath, desk: Desk) -> None:
    for number in range(4):
        arrive(mail(f"Question {number}", subject=f"Order {number}", sender=f"c{number}@example.in"))
    found = [each["id"] for each in client.list_conversations(limit=2)]
    assert len(found) == len({*found}) == 5


def test_a_conversation_is_read_answered_and_solved(client: Saath, conversation: UUID) -> None:
    found = client.get_conversation(str(conversation), include="messages")
    said = client.reply_to_conversation(found["id"], text="Tomorrow.", if_match=etag_of(found))
    assert said["delivery"] is not None
    assert said["delivery"]["state"] == "held"
    with pytest.raises(Problem) as refused:
        client.solve_conversation(found["id"], if_match=etag_of(found))
    assert (refused.value.status, refused.value.name) == (412, "changed")
    assert client.solve_conversation(found["id"], resolution="answer")["state"] == "solved"


def test_the_example_answers_what_waits(client: Saath, conversation: UUID) -> None:
    reference = client.get_conversation(str(conversation))["reference"]
    assert answer_first(client, "It leaves tomorrow.") == reference
    assert answer_first(client, "It leaves tomorrow.") == ""


def test_what_is_wrong_is_told_with_its_place(client: Saath, conversation: UUID) -> None:
    with pytest.raises(Problem) as refused:
        client.reply_to_conversation(str(conversation), text="")
    assert refused.value.status == 422
    assert refused.value.errors[0]["pointer"] == "#/text"


def test_an_answer_whose_word_was_lost_is_written_once(
    client: Saath, line: Line, pauses: list[float], conversation: UUID
) -> None:
    line.cut = [line.answer_lost]
    client.add_note(str(conversation), text="Call the courier.")
    notes = [
        each
        for each in client.list_messages_of_conversation(str(conversation))
        if each["direction"] == "note"
    ]
    assert len(notes) == 1
    assert line.keys[0] == line.keys[1] is not None
    assert len(pauses) == 1


def test_it_waits_as_long_as_the_shop_asks_and_gives_up_in_the_end(
    client: Saath, line: Line, pauses: list[float]
) -> None:
    line.cut = [lambda _request: httpx.Response(429, headers={"Retry-After": "7"})]
    assert client.get_me()["role"] == "member"
    assert pauses == [7.0]
    line.cut = [lambda _request: httpx.Response(503)] * 5
    with pytest.raises(Problem) as refused:
        client.get_me()
    assert refused.value.status == 503
    assert len(pauses) == 5


def test_an_id_is_no_way_into_another_address(client: Saath) -> None:
    with pytest.raises(Problem) as refused:
        client.get_conversation("../me?x=")
    assert refused.value.status == 404


def test_a_webhook_is_believed_by_its_signature_and_its_time() -> None:
    secret, body, now = new_secret(), '{"type":"message.received"}', 1_800_000_000
    sent = signed_headers([new_secret(), secret], message_id=f"msg_{uuid4().hex}", timestamp=now, body=body)
    headers = {name.title(): value for name, value in sent.items()}
    octets = body.encode()
    assert read_webhook(secret, headers, octets, now=now)["type"] == "message.received"
    wrong = [
        (headers, octets + b" ", now),
        (headers, octets, now + 301),
        ({**headers, "Webhook-Id": "msg_other"}, octets, now),
        ({**headers, "Webhook-Signature": "v1,AAAA é"}, octets, now),
        ({}, octets, now),
    ]
    for given, came, at in wrong:
        with pytest.raises(NotFromTheShop):
            read_webhook(secret, given, came, now=at)


def test_it_is_as_the_schema_says() -> None:
    command = [sys.executable, str(CLIENT / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_built_with_its_types(tmp_path: Path) -> None:
    copy = shutil.copytree(CLIENT, tmp_path / "client")
    uv, python = str(Path(sys.executable).with_name("uv")), sys.executable
    options = ["--wheel", "--no-build-isolation", "--offline", "--python", python, "-o", str(tmp_path)]
    done = subprocess.run([uv, "build", *options], capture_output=True, text=True, check=False, cwd=copy)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("saath_client-*.whl")
    assert "saath_client/py.typed" in ZipFile(wheel).namelist()


def test_a_file_goes_again_from_its_beginning_where_the_answer_was_lost(
    desk: Desk, line: Line, tmp_path: Path
) -> None:
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.CONTENT, host="files.paanch.test")
    (tmp_path / "care.txt").write_bytes(b"Wash it cold.")
    line.cut = [line.answer_lost]
    token = program_at(desk).token
    with (tmp_path / "care.txt").open("rb") as file:
        shop = Saath(f"http://{desk.shop.host}", token, transport=line, pause=lambda _seconds: None)
        put_in = shop.put_file_in(name="care.txt", content=file)
    assert put_in["size"] == len(b"Wash it cold.")
    assert len(line.keys) == 2
    assert len({*line.keys}) == 1
