"""Calls to other people's servers.

Each connection, and so each hop of a redirect, is opened to an address that was resolved and checked
just before: a name cannot point into our own network, nor change between check and use.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from ssl import SSLContext
from time import monotonic
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError
from saath.core.outside import NameUnknown, checked_addresses

MAX_BYTES = 10 * 1024 * 1024
TOTAL_SECONDS = 30.0
STEP_SECONDS = 10.0
MAX_REDIRECTS = 5
USER_AGENT = "Saath"
DEADLINE = "deadline"

SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None


class AnswerRefused(SaathError):
    """The other server's answer is too long, too slow, or packed."""

    message = _("The other server's answer was too long or too slow.")
    what_is_safe = _("Nothing of it was kept.")


def client(
    *, max_bytes: int = MAX_BYTES, total_seconds: float = TOTAL_SECONDS, takes_packed: bool = False
) -> httpx.Client:
    """A client for one or a few calls, one after the other; close it, best by `with`.

    Each call with all its redirects has `total_seconds`, but for the time that a name server takes.
    `takes_packed` is for who reads no more of an answer than its raw bytes.
    A call raises AddressRefused, AnswerRefused, or httpx.HTTPError.
    """
    return httpx.Client(
        transport=CheckedTransport(
            max_bytes=max_bytes, total_seconds=total_seconds, takes_packed=takes_packed
        ),
        timeout=httpx.Timeout(STEP_SECONDS),
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        trust_env=False,
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
    )


class CheckedTransport(httpx.BaseTransport):
    """Carries httpx requests over connections that were checked."""

    def __init__(self, *, max_bytes: int, total_seconds: float, takes_packed: bool = False) -> None:
        self._max_bytes = max_bytes
        self._takes_packed = takes_packed
        self._total_seconds = total_seconds
        self._network = CheckedNetwork()
        # No connection is kept: each has one request, so its deadline is the request's.
        self._pool = httpcore.ConnectionPool(
            ssl_context=_whom_we_trust(),
            network_backend=self._network,
            max_keepalive_connections=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, without following redirects; one that a redirect leads to has what time is left."""
        # What httpx makes of a redirect takes these over.
        self._network.deadline = request.extensions.setdefault(DEADLINE, monotonic() + self._total_seconds)
        with _httpx_errors(request):
            response = self._pool.handle_request(_core_request(request))
        if not self._takes_packed and _is_packed(response):
            response.close()
            raise AnswerRefused
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_LimitedBody(response, self._max_bytes, request),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class CheckedNetwork(httpcore.NetworkBackend):
    """Opens connections to public addresses only, which end at the `deadline` of the request that is under way."""

    def __init__(self) -> None:
        self._network = httpcore.SyncBackend()
        self.deadline = 0.0

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, and connect to the first that answers."""
        deadline = self.deadline
        try:
            *others, last = checked_addresses(host, port)
        except NameUnknown as error:
            raise httpcore.ConnectError(str(error)) from error
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                left = _left(deadline, timeout)
                stream = self._network.connect_tcp(address, port, left, local_address, socket_options)
                return _TimedStream(stream, deadline)
        left = _left(deadline, timeout)
        stream = self._network.connect_tcp(last, port, left, local_address, socket_options)
        return _TimedStream(stream, deadline)


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at its deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Return how many seconds a step may take; raises AnswerRefused where the time is over."""
    left = deadline - monotonic()
    if left <= 0:
        raise AnswerRefused
    return left if timeout is None else min(left, timeout)


class _LimitedBody(httpx.SyncByteStream):
    """A body that ends in an error when it grows too long."""

    def __init__(self, response: httpcore.Response, max_bytes: int, request: httpx.Request) -> None:
        self._response = response
        self._max_bytes = max_bytes
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        with _httpx_errors(self._request):
            for chunk in self._response.iter_stream():
                size += len(chunk)
                if size > self._max_bytes:
                    raise AnswerRefused
                yield chunk

    def close(self) -> None:
        self._response.close()


def _is_packed(response: httpcore.Response) -> bool:
    packings = [value.lower() for name, value in response.headers if name.lower() == b"content-encoding"]
    return any(packing != b"identity" for packing in packings)


@cache
def _whom_we_trust() -> SSLContext:
    """Read the authorities once in a process: it takes longer than a short call."""
    return httpx.create_ssl_context()


def _core_request(request: httpx.Request) -> httpcore.Request:
    url = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    return httpcore.Request(
        request.method,
        url,
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


@contextmanager
def _httpx_errors(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise httpx.ConnectTimeout(str(error), request=request) from error
    except httpcore.ConnectError as error:
        raise httpx.ConnectError(str(error), request=request) from error
    except httpcore.TimeoutException as error:
        raise httpx.TimeoutException(str(error), request=request) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise httpx.TransportError(str(error), request=request) from error
