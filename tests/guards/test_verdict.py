"""The judge itself: an allowance needs a reason and must not go stale."""

from __future__ import annotations

from tests.guards.verdict import verdict


def test_what_is_found_and_not_allowed_is_a_fault() -> None:
    assert verdict(["a", "b"], {"a": "because of the law"}) == ["b"]


def test_an_allowance_that_nothing_needs_is_a_fault() -> None:
    assert verdict([], {"a": "because of the law"}) == ["a: no longer needs its allowance"]


def test_an_allowance_without_a_reason_is_a_fault() -> None:
    assert verdict(["a"], {"a": ""}) == ["a: allowed without a reason"]
