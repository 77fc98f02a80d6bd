"""Changes to a customer are merged field by field, without a database."""

from __future__ import annotations

import pytest

from saath.customers.merging import Merged, merge

WAS = {"name": "Sunita", "language": "hi"}


@pytest.mark.parametrize(
    ("wanted", "now", "merged"),
    [
        ({"name": "Sunita Verma", "language": "hi"}, WAS, Merged({"name": "Sunita Verma"}, ())),
        (WAS, {"name": "Sunita Rao", "language": "gu"}, Merged({}, ())),
        (
            {"name": "Sunita Verma", "language": "hi"},
            {"name": "Sunita", "language": "gu"},
            Merged({"name": "Sunita Verma"}, ()),
        ),
        (
            {"name": "Sunita Verma", "language": "en"},
            {"name": "Sunita Rao", "language": "hi"},
            Merged({"language": "en"}, ("name",)),
        ),
        ({"name": "Sunita Rao", "language": "hi"}, {"name": "Sunita Rao", "language": "hi"}, Merged({}, ())),
    ],
)
def test_only_what_both_changed_differently_is_a_conflict(
    wanted: dict[str, str], now: dict[str, str], merged: Merged
) -> None:
    assert merge(was=WAS, wanted=wanted, now=now) == merged


def test_who_does_not_say_what_was_there_writes() -> None:
    assert merge(was={}, wanted={"name": "B"}, now={"name": "A"}) == Merged({"name": "B"}, ())
