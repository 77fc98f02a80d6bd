from datetime import UTC, datetime, timedelta

import pytest

from saath.ui.waits import Wait, wait_until

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (300, Wait(5, "", "5 min")),
        (241, Wait(5, "", "4 min")),
        (192, Wait(4, "", "3 min")),
        (61, Wait(2, "", "1 min")),
        (60, Wait(1, "hurry", "1:00")),
        (48, Wait(1, "hurry", "0:48")),
        (1, Wait(1, "hurry", "0:01")),
        (0, Wait(5, "late", "1 min late")),
        (-70, Wait(5, "late", "1 min late")),
        (-7300, Wait(5, "late", "2 h late")),
        (9000, Wait(5, "", "2 h")),
        (200_000, Wait(5, "", "2 d")),
    ],
)
def test_stitches_are_used_up_one_by_one(seconds: int, expected: Wait) -> None:
    assert wait_until(NOW + timedelta(seconds=seconds), now=NOW, full_seconds=300) == expected


def test_an_open_conversation_shows_seconds() -> None:
    assert wait_until(NOW + timedelta(seconds=192), now=NOW, full_seconds=300, is_exact=True).text == "3:12"
