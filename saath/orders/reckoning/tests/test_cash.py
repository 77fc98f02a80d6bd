"""What speaks against cash on delivery."""

from __future__ import annotations

from saath.orders.reckoning.cash import Objection, Terms, Wish, are_beginnings, beginnings_in, objections

TERMS = Terms(most_minor=500_000, not_at=("79", "194101"), most_refused=2)


def against(amount: int, pincode: str, refused: int = 0) -> list[Objection]:
    return objections(TERMS, Wish(amount, pincode, refused))


def test_nothing_speaks_against_what_is_within_the_terms() -> None:
    assert against(500_000, "395 007", 1) == []
    assert objections(Terms(), Wish(9_000_000, "395007", 12)) == []


def test_everything_that_speaks_against_it_is_said() -> None:
    assert against(500_001, "793001", 2) == [Objection.PINCODE, Objection.AMOUNT, Objection.REFUSED]
    assert against(1, "194101") == [Objection.PINCODE]
    assert against(1, "194102") == []


def test_what_is_no_pincode_is_said() -> None:
    assert against(1, "39507") == [Objection.NO_PINCODE]
    assert against(1, "095007") == [Objection.NO_PINCODE]


def test_a_shop_that_offers_none_says_only_that() -> None:
    assert objections(Terms(is_offered=False), Wish(1, "395007")) == [Objection.NOT_OFFERED]


def test_beginnings_are_read_as_people_write_them() -> None:
    assert beginnings_in("79*, 194101;79 744") == ["79", "194101", "744"]
    assert are_beginnings(["79", "194101"])
    assert not are_beginnings(["79a"])
