"""A kept part shows what its page shows, never what another one did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.ui import navigation
from saath.ui.frame import StaffFrame
from saath.ui.kept import frame_part
from saath.ui.navigation import Entry

pytestmark = pytest.mark.urls("config.urls.staff")
READS = frozenset({"conversation.read"})


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    """Put one place that all may see and one for owners beside those that are there."""
    before = dict(navigation._entries)
    navigation.register(Entry("team-of-tests", "Team", "users", "you", verb="store.members"))
    yield
    navigation.clear()
    navigation.register(*before.values())


def shown(
    store: str = "Paanch Takiye", count: int = 1, verbs: frozenset[str] = READS, theme: str = ""
) -> str:
    """Return the navigation of a frame."""
    frame = StaffFrame(store, "now", {"now": count}, verbs.__contains__)
    return frame_part("ui/_navigation.html", frame, "", theme, "en")


def test_each_shop_sees_its_own_name() -> None:
    assert "Paanch Takiye" in shown()
    assert "Paanch Takiye" not in shown("Another")


def test_a_count_that_changed_is_shown() -> None:
    assert '<b data-count="now">1</b>' in shown()
    assert '<b data-count="now">2</b>' in shown(count=2)


def test_a_right_that_was_taken_away_hides_its_place() -> None:
    assert 'title="Team"' in shown(verbs=READS | {"store.members"})
    assert 'data-count="team-of-tests"' not in shown()


def test_the_theme_is_the_readers() -> None:
    assert "i-moon" in shown(theme="dark")
    assert "i-moon" not in shown(theme="light")
