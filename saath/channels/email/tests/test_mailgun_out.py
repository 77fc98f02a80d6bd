from __future__ import annotations

import socket
from base64 import b64decode
from email import message_from_bytes

import pytest
from pytest_django import Settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.channels.email.transport import transport_of

MAIL = (
    b"From: shop@paanch.example\r\nTo: u@x.in\r\nMessage-ID: <a@paanch.example>\r\n\r\nwords \xe0\xa4\x95\r\n"
)


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]


def send(port: int) -> SendResult:
    transport = transport_of(f"mailgun://paanch.example:key-secret@localhost:{port}")
    return transport("shop@paanch.example", ["u@x.in", "v@बाज़ार.example"], MAIL)


def answering(server: HTTPServer, status: int, said: object, **headers: str) -> None:
    server.expect_request("/v3/paanch.example/messages.mime", method="POST").respond_with_json(
        said, status=status, headers=headers
    )


def test_the_mail_goes_out_as_it_is(httpserver: HTTPServer) -> None:
    seen: list[Request] = []

    def take(request: Request) -> Response:
        seen.append(request)
        assert request.form.getlist("to") == ["u@x.in", "v@xn--81b5an1cic.example"]
        assert request.files["message"].read() == MAIL
        return Response(
            '{"id": "<a@paanch.example>", "message": "Queued. Thank you."}', mimetype="application/json"
        )

    httpserver.expect_request("/v3/paanch.example/messages.mime", method="POST").respond_with_handler(take)
    result = send(httpserver.port)
    assert (result.outcome, result.provider_id) == (SendOutcome.SENT, "a@paanch.example")
    assert b64decode(seen[0].headers["Authorization"].split()[1]) == b"api:key-secret"
    assert message_from_bytes(MAIL)["Message-ID"] == "<a@paanch.example>"


@pytest.mark.parametrize(
    ("status", "said", "error", "words"),
    [
        (401, {"message": "Invalid private key"}, NeedsReauth, "Invalid private key"),
        (404, {"message": "Domain not found: paanch.example"}, NeedsReauth, "Domain not found"),
        (400, {"message": "to parameter is not a valid address."}, Rejected, "not a valid address"),
        (413, {"message": "too large"}, Rejected, "413"),
        (500, {"message": "Internal Server Error"}, RetryLater, "Internal"),
    ],
)
def test_refusals_are_told_apart(
    httpserver: HTTPServer, status: int, said: object, error: type[Exception], words: str
) -> None:
    answering(httpserver, status, said)
    with pytest.raises(error, match=words) as raised:
        send(httpserver.port)
    assert "key-secret" not in str(raised.value)


def test_a_busy_service_says_how_long_to_wait(httpserver: HTTPServer) -> None:
    answering(httpserver, 429, {"message": "slow down"}, **{"Retry-After": "77"})
    with pytest.raises(RetryLater) as raised:
        send(httpserver.port)
    assert raised.value.seconds == 77


def test_a_gateway_that_lost_the_answer_leaves_it_unknown(httpserver: HTTPServer) -> None:
    answering(httpserver, 504, {})
    assert send(httpserver.port).outcome is SendOutcome.UNKNOWN


def test_a_closed_port_is_tried_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(RetryLater):
        send(port)


def test_a_private_address_is_not_called(settings: Settings, httpserver: HTTPServer) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(NeedsReauth, match="private network"):
        send(httpserver.port)
    assert not httpserver.log
