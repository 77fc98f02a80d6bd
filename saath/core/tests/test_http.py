import re
import socket
import threading
import time
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from saath.core.http import STEP_SECONDS, AnswerRefused, client
from saath.core.outside import AddressRefused


@pytest.fixture
def listed(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]


@pytest.mark.usefixtures("listed")
def test_listed_host_answers(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hello", query_string="a=1").respond_with_data("yes")
    with client() as web:
        assert web.get(httpserver.url_for("/hello?a=1")).text == "yes"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_our_own_network_is_refused(host: str, settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with client() as web, pytest.raises(AddressRefused):
        web.get(f"http://{host}:9/")


@pytest.mark.usefixtures("listed")
def test_redirect_into_our_network_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/away").respond_with_response(
        Response(status=302, headers={"Location": f"http://127.0.0.1:{httpserver.port}/secret"})
    )
    with client() as web, pytest.raises(AddressRefused):
        web.get(httpserver.url_for("/away"))


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(_host: str, port: int, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (address, port)) for address in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with client() as web, pytest.raises(AddressRefused):
        web.get("http://example.com/")


@pytest.mark.usefixtures("listed")
def test_long_answer_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("x" * 2000)
    with client(max_bytes=1000) as web, pytest.raises(AnswerRefused):
        web.get(httpserver.url_for("/"))


@pytest.mark.usefixtures("listed")
def test_packed_answer_is_refused(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"bomb", headers={"Content-Encoding": "gzip"})
    with client() as web, pytest.raises(AnswerRefused):
        web.get(httpserver.url_for("/"))


@pytest.mark.usefixtures("listed")
def test_dripping_answer_ends_at_its_deadline() -> None:
    came_to_its_end = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = threading.Thread(target=_drip, args=(server, came_to_its_end), daemon=True)
        dripping.start()
        with client(total_seconds=0.5) as web, pytest.raises((AnswerRefused, httpx.TimeoutException)):
            web.get(f"http://localhost:{server.getsockname()[1]}/")
    dripping.join()
    assert not came_to_its_end.is_set()


@pytest.mark.usefixtures("listed")
def test_a_way_of_many_servers_has_one_deadline(httpserver: HTTPServer) -> None:
    def lead_on(request: Request) -> Response:
        time.sleep(0.3)
        return Response(status=302, headers={"Location": f"{request.path}x"})

    httpserver.expect_request(re.compile("/x*")).respond_with_handler(lead_on)
    begun = time.monotonic()
    with client(total_seconds=0.5) as web:
        for _call in range(2):
            with pytest.raises((AnswerRefused, httpx.TimeoutException)):
                web.get(httpserver.url_for("/x"))
    assert time.monotonic() - begun < 1.5


def _drip(server: socket.socket, came_to_its_end: threading.Event) -> None:
    connection, _address = server.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            try:
                connection.sendall(f"X-{number}: y\r\n".encode())
            except OSError:
                return
            time.sleep(0.05)
    came_to_its_end.set()


@pytest.mark.usefixtures("listed")
def test_a_server_that_takes_no_line_ends_at_its_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, ExitStack() as waiting:
        address = server.getsockname()
        for _each in range(2):
            line = waiting.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(address)  # the queue of those that wait is full by these
        begun = time.monotonic()
        with client(total_seconds=0.5) as web, pytest.raises((AnswerRefused, httpx.TimeoutException)):
            web.get(f"http://localhost:{address[1]}/")
        assert time.monotonic() - begun < STEP_SECONDS


@pytest.mark.usefixtures("listed")
def test_unreachable_server_is_an_httpx_error() -> None:
    with client() as web, pytest.raises(httpx.TransportError):
        web.get("http://localhost:1/")
