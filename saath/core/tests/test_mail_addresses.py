from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.core.mail_addresses import (
    BadAddress,
    canonical_key,
    is_address,
    mailbox_key,
    needs_smtputf8,
    wire_form,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Usha@Example.IN", "usha@example.in"),
        ("usha@xn--j2bd4cyah0f.xn--h2brj9c", "usha@हिन्दी.भारत"),
        ("e\u0301va@example.in", "\u00e9va@example.in"),
        ("usha@example.in.", "usha@example.in"),
    ],
)
def test_spellings_of_one_address_share_a_key(one: str, other: str) -> None:
    assert canonical_key(one) == canonical_key(other)


@pytest.mark.parametrize("other", ["us.ha@example.in", "usha+shop@example.in", "usha@example.org"])
def test_dots_and_tags_make_another_address(other: str) -> None:
    assert canonical_key("usha@example.in") != canonical_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strasse@example.in", "straße@example.in"),
        ("file@example.in", "ﬁle@example.in"),
        ("is@example.in", "ıs@example.in"),
    ],
)
def test_letters_that_only_look_alike_make_another_address(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


@pytest.mark.parametrize("other", ["usha+1@example.in", "U.sha@Example.in", "usha+a+b@example.in"])
def test_tags_and_dots_reach_the_same_mailbox(other: str) -> None:
    assert mailbox_key(other) == mailbox_key("usha@example.in") != mailbox_key("usha@example.org")


@pytest.mark.parametrize(
    "text",
    [
        *("", "usha", "@example.in", "usha@", "a b@example.in", "a@b@c", "usha@exa mple.in", "u@-x.in"),
        *("a..b@x.in", "a" * 65 + "@example.in", "a@" + "b" * 64 + ".in"),
        *("a\r\nBcc: x@example.in", "a@example.in\r\nX: y"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not is_address(text)
    with pytest.raises(BadAddress):
        canonical_key(text)


@pytest.mark.parametrize("text", ["उषा@भारत.भारत", '"a b"@example.in', "o'neil@example.in", "a@[192.0.2.1]"])
def test_unusual_addresses_are_kept(text: str) -> None:
    assert is_address(text)


def test_only_the_domain_changes_on_the_wire() -> None:
    assert wire_form("Usha@हिन्दी.भारत") == "Usha@xn--j2bd4cyah0f.xn--h2brj9c"
    assert needs_smtputf8("उषा@example.in")
    assert not needs_smtputf8("usha@हिन्दी.भारत")


@given(st.text(max_size=100))
def test_key_of_a_key_is_itself(text: str) -> None:
    if is_address(text):
        key = canonical_key(text)
        assert not is_address(key) or canonical_key(key) == key
