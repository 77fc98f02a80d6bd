"""How much random input: the same little dose in every run, another one for minutes under the marker `fuzz`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

LONG = 20
LONGEST_SECONDS = 900

doses = pytest.mark.parametrize(
    "dose",
    [
        pytest.param(1, id="short"),
        pytest.param(LONG, id="long", marks=[pytest.mark.fuzz, pytest.mark.timeout(LONGEST_SECONDS)]),
    ],
)


def holds_for(check: Callable[..., None], *strategies: SearchStrategy[Any], dose: int, examples: int) -> None:
    """Ask `check` of that many examples for each dose. The short dose is the same in each run, the long one is not."""
    chosen = settings(
        max_examples=examples * dose,
        deadline=None,
        database=None,
        derandomize=dose < LONG,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    chosen(given(*strategies)(check))()
