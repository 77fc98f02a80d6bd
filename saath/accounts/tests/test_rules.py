"""Addresses and browsers, without a database."""

import pytest

from saath.accounts.addresses import address_key
from saath.accounts.rules import AGENT_LENGTH, short_agent
from saath.core.errors import BadInput


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Meera.Joshi@Example.COM", "meera.joshi@example.com"),
        (" meera+desk@example.com ", "meera+desk@example.com"),
        ("meera@BÜCHER.example", "meera@xn--bcher-kva.example"),
        ("meera@दुकान.भारत", "meera@xn--11b7ah1gn.xn--h2brj9c"),
        ("meera@example.com.", "meera@example.com"),
        ("rene\u0301@example.com", "ren\u00e9@example.com"),
        ("meera@[192.0.2.1]", "meera@[192.0.2.1]"),
    ],
)
def test_spellings_of_one_mailbox_have_one_key(written: str, key: str) -> None:
    assert address_key(written) == key


@pytest.mark.parametrize("text", ["", "meera", "@example.com", "meera@"])
def test_what_is_no_address_has_no_key(text: str) -> None:
    with pytest.raises(BadInput):
        address_key(text)


@pytest.mark.parametrize(
    ("user_agent", "short"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, Linux"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
            "Chrome 131, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.1 Mobile/15E148 Safari/604.1",
            "Safari 18, iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 500, "x" * AGENT_LENGTH),
        ("", ""),
    ],
)
def test_browser_is_named_as_its_owner_knows_it(user_agent: str, short: str) -> None:
    assert short_agent(user_agent) == short
