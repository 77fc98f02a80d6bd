"""What a signed token proves, and all that proves nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.chats.signed import LONGEST_TOKEN, NotProved, Person, read_person
from saath.chats.tests.signing import SECRET, part, sealed, signed

NOON = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
SOON = int((NOON + timedelta(hours=1)).timestamp())


def read(token: str, *, secret: str = SECRET) -> Person:
    return read_person(token, [secret.encode()], at=NOON)


def test_a_good_token_names_a_person() -> None:
    told: dict[str, Any] = {
        "name": " Sunita  Verma ",
        "email": "sunita@example.in",
        "email_verified": True,
        "phone": "+91 98",
    }
    person = read(signed("4711", at=NOON, **told))
    assert person == Person("4711", "Sunita Verma", "sunita@example.in", True, "+91 98")
    assert person.key == "user:4711"


def test_an_address_that_the_shop_does_not_vouch_for_is_not_proved() -> None:
    for said in (None, False, "true", 1):
        person = read(signed(at=NOON, email="sunita@example.in", email_verified=said))
        assert person.has_proved_address is False
    assert read(signed(at=NOON, email_verified=True)).has_proved_address is False


def test_either_of_two_secrets_is_good() -> None:
    old = "the-secret-before-it-that-is-long-enough"
    secrets = [SECRET.encode(), old.encode()]
    assert read_person(signed(at=NOON, secret=old), secrets, at=NOON).subject == "4711"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b",
        "a.b.c",
        signed(at=NOON, secret="another-shop's-secret-that-is-long-enough"),
        signed(at=NOON, algorithm="none"),
        signed(at=NOON, algorithm="none") + part(b"x"),
        signed(at=NOON, algorithm="HS512"),
        signed(at=NOON, header={"alg": "none"}),
        signed(at=NOON, header={"alg": "hs256"}),
        signed(at=NOON, header={"alg": "RS256"}),
        signed(at=NOON, header={"alg": ["HS256"]}),
        signed(at=NOON, header={"crit": ["b64"], "b64": False}),
        signed(at=NOON) + "A",
        signed(at=NOON).replace(".", ".."),
        " " + signed(at=NOON),
        signed(at=NOON) + "\n",
        signed(at=NOON) + "=",
        "x" * (LONGEST_TOKEN + 1),
        sealed("[]", "{}"),
        sealed('{"alg":"HS256"}', "[]"),
        sealed('{"alg":"HS256"}', "not json"),
        sealed('{"alg":"HS256"}', "[" * 2000),
    ],
)
def test_what_is_not_signed_as_it_has_to_be_is_refused(token: str) -> None:
    with pytest.raises(NotProved):
        read(token)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": None},
        {"exp": int(NOON.timestamp())},
        {"exp": int(NOON.timestamp()) - 1},
        {"exp": int((NOON + timedelta(days=1, minutes=2)).timestamp())},
        {"exp": str(SOON)},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": float("inf")},
        {"exp": 10**400},
        {"exp": [SOON]},
        {"nbf": int((NOON + timedelta(minutes=5)).timestamp())},
        {"nbf": "now"},
        {"sub": None},
        {"sub": ""},
        {"sub": "  "},
        {"sub": 4711},
        {"sub": "x" * 201},
        {"sub": "a\x00b"},
        {"sub": "\ud800"},
        {"name": ["Sunita"]},
        {"name": "x" * 201},
        {"email": "no address", "email_verified": True},
        {"phone": {"is": "no text"}},
    ],
)
def test_what_is_signed_but_says_nothing_that_we_can_trust_is_refused(claims: dict[str, Any]) -> None:
    token = signed(**{"at": NOON, "sub": "4711", **claims})
    with pytest.raises(NotProved):
        read(token)


@pytest.mark.parametrize("secret", ["", "short", "x" * 31])
def test_a_secret_that_is_empty_or_short_signs_nothing(secret: str) -> None:
    with pytest.raises(NotProved):
        read(signed(at=NOON, secret=secret), secret=secret)
    with pytest.raises(NotProved):
        read_person(signed(at=NOON, secret=secret), [], at=NOON)


@given(st.text(max_size=200))
def test_no_text_that_a_stranger_sends_is_a_person_or_breaks_anything(text: str) -> None:
    with pytest.raises(NotProved):
        read(text)


@given(st.integers(min_value=0), st.characters(codec="ascii"))
def test_no_token_stays_good_with_another_letter(place: int, letter: str) -> None:
    token = signed("4711", at=NOON, name="Sunita")
    place %= len(token)
    # The last letter of a signature carries two bits that mean nothing.
    if letter == token[place] or place == len(token) - 1:
        return
    with pytest.raises(NotProved):
        read(token[:place] + letter + token[place + 1 :])
