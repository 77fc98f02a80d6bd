"""The latest batches by the cursor that follows them."""

from __future__ import annotations

from time import time

from saath.timeline.live.batch import Batch
from saath.timeline.live.ring import Ring


def ring_of(*cursors: str, length: int = 3) -> Ring:
    ring = Ring(length)
    for cursor in cursors:
        ring.add(Batch(cursor, ()))
    return ring


def cursors_after(ring: Ring, cursor: str) -> list[str] | None:
    batches = ring.after(cursor)
    return None if batches is None else [batch.cursor for batch in batches]


def test_what_followed_a_known_cursor_is_given_in_order() -> None:
    assert cursors_after(ring_of("a", "b", "c"), "a") == ["b", "c"]


def test_nothing_followed_the_last_one() -> None:
    assert cursors_after(ring_of("a", "b"), "b") == []


def test_forgotten_and_foreign_cursors_are_not_answered() -> None:
    ring = ring_of("a", "b", "c", "d")
    assert cursors_after(ring, "a") is None
    assert cursors_after(ring, "z") is None
    assert cursors_after(ring, "b") == ["c", "d"]


def test_cleared_ring_knows_nothing_and_goes_on() -> None:
    ring = ring_of("a", "b")
    ring.clear()
    assert cursors_after(ring, "a") is None
    ring.add(Batch("c", ()))
    ring.add(Batch("d", ()))
    assert cursors_after(ring, "c") == ["d"]


def test_ring_answers_by_time_only_as_far_as_it_reaches_back() -> None:
    ring = ring_of("a", "b")
    assert [batch.cursor for batch in ring.since(time()) or ()] == []
    assert ring.since(time() - 60) is None
    full = ring_of("a", "b", "c", "d")
    begins = full.after("b")
    assert begins is not None
    assert [batch.cursor for batch in full.since(begins[0].read_at) or ()] == ["c", "d"]
