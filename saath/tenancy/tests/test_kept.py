"""What is kept for a while: by shop, and no longer."""

from __future__ import annotations

import pytest

from saath.tenancy import kept
from saath.tenancy.kept import KeptAWhile
from saath.tenancy.scope import NoStoreScope, store_scope


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_it_is_read_once_until_it_is_too_old() -> None:
    clock, values = Clock(), iter(range(9))
    some = KeptAWhile[int](3, clock)
    with store_scope(1):
        assert [some.get(lambda: next(values), "word") for _time in range(3)] == [0, 0, 0]
        clock.at = 2.9
        assert some.get(lambda: next(values), "word") == 0
        clock.at = 3
        assert some.get(lambda: next(values), "word") == 1
        some.forget()
        assert some.get(lambda: next(values), "word") == 2


def test_no_shop_gets_another_shops_value_and_none_without_a_shop() -> None:
    some = KeptAWhile[str](3, Clock())
    for store in (1, 2):
        with store_scope(store):
            assert some.get(lambda store=store: f"of {store}", "word") == f"of {store}"  # type: ignore[misc]
    with store_scope(1):
        assert some.get(lambda: "new", "word") == "of 1"
        assert some.get(lambda: "another", "other word") == "another"
    with pytest.raises(NoStoreScope):
        some.get(lambda: "nobody's", "word")


def test_it_does_not_grow_for_ever() -> None:
    clock = Clock()
    some = KeptAWhile[int](3, clock)
    with store_scope(1):
        for number in range(kept.MOST_KEPT):
            some.get(lambda: 1, number)
        clock.at = 10
        some.get(lambda: 1, "last")
    assert len(some._kept) == 1
