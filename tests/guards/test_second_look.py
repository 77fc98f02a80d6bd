"""What may be told once more when it failed: a few journeys, and nothing else."""

from __future__ import annotations

import pytest

from tests.second_look import deserves_a_second_look

JOURNEY = "tests/journeys/test_moves.py::test_one"


@pytest.mark.parametrize(
    ("failed", "may"),
    [
        ([JOURNEY], True),
        ([], False),
        ([JOURNEY, "saath/desk/tests/test_inbox.py::test_one"], False),
        ([f"{JOURNEY}[{number}]" for number in range(4)], False),
    ],
)
def test_only_a_few_journeys_are_told_again(failed: list[str], may: bool) -> None:
    assert deserves_a_second_look(failed) is may
