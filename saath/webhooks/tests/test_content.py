"""What a shop may enter."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from saath.core.errors import BadInput
from saath.timeline.kinds import declared_kinds
from saath.webhooks.addresses import checked_address
from saath.webhooks.catalogue import CATALOGUE, GROUPS, NAMES
from saath.webhooks.content import Content

GOOD = "https://shop.example/saath?key=1"


@pytest.mark.parametrize("url", [GOOD, "https://shop.example:8443/", "https://93.184.216.34/x", f"  {GOOD} "])
def test_public_addresses_by_https_are_taken(url: str) -> None:
    assert checked_address(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shop.example",
        "http://shop.example/",
        "ftp://shop.example/",
        "javascript:alert(1)",
        "https://",
        "https://user:pass@shop.example/",
        "https://shop.example/#part",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:10.0.0.1]/",
        "https://localhost/",
        "https://api.localhost/",
        "https://shop.example/\r\nX-Evil: 1",
        "https://shop.example/ a",
        "https://shop.example:99999/",
        "https://shop.example:0/",
        "https://shop.example/" + "x" * 2000,
    ],
)
def test_other_addresses_are_refused(url: str, settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(BadInput) as refused:
        checked_address(url)
    assert refused.value.field == "url"


def test_a_listed_host_may_be_called_without_https(settings: Settings) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["till.internal"]
    assert checked_address("http://till.internal/saath")


@given(st.text())
def test_no_text_is_a_fault(text: str) -> None:
    with suppress(BadInput):
        checked_address(text)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content("", GOOD, (), True), "name"),
        (Content("x" * 81, GOOD, (), True), "name"),
        (Content("a\0b", GOOD, (), True), "name"),
        (Content("Ours", GOOD), "kinds"),
        (Content("Ours", GOOD, ("order.lost",)), "kinds"),
        (Content("Ours", "x", (), True), "url"),
    ],
)
def test_what_does_not_fit_is_named(content: Content, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        content.checked()
    assert refused.value.field == field


def test_everything_needs_no_list_and_a_list_is_in_the_order_of_the_table() -> None:
    assert Content("Ours", GOOD, ("order.created",), True).checked().kinds == ()
    chosen = ("order.created", "conversation.created")
    assert Content("Ours", GOOD, chosen).checked().kinds == tuple(reversed(chosen))


def test_the_table_names_each_kind_once_and_in_a_known_group() -> None:
    kinds = [kind.name for told in CATALOGUE for kind in told.kinds]
    assert len(kinds) == len(set(kinds))
    assert len(NAMES) == len(set(NAMES))
    assert set(kinds) <= set(declared_kinds())
    assert {told.group for told in CATALOGUE} == set(GROUPS)
    for told in CATALOGUE:
        assert len(told.ids) == len(set(told.ids))
