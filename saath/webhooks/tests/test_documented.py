"""What the guide says is so: its server takes what Saath sends, and its table is the catalogue."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from saath.stores.tests.builders import Shop
from saath.webhooks.catalogue import CATALOGUE
from saath.webhooks.models import Attempt, Endpoint
from saath.webhooks.signing import new_secret
from saath.webhooks.tests.builders import happen, make_endpoint, states, work
from tests.guards.source import ROOT
from tests.installation import wait_until

ROW = re.compile(r"^\| `([a-z_.]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_table_of_the_guide_is_the_catalogue() -> None:
    said = ROW.findall((ROOT / "docs" / "howto" / "receive-webhooks.md").read_text(encoding="utf-8"))
    ids = [", ".join(f"`{name}`" for name in told.ids) for told in CATALOGUE]
    assert said == [(told.name, str(told.label), names) for told, names in zip(CATALOGUE, ids, strict=True)]


@pytest.mark.parametrize("is_ours", [True, False])
def test_the_server_of_the_guide_believes_saath_and_nobody_else(shop: Shop, is_ours: bool) -> None:
    port = _free_port()
    made = make_endpoint(f"http://localhost:{port}/saath", "customer.changed")
    with _server(port, made.secret if is_ours else new_secret()) as said:
        customer = happen(2)
        work()
    assert set(Attempt.objects.values_list("status", flat=True)) == {204 if is_ours else 401}
    assert set(states()) == {"taken" if is_ours else "waiting"}
    assert Endpoint.objects.get().failed_times == (0 if is_ours else 2)
    assert len(said) == (2 if is_ours else 0)
    assert all(str(customer.public_id) in line for line in said)


@contextmanager
def _server(port: int, secret: str) -> Iterator[list[str]]:
    """Let the server run until the block ends; then the list holds the lines that it wrote."""
    command = [sys.executable, str(ROOT / "examples" / "receive_webhooks.py"), str(port)]
    environment = {**os.environ, "SAATH_WEBHOOK_SECRET": secret}
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    said: list[str] = []
    try:
        wait_until(lambda: _listens(port), "the server listens", seconds=20)
        yield said
    finally:
        server.terminate()
        said += server.communicate()[0].splitlines()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
