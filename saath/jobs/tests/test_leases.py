"""Named leases: asked for before a write, and left to the next holder."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.core.clock import now
from saath.jobs.leases import drop_lease, hold_lease, is_held

pytestmark = pytest.mark.django_db


def test_a_lease_is_the_holders_in_its_term_and_time_only() -> None:
    at = now()
    term = hold_lease("mailbox", "first", seconds=30, at=at)
    assert term is not None
    assert is_held("mailbox", "first", term=term, at=at)
    assert not is_held("mailbox", "second", term=term, at=at)
    assert not is_held("mailbox", "first", term=term + 1, at=at)
    assert not is_held("mailbox", "first", term=term, at=at + timedelta(seconds=31))


def test_a_lease_that_was_left_is_free_at_once() -> None:
    at = now()
    hold_lease("mailbox", "first", seconds=600, at=at)
    assert hold_lease("mailbox", "second", seconds=600, at=at) is None
    drop_lease("mailbox", "first", at=at)
    assert hold_lease("mailbox", "second", seconds=600, at=at) is not None


def test_nobody_leaves_the_lease_of_another() -> None:
    at = now()
    term = hold_lease("mailbox", "first", seconds=600, at=at)
    assert term is not None
    drop_lease("mailbox", "second", at=at)
    assert is_held("mailbox", "first", term=term, at=at)
