"""What a machine cannot test is said, never passed over: a skip with its reason, and in CI a failure."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

PREFIX = "left out: "


def left_out(why: str) -> NoReturn:
    """Skip the running test because this machine lacks something; with `CI=true` fail it instead."""
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"{PREFIX}{why} (in CI nothing may be left out)", pytrace=False)
    pytest.skip(f"{PREFIX}{why}")


def report(reporter: pytest.TerminalReporter) -> None:
    """Print each reason once with the number of tests that it cost."""
    reasons: dict[str, int] = {}
    for skipped in reporter.stats.get("skipped", []):
        text = str(skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else skipped.longrepr)
        if PREFIX in text:
            reason = text.split(PREFIX, 1)[1]
            reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in sorted(reasons.items()):
        reporter.write_line(f"Left out {count} tests: {reason}", yellow=True)
