"""Services that send over HTTP, each behind a server that speaks as its documentation says: one contract for all."""

from __future__ import annotations

import json
import socket
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from pytest_django import Settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.channels.email.transport import transport_of

GIVEN_ID = "202611221200.1@smtp-relay.mailin.fr"


@cache
def mail() -> bytes:
    """Return an answer as we compose it: two versions, a file, the thread, and two recipients."""
    message = EmailMessage()
    message["From"] = '"Meera, Paanch Takiye" <shop@paanch.example>'
    message["To"] = "Usha <u@x.in>"
    message["Cc"] = "v@xn--81b5an1cic.example"
    message["Reply-To"] = "shop+tag@paanch.example"
    message["Subject"] = "कुशन कल मिलेगा"
    message["Message-ID"] = "<a@paanch.example>"
    message["In-Reply-To"] = "<q@x.in>"
    message["References"] = "<q@x.in>"
    message.set_content("नमस्ते\n")
    message.add_alternative("<p>नमस्ते</p>", subtype="html")
    message.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="बिल.pdf")
    return message.as_bytes()


@dataclass(frozen=True)
class Stand:
    """What a service does: where it takes mails, how it checks the key, what it says when it took one, when it did not."""

    name: str
    path: str
    taken: tuple[int, dict[str, str]]
    has_key: Callable[[Request], bool]
    refusal: Callable[[str], dict[str, str]]
    given_id: str


MAILGUN = Stand(
    "mailgun",
    "/v3/paanch.example/messages.mime",
    (200, {"id": "<a@paanch.example>", "message": "Queued. Thank you."}),
    lambda request: (
        request.headers["Authorization"] == "Basic " + b64encode(b"api:key-secret").decode("ascii")
    ),
    lambda words: {"message": words},
    "a@paanch.example",
)
BREVO = Stand(
    "brevo",
    "/v3/smtp/email",
    (201, {"messageId": f"<{GIVEN_ID}>"}),
    lambda request: request.headers["api-key"] == "key-secret",
    lambda words: {"code": "invalid_parameter", "message": words},
    GIVEN_ID,
)
BOTH = pytest.mark.parametrize("stand", [MAILGUN, BREVO], ids=lambda stand: stand.name)


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]


def send(stand: Stand, port: int) -> SendResult:
    transport = transport_of(f"{stand.name}://paanch.example:key-secret@localhost:{port}")
    return transport("shop@paanch.example", ["u@x.in", "v@बाज़ार.example"], mail())


def answering(server: HTTPServer, stand: Stand, status: int, said: object, **headers: str) -> None:
    server.expect_request(stand.path, method="POST").respond_with_json(said, status=status, headers=headers)


@BOTH
def test_a_mail_that_is_taken_has_the_name_that_the_service_gave_it(
    httpserver: HTTPServer, stand: Stand
) -> None:
    answering(httpserver, stand, *stand.taken)
    result = send(stand, httpserver.port)
    assert (result.outcome, result.provider_id) == (SendOutcome.SENT, stand.given_id)
    ((request, _answer),) = httpserver.log
    assert stand.has_key(request)


@BOTH
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, NeedsReauth),
        (403, NeedsReauth),
        (404, NeedsReauth),
        (400, Rejected),
        (413, Rejected),
        (500, RetryLater),
        (503, RetryLater),
    ],
)
def test_refusals_are_told_apart_in_the_services_words_and_without_the_key(
    httpserver: HTTPServer, stand: Stand, status: int, error: type[Exception]
) -> None:
    answering(httpserver, stand, status, stand.refusal("not for you"))
    with pytest.raises(error, match=f"{status} not for you") as raised:
        send(stand, httpserver.port)
    assert "key-secret" not in str(raised.value)


@BOTH
@pytest.mark.parametrize("header", ["Retry-After", "x-sib-ratelimit-reset"])
def test_a_busy_service_says_how_long_to_wait(httpserver: HTTPServer, stand: Stand, header: str) -> None:
    answering(httpserver, stand, 429, stand.refusal("slow down"), **{header: "77"})
    with pytest.raises(RetryLater) as raised:
        send(stand, httpserver.port)
    assert raised.value.seconds == 77


@BOTH
def test_a_gateway_that_lost_the_answer_leaves_it_unknown(httpserver: HTTPServer, stand: Stand) -> None:
    answering(httpserver, stand, 504, {})
    assert send(stand, httpserver.port).outcome is SendOutcome.UNKNOWN


@BOTH
def test_words_that_are_no_json_are_passed_on(httpserver: HTTPServer, stand: Stand) -> None:
    httpserver.expect_request(stand.path).respond_with_data("<h1>Blocked</h1>", status=400)
    with pytest.raises(Rejected, match="Blocked"):
        send(stand, httpserver.port)


@BOTH
def test_a_closed_port_is_tried_later_and_said_in_words(stand: Stand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(RetryLater) as raised:
        send(stand, port)
    assert ("refused" in str(raised.value), "Errno" in str(raised.value)) == (True, False)


@BOTH
def test_a_private_address_is_not_called(settings: Settings, httpserver: HTTPServer, stand: Stand) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(NeedsReauth, match="private network"):
        send(stand, httpserver.port)
    assert not httpserver.log


def test_mailgun_gets_the_mail_as_it_is(httpserver: HTTPServer) -> None:
    answering(httpserver, MAILGUN, *MAILGUN.taken)
    send(MAILGUN, httpserver.port)
    ((request, _answer),) = httpserver.log
    assert request.form.getlist("to") == ["u@x.in", "v@xn--81b5an1cic.example"]
    with request:
        assert request.files["message"].read() == mail()


def asked(request: Request) -> dict[str, Any]:
    return dict(json.loads(request.data))


def test_brevo_gets_the_parts_of_the_mail(httpserver: HTTPServer) -> None:
    answering(httpserver, BREVO, *BREVO.taken)
    result = send(BREVO, httpserver.port)
    ((request, _answer),) = httpserver.log
    sent = asked(request)
    assert sent["sender"] == {"email": "shop@paanch.example", "name": "Meera, Paanch Takiye"}
    assert (sent["to"], sent["cc"]) == (
        [{"email": "u@x.in", "name": "Usha"}],
        [{"email": "v@xn--81b5an1cic.example"}],
    )
    assert (sent["replyTo"], sent["subject"]) == ({"email": "shop+tag@paanch.example"}, "कुशन कल मिलेगा")
    assert (sent["textContent"], sent["htmlContent"]) == ("नमस्ते\n", "<p>नमस्ते</p>\n")
    (file,) = sent["attachment"]
    assert (file["name"], b64decode(file["content"])) == ("बिल.pdf", b"%PDF-1")
    headers = sent["headers"]
    assert (headers["In-Reply-To"], headers["References"]) == ("<q@x.in>", "<q@x.in>")
    assert UUID(headers["idempotencyKey"])
    assert result.message_id == GIVEN_ID


def test_brevo_is_asked_once_more_under_the_same_key_and_heeds_the_first_only(httpserver: HTTPServer) -> None:
    taken: dict[str, str] = {}

    def brevo(request: Request) -> Response:
        key = asked(request)["headers"]["idempotencyKey"]
        if key in taken:
            return Response('{"code": "duplicate_request", "message": "known"}', status=400)
        taken[key] = "sent"
        return Response("", status=504)

    httpserver.expect_request(BREVO.path).respond_with_handler(brevo)
    assert send(BREVO, httpserver.port).outcome is SendOutcome.SENT
    assert (len(taken), len(httpserver.log)) == (1, 2)
    assert send(BREVO, httpserver.port).outcome is SendOutcome.SENT
    assert len(taken) == 2  # another mail is no repeat


def test_a_refusal_of_the_repeat_says_nothing_of_the_first(httpserver: HTTPServer) -> None:
    answers = iter([Response("", status=504), Response('{"message": "no"}', status=401)])
    httpserver.expect_request(BREVO.path).respond_with_handler(lambda _request: next(answers))
    assert send(BREVO, httpserver.port).outcome is SendOutcome.UNKNOWN


def test_brevo_without_credits_waits_for_a_person(httpserver: HTTPServer) -> None:
    answering(httpserver, BREVO, 402, {"code": "not_enough_credits", "message": "no credits"})
    with pytest.raises(NeedsReauth, match="no credits"):
        send(BREVO, httpserver.port)
