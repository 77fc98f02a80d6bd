"""Every conversation of an export comes in once, however often the import is killed, and when two run at once."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from saath.imports.tests.builders import lines_of, zendesk_ticket
from tests.installation import COMMAND, Installation
from tests.kill.conftest import Shop, a_shop
from tests.kill.facts import Facts
from tests.plugin import ENGINE

TICKETS = 130
STRIKES = (
    "move_in_before_commit:1",
    "move_in_before_commit:4",
    "move_in_before_commit:2",
    "move_in_after_commit:1",
)


@pytest.fixture
def shop(folder: Path) -> Iterator[Shop]:
    with a_shop(folder, lease_seconds="5") as shop:
        yield shop


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.json"
    path.write_bytes(lines_of(zendesk_ticket(number) for number in range(1, TICKETS + 1)))
    return path


def start(installation: Installation, export: Path, strike: str = "") -> subprocess.Popen[str]:
    environment = installation.environment | ({"SAATH_FAULTS": strike} if strike else {})
    words = ["import", str(export), "--shop", "paanch-takiye", "--json"]
    return subprocess.Popen(
        [COMMAND, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(run: subprocess.Popen[str]) -> dict[str, int]:
    out, words = run.communicate(timeout=240)
    assert run.returncode == 0, words
    found: dict[str, int] = json.loads(out)
    return found


def check(facts: Facts) -> None:
    assert facts.count("SELECT count(*) FROM conversations_conversation") == TICKETS
    assert facts.count("SELECT count(*) FROM conversations_message") == TICKETS * 3
    assert facts.count("SELECT count(*) FROM imports_brought") == TICKETS * 4
    assert facts.count("SELECT count(*) FROM customers_customer") == 1


@pytest.mark.kill
@pytest.mark.timeout(900)
def test_an_import_that_is_killed_again_and_again_brings_every_conversation_once(
    shop: Shop, export: Path
) -> None:
    installation, facts = shop
    for strike in STRIKES:
        run = start(installation, export, strike)
        run.communicate(timeout=120)
        assert run.returncode == -signal.SIGKILL, strike
    found = end(start(installation, export))
    check(facts)
    assert found["new"] + found["same"] == TICKETS
    print(f"\n{ENGINE}: {found} after {len(STRIKES)} kills")


@pytest.mark.kill
@pytest.mark.timeout(600)
def test_two_imports_at_once_bring_every_conversation_once(shop: Shop, export: Path) -> None:
    installation, facts = shop
    runs = [start(installation, export) for _ in range(2)]
    for run in runs:
        end(run)
    check(facts)
