"""What the tests run with is what Saath runs with, and more."""

from __future__ import annotations

import re

from tests.guards.source import ROOT
from tests.guards.verdict import verdict

PIN = re.compile(r"^([a-z0-9-]+(?:\[[\w,-]+\])?)==(\S+) \\$", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """Return the version of each package that a locked set names."""
    return dict(PIN.findall(text))


def unlike(run: dict[str, str], dev: dict[str, str]) -> list[str]:
    """Return every package that the tests would not have as Saath runs with it."""
    return [f"{name}=={version}" for name, version in run.items() if dev.get(name) != version]


def test_the_tests_have_every_package_as_saath_runs_with_it() -> None:
    run, dev = ((ROOT / f"requirements/{name}.txt").read_text() for name in ("run", "dev"))
    assert pins(run)
    assert verdict(unlike(pins(run), pins(dev))) == []


def test_a_package_that_was_forgotten_or_is_older_is_found() -> None:
    run = pins("one==1.0 \\\ntwo[extra]==2.0 \\\nthree==3.0 \\\n")
    assert unlike(run, {"one": "1.0", "two[extra]": "1.9"}) == ["two[extra]==2.0", "three==3.0"]
