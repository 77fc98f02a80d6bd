"""Rows of upper rooms that go where an identity goes when somebody turns out to be known; `config/wiring.py` names them."""

from __future__ import annotations

from typing import Any

from saath.tenancy.models import StoreRow

ALONG: set[type[Any]] = set()


def goes_with_identity(*models: type[StoreRow]) -> None:
    """Let rows follow their `identity` when it turns out to be another."""
    ALONG.update(models)
