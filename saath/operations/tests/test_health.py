"""What the machine that watches over Saath is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory

from saath.operations import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures_are_on(settings: Any) -> None:
    settings.METRICS_ENABLED = True
    settings.METRICS_TOKEN = "long-enough"


def test_alive_needs_no_database_and_no_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", fails)
    assert health.alive(RequestFactory().get("/healthz")).status_code == 200


def test_healthy_installation_is_ready(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    settings.KEYS_FILE = tmp_path / "keys"
    answer = Client().get("/readyz", headers={"host": "any.host"})
    assert answer.json() == {"ready": True, "missing": []}


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> bool:
        raise DatabaseError

    monkeypatch.setitem(health.CHECKS, "database", fails)
    monkeypatch.setitem(health.CHECKS, "files", lambda: False)
    monkeypatch.setitem(health.CHECKS, "keys", lambda: True)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["database", "files"]


def test_figures_are_off_by_default() -> None:
    assert Client().get("/metrics").status_code == 404


@pytest.mark.usefixtures("figures_are_on")
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.7", {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.7"}, 404),
        ("192.0.2.7", {"authorization": "Bearer long-enough"}, 200),
        ("192.0.2.7", {"authorization": "Bearer wrong"}, 404),
    ],
)
def test_figures_are_for_this_machine_or_the_token(
    address: str, headers: dict[str, str], status: int
) -> None:
    answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
    assert answer.status_code == status


@pytest.mark.usefixtures("figures_are_on")
def test_empty_token_opens_nothing(settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    answer = Client(REMOTE_ADDR="192.0.2.7").get("/metrics", headers={"authorization": "Bearer "})
    assert answer.status_code == 404
