"""What products take of the processor is counted by the driver, or somebody is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import WORK, hidden, uncounted


def test_the_driver_sees_what_runs_under_the_folder_that_is_taken_by_default() -> None:
    assert not hidden(WORK)


def test_a_folder_whose_processes_the_driver_takes_for_itself_is_found() -> None:
    assert hidden(Path("/tmp/saath-bench")) == [Path("/tmp/saath-bench")]


@pytest.mark.parametrize(
    ("group", "spent"), [("db", {"web": 4.5, "db": 0.0}), ("web", {"web": 0.0, "db": 1.2})]
)
def test_a_group_of_which_nothing_was_counted_is_named(
    tmp_path: Path, group: str, spent: dict[str, float]
) -> None:
    results = written(tmp_path, [{"adapter": "adapter_saath", "cpu_ms_per_view": spent}] * 2)
    assert uncounted(results) == [f"adapter_saath {group}"]


def test_a_run_that_took_too_little_to_count_is_not_a_group_that_nobody_counts(tmp_path: Path) -> None:
    runs: list[dict[str, Any]] = [
        {"adapter": "django_helpdesk", "cpu_ms_per_view": {"web": 77, "db": spent}} for spent in (0.0, 137)
    ]
    assert uncounted(written(tmp_path, [*runs, {"adapter": "django_helpdesk", "failed": ["sign-in"]}])) == []


def written(folder: Path, rows: list[dict[str, Any]]) -> Path:
    """Write results as the driver does."""
    results = folder / "results.jsonl"
    results.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return results
