"""A channel is a leaf that keeps the contract: it translates the wire and knows no rows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from saath.channels.base import Capabilities
from saath.channels.registry import adapter_class, channel_names
from tests.guards.source import python_files, tree_of
from tests.guards.verdict import verdict

ALLOWED = {
    "saath/channels/email/django_backend.py imports django.core.mail": "Django's own mails leave by the same way",
}
FORBIDDEN = ("django.db", "django.apps", "django.core.mail", "django.shortcuts", "django.views")


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def knows_rows(name: str) -> bool:
    """Return whether an import reaches for the database or for a model."""
    return name.startswith(FORBIDDEN) or ".models" in name or ".actions" in name or ".queries" in name


def contract_faults(adapter: type) -> Iterator[str]:
    """Yield what an adapter class lacks of the contract."""
    if not isinstance(getattr(adapter, "capabilities", None), Capabilities):
        yield "says nothing of what it can do"
    for verb in ("verify", "parse", "send"):
        if not callable(getattr(adapter, verb, None)):
            yield f"cannot {verb}"


def test_no_adapter_knows_rows() -> None:
    found = [
        f"{path} imports {'.'.join(name.split('.')[:3])}"
        for path in python_files()
        if path.is_relative_to(Path("saath/channels"))
        for name in imported(tree_of(path))
        if knows_rows(name)
    ]
    assert verdict(found, {place: why for place, why in ALLOWED.items() if place in found}) == []


@pytest.mark.parametrize("name", channel_names())
def test_every_adapter_keeps_the_contract(name: str) -> None:
    adapter = adapter_class(name)
    assert isinstance(adapter, type)
    assert list(contract_faults(adapter)) == []


def test_capabilities_cannot_be_changed_by_who_reads_them() -> None:
    capabilities = adapter_class("fake").capabilities
    with pytest.raises(FrozenInstanceError):
        setattr(capabilities, fields(Capabilities)[0].name, "other")


def test_catches_an_adapter_that_reads_rows() -> None:
    bad = "from django.db import models\nfrom saath.customers.models import Customer\nimport json"
    assert [name for name in imported(ast.parse(bad)) if knows_rows(name)] == [
        "django.db.models",
        "saath.customers.models.Customer",
    ]


def test_catches_an_adapter_that_cannot_send() -> None:
    class Mute:
        """Hears only."""

        def verify(self) -> None: ...
        def parse(self) -> None: ...

    assert list(contract_faults(Mute)) == ["says nothing of what it can do", "cannot send"]
