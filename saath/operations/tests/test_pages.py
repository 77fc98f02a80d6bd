"""WSGI pages behind a real server: whole answers, files that hold no thread."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from saath.operations.asgi import Receive, Scope, Send
from saath.operations.pages import BLOCK_BYTES, FileBody, Pages
from saath.operations.tests.serving import serving
from saath.operations.whole_requests import WholeRequests
from saath.ui.errors import TOO_LARGE

LARGE = bytes(range(256)) * (BLOCK_BYTES // 256) * 40 + b"end"


def site(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """A page, a large file, and a mistake."""
    if environ["PATH_INFO"] == "/mistake":
        raise RuntimeError("on purpose")
    status = "413 Content Too Large" if environ.get(TOO_LARGE) else "200 OK"
    start_response(status, [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/file":
        wrapper: type[FileBody] = environ["wsgi.file_wrapper"]
        return wrapper(io.BytesIO(LARGE))
    if environ["PATH_INFO"] == "/parts":
        return iter([LARGE, b"", LARGE])
    if environ["PATH_INFO"] == "/breaks":
        return breaking()
    if environ["PATH_INFO"] == "/is-proxied":
        return [environ.get("HTTP_X_FORWARDED_PROTO", "nobody said").encode()]
    # As Django reads it: as much as was declared.
    return [environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"page"]


def breaking() -> Iterator[bytes]:
    """Give a part, and then a mistake."""
    yield LARGE
    raise RuntimeError("on purpose")


class Site:
    """The site without a lifespan of its own, on a single thread."""

    def __init__(self) -> None:
        self._pages = WholeRequests(Pages(site, threads=1), most_bytes=1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._pages(scope, receive, send) if scope["type"] == "http" else await _live(receive, send)


async def _live(receive: Receive, send: Send) -> None:
    for _ in range(2):
        message = await receive()
        await send({"type": f"{message['type']}.complete"})


def test_page_and_form_are_answered() -> None:
    with serving(Site()) as address:
        assert httpx.get(address).text == "page"
        assert httpx.post(address, content=b"form").text == "form"


def test_form_in_chunks_arrives_whole() -> None:
    with serving(Site()) as address:
        assert httpx.post(address, content=iter([b"fo", b"rm"])).text == "form"


@pytest.mark.parametrize("content", [b"x" * 5_000_000, None], ids=["declared", "in chunks"])
def test_ten_at_once_who_send_too_much_are_told_so_when_they_have_sent_it(content: bytes | None) -> None:
    def send(address: str) -> tuple[int, str]:
        answer = httpx.post(address, content=content or (b"x" * 100_000 for _ in range(50)), timeout=60)
        return answer.status_code, answer.text

    with serving(Site()) as address, ThreadPoolExecutor(10) as senders:
        assert list(senders.map(send, [address] * 10)) == [(413, "page")] * 10
        assert httpx.get(address).text == "page"


def test_head_gives_no_body() -> None:
    with serving(Site()) as address, httpx.Client() as client:
        for path in ("", "/file", "/parts"):
            answer = client.head(f"{address}{path}")
            assert (answer.status_code, answer.content) == (200, b"")
        assert client.get(address).text == "page"


def test_answer_that_breaks_in_the_middle_ends_its_line_and_no_other() -> None:
    with serving(Site()) as address:
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{address}/breaks")
        assert httpx.get(address).text == "page"


def test_file_arrives_whole() -> None:
    with serving(Site()) as address:
        assert httpx.get(f"{address}/file").content == LARGE


def test_long_answer_in_parts_arrives_whole() -> None:
    with serving(Site()) as address:
        assert httpx.get(f"{address}/parts").content == LARGE * 2


def test_name_with_an_underscore_is_not_taken_for_the_header_of_a_proxy() -> None:
    with serving(Site()) as address:
        forged = {"X_Forwarded_Proto": "https"}
        assert httpx.get(f"{address}/is-proxied", headers=forged).text == "nobody said"
        assert httpx.get(f"{address}/is-proxied", headers={"X-Forwarded-Proto": "https"}).text == "https"


def test_slow_download_does_not_hold_the_only_thread() -> None:
    with serving(Site()) as address, httpx.stream("GET", f"{address}/file") as slow:
        assert httpx.get(address, timeout=60).text == "page"
        assert b"".join(slow.iter_bytes()) == LARGE


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_download_that_breaks_off_leaves_the_server_well() -> None:
    with serving(Site()) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.sendall(b"GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
            line.recv(1000)
        assert httpx.get(address, timeout=60).text == "page"


def test_mistake_in_a_page_is_a_500_and_the_next_page_works() -> None:
    with serving(Site()) as address:
        assert httpx.get(f"{address}/mistake").status_code == 500
        assert httpx.get(address).text == "page"
