"""Behind a proxy: its word about who asks counts, and nobody else's."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from pytest_django import Settings

from saath.cli.processes import WebServer
from saath.operations.application import WebApplication

PROXY, BALANCER, CUSTOMER, STRANGER = "192.0.2.1", "10.1.2.3", "203.0.113.7", "198.51.100.9"


def seen(peer: str, forwarded: str, scheme: str = "https") -> tuple[str, str]:
    """Return from which address and by which scheme a request comes, as the pages see it."""
    found: list[tuple[str, str]] = []

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        found.append((scope["client"][0], scope["scheme"]))

    server = WebServer(cast(WebApplication, pages))
    server.config.load()
    headers = [(b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", scheme.encode())]
    scope = {"type": "http", "client": (peer, 4711), "scheme": "http", "headers": headers}
    asyncio.run(cast(Any, server.config.loaded_app)(scope, None, None))
    return found[0]


@pytest.fixture
def _proxies(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY, "10.0.0.0/8"]


@pytest.mark.usefixtures("_proxies")
@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        (PROXY, CUSTOMER),
        (PROXY, f"{CUSTOMER}, {BALANCER}"),
        (PROXY, f"{STRANGER}, {CUSTOMER}, {BALANCER}"),
        (BALANCER, f"{PROXY}, {CUSTOMER}"),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours_asks(peer: str, forwarded: str) -> None:
    assert seen(peer, forwarded) == (CUSTOMER, "https")


@pytest.mark.usefixtures("_proxies")
def test_nobody_else_says_who_asks_and_by_which_scheme() -> None:
    assert seen(STRANGER, CUSTOMER) == (STRANGER, "http")


def test_without_proxies_of_ours_not_even_this_machine_does() -> None:
    assert seen("127.0.0.1", CUSTOMER) == ("127.0.0.1", "http")
