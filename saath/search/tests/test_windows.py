from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.search.windows import LEVELS, Window, windows_back_from


@given(st.integers(0, 2**40))
def test_windows_hold_every_message_once(newest: int) -> None:
    windows = list(windows_back_from(newest))
    assert windows[0].newest == newest
    assert windows[-1].oldest == 0
    assert all(later.newest == earlier.oldest - 1 for earlier, later in pairwise(windows))
    assert len(windows) <= len(LEVELS) + 1


@given(st.integers(0, 2**40))
def test_at_most_two_blocks_hold_a_window(newest: int) -> None:
    for window in windows_back_from(newest):
        if window.level is not None:
            held = {window.oldest >> window.level, window.newest >> window.level}
            assert held <= set(window.blocks)
            assert len(window.blocks) <= 2


def test_there_is_no_window_before_the_first_message() -> None:
    assert list(windows_back_from(-1)) == []


@pytest.mark.parametrize(
    ("oldest", "newest", "blocks"), [(0, 5, [0]), (0, 65_536, [1, 0]), (70_000, 200_000, [3, 2, 1])]
)
def test_written_words_lie_in_blocks_of_their_own(oldest: int, newest: int, blocks: list[int]) -> None:
    assert list(Window(oldest, newest).written_blocks) == blocks
