"""What we signed and gave away comes back changed: it opens for nobody, and nothing breaks."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st

from saath.conversations.tests.builders import arrive, mail, make_desk
from saath.core.errors import BadInput
from saath.core.paging import open_cursor, seal_cursor
from saath.core.tokens import make_token, read_token
from saath.timeline import cursor, replay
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import damaged, odd_text

LISTING = "queue:now"
SAID: Any = [7, "नमस्ते", None]


@doses
def test_a_changed_cursor_opens_nothing(dose: int) -> None:
    sealed = seal_cursor(LISTING, SAID)

    def opens_nothing_else(text: str) -> None:
        with suppress(BadInput):
            assert open_cursor(text, LISTING) == SAID

    holds_for(opens_nothing_else, changed(sealed), dose=dose, examples=100)


@doses
def test_a_changed_token_opens_nothing(dose: int) -> None:
    token = make_token("fuzz", SAID, lasts=timedelta(hours=1))

    def opens_nothing_else(text: str) -> None:
        with suppress(BadInput):
            assert read_token("fuzz", text) == SAID

    holds_for(opens_nothing_else, changed(token), dose=dose, examples=100)


@doses
@pytest.mark.django_db
def test_a_live_cursor_of_anything_is_replayed_or_not_understood(dose: int) -> None:
    desk = make_desk()
    arrive(mail())
    reader = replay.reader()
    present = reader.now()

    def is_harmless(text: str, position: str) -> None:
        decoded = cursor.decode(text)
        for place in (position, decoded.position if decoded else ""):
            if reader.is_position(place):
                with suppress(replay.TooMuch):
                    reader.between(desk.store_id, place, present.position)

    real = cursor.Cursor("epoch", 1_795_000_000, present.position).encode()
    numbers = st.integers(0, 10**20).map(str)
    snapshots = st.builds("{}:{}:{}".format, numbers, numbers, st.lists(numbers, max_size=3).map(",".join))
    positions = snapshots | numbers | changed(present.position)
    holds_for(is_harmless, changed(real), positions, dose=dose, examples=100)


def changed(text: str) -> st.SearchStrategy[str]:
    """Return a text with some characters of it changed, or another."""
    return odd_text | damaged(text.encode()).map(lambda octets: octets.decode("utf-8", "replace"))
