from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.channels.base import ThreadToken
from saath.channels.email import tokens
from saath.channels.email.tokens import TokenKeys
from saath.core.mail_addresses import BadAddress, is_address

CONVERSATION = UUID("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001")
NEW, OLD = b"n" * 32, b"o" * 32
KEYS = TokenKeys((NEW, OLD))
USHA = "usha@example.in"


def test_token_names_its_conversation_and_recipient() -> None:
    token = tokens.sign_token(CONVERSATION, USHA, KEYS)
    assert tokens.read_token(token, "USHA@Example.in", KEYS) == ThreadToken(CONVERSATION, is_senders=True)
    assert tokens.read_token(token, "rahul@example.in", KEYS) == ThreadToken(CONVERSATION, is_senders=False)


def test_token_of_an_older_key_is_still_read() -> None:
    token = tokens.sign_token(CONVERSATION, USHA, TokenKeys((OLD,)))
    assert tokens.read_token(token, USHA, KEYS) is not None
    assert tokens.read_token(token, USHA, TokenKeys((NEW,))) is None


@given(position=st.integers(0, 43), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_changed_token_is_no_token(position: int, letter: str) -> None:
    token = tokens.sign_token(CONVERSATION, USHA, KEYS)
    changed = token[:position] + letter + token[position + 1 :]
    read = tokens.read_token(changed, USHA, KEYS)
    assert read is None or read == ThreadToken(CONVERSATION, is_senders=True)
    assert read is None or changed[:43] == token[:43]


@given(st.text(max_size=60))
def test_any_text_is_read_as_a_token_without_an_exception(text: str) -> None:
    assert tokens.read_token(text, USHA, KEYS) is None


def test_reply_address_and_message_id_carry_the_token_back() -> None:
    address = tokens.reply_address(CONVERSATION, USHA, base="shop@paanch.example", keys=KEYS)
    name = tokens.new_message_id(CONVERSATION, USHA, unique=uuid4().hex, domain="paanch.example", keys=KEYS)
    assert is_address(address)
    assert tokens.without_token(address) == "shop@paanch.example"
    expected = (ThreadToken(CONVERSATION, is_senders=True),)
    assert tokens.find_tokens(addresses=[address.upper()], message_ids=[], sender=USHA, keys=KEYS) == expected
    assert tokens.find_tokens(addresses=[], message_ids=[f"<{name}>"], sender=USHA, keys=KEYS) == expected


def test_ordinary_plus_address_is_left_alone() -> None:
    assert tokens.without_token("usha+shopping@example.in") == "usha+shopping@example.in"
    found = tokens.find_tokens(addresses=["usha+shopping@example.in"], message_ids=[], sender=USHA, keys=KEYS)
    assert found == ()


def test_name_that_leaves_no_room_for_a_token_is_refused() -> None:
    with pytest.raises(BadAddress):
        tokens.reply_address(CONVERSATION, USHA, base="a-very-long-shop-name@paanch.example", keys=KEYS)


def test_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="16 octets"):
        TokenKeys((b"short",))


def test_message_id_takes_no_line_break() -> None:
    with pytest.raises(ValueError, match="unique part"):
        tokens.new_message_id(CONVERSATION, USHA, unique="a\r\nBcc: x", domain="x.example", keys=KEYS)


def test_a_return_path_names_the_outbound_message_and_fits_a_local_part() -> None:
    message = UUID("019f0000-0000-7000-8000-00000000abcd")
    address = tokens.return_path(message, base="namaste@paanch.example", keys=KEYS)
    assert tokens.read_return_path(address, KEYS) == message
    assert tokens.read_return_path(address.upper(), KEYS) == message
    assert tokens.without_token(address) == "namaste@paanch.example"
    assert len(address.partition("@")[0]) <= 64


def test_a_return_path_that_others_made_or_that_is_a_reply_address_names_nothing() -> None:
    message = UUID("019f0000-0000-7000-8000-00000000abcd")
    address = tokens.return_path(message, base="namaste@paanch.example", keys=KEYS)
    assert tokens.read_return_path(address, tokens.TokenKeys([b"x" * 32])) is None
    changed = address.replace("+r" + address[9], "+r" + ("a" if address[9] != "a" else "b"))
    assert tokens.read_return_path(changed, KEYS) is None
    reply = tokens.reply_address(message, "u@x.in", base="namaste@paanch.example", keys=KEYS)
    assert tokens.read_return_path(reply, KEYS) is None
    found = tokens.find_tokens(addresses=[address], message_ids=[], sender="u@x.in", keys=KEYS)
    assert found == ()


def test_a_return_path_signed_with_an_older_key_is_still_read() -> None:
    message = UUID("019f0000-0000-7000-8000-00000000abcd")
    address = tokens.return_path(message, base="shop@paanch.example", keys=KEYS)
    rotated = tokens.TokenKeys([b"n" * 32, *KEYS.keys])
    assert tokens.read_return_path(address, rotated) == message


def test_a_message_id_of_ours_tells_its_message() -> None:
    message = UUID("019f0000-0000-7000-8000-00000000abcd")
    named = tokens.new_message_id(message, "u@x.in", unique=message.hex, domain="x.in", keys=KEYS)
    assert tokens.unique_of(named) == message
    assert tokens.unique_of(f"{message.hex}@x.in") == message
    assert tokens.unique_of("CAB+abc@mail.gmail.com") is None
