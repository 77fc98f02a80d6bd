"""A browser is sent to the web and nowhere else."""

import pytest

from saath.core.web_addresses import web_address


@pytest.mark.parametrize("written", ["https://shop.example", "HTTP://shop.example:8000/a?b#c"])
def test_an_address_of_the_web_is_one(written: str) -> None:
    parts = web_address(written)
    assert parts is not None
    assert parts.hostname == "shop.example"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//shop.example",
        "https://",
        "https://[",
        "https://a b.in",
    ],
)
def test_anything_else_is_none(written: str) -> None:
    assert web_address(written) is None
