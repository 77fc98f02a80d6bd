"""The steps of the database, taken lightly: the tables that nearly all tests begin with, in a fourth of the time.

At each step Django draws every model anew that hangs together with the one that changes, which are all of ours. The SQL of a step
comes of its own model alone. `saath/cli/tests/test_prepared.py` holds that the tables are those of an installation.
"""

from __future__ import annotations

from unittest.mock import patch

from django.db.migrations.state import ProjectState

from saath.cli.prepare import prepare


def prepare_lightly() -> None:
    """Prepare a data folder and its database as the first start of an installation does."""
    with patch.object(ProjectState, "_find_reload_model", _that_one_alone):
        prepare()


def _that_one_alone(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    state.is_delayed = True  # a step that runs Python gets all of them, drawn anew
    return {(app_label, model_name)}
