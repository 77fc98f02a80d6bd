from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from saath.ui.moments import clock_text, day_text, moment_text

KOLKATA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 22, 8, 51, tzinfo=UTC), "Today 14:21"),
        # half past midnight in Kolkata: already today there
        (datetime(2026, 11, 21, 19, 0, tzinfo=UTC), "Today 00:30"),
        (datetime(2026, 11, 21, 3, 42, tzinfo=UTC), "Yesterday 09:12"),
        (datetime(2026, 11, 23, 4, 30, tzinfo=UTC), "Tomorrow 10:00"),
        (datetime(2026, 11, 18, 3, 42, tzinfo=UTC), "Wed 18 Nov 09:12"),
        (datetime(2025, 11, 18, 3, 42, tzinfo=UTC), "18 Nov 2025"),
    ],
)
def test_near_days_have_names(at: datetime, text: str) -> None:
    assert moment_text(at, now=NOW, zone=KOLKATA) == text


def test_days_and_clocks_stand_alone() -> None:
    assert day_text(datetime(2026, 11, 18, 3, 42, tzinfo=UTC), now=NOW, zone=KOLKATA) == "Wed 18 Nov"
    assert day_text(NOW, now=NOW, zone=KOLKATA) == "Today"
    assert clock_text(NOW, zone=KOLKATA) == "14:30"


@pytest.mark.parametrize(("language", "word"), [("hi", "नव"), ("gu", "નવે")])
def test_days_speak_the_language_with_latin_digits(language: str, word: str) -> None:
    with translation.override(language):
        text = day_text(datetime(2026, 11, 18, 3, 42, tzinfo=UTC), now=NOW, zone=KOLKATA)
    assert word in text
    assert "18" in text
