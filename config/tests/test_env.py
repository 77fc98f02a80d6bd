"""Reading the installation's own choices."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env

NAME = "SAATH_TEST_CHOICE"


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("True", True), ("on", True), ("0", False), ("no", False), ("", True)]
)
def test_yes_and_no_are_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: bool
) -> None:
    monkeypatch.setenv(NAME, said)
    assert env.flag(NAME, True) is meant


def test_networks_are_read_and_what_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "127.0.0.1, ::1, 10.0.0.0/8")
    assert env.networks(NAME) == ["127.0.0.1", "::1", "10.0.0.0/8"]
    for wrong in ("*", "proxy.example", "10.0.0.1/8"):
        monkeypatch.setenv(NAME, wrong)
        with pytest.raises(ImproperlyConfigured):
            env.networks(NAME)


def test_what_is_not_given_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert env.text(NAME, "a") == "a"
    assert env.whole_number(NAME, 3) == 3
    assert env.number(NAME, 0.5) == 0.5
    assert env.path(NAME, Path("/x")) == Path("/x")
    assert env.words(NAME) == []
    assert env.pairs(NAME) == {}


def test_lists_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a=b.C, d=e.F")
    assert env.words(NAME) == ["a=b.C", "d=e.F"]
    assert env.pairs(NAME) == {"a": "b.C", "d": "e.F"}


@pytest.mark.parametrize("read", [env.whole_number, env.number, env.flag])
def test_what_does_not_fit_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch, read: object) -> None:
    monkeypatch.setenv(NAME, "hidden")
    with pytest.raises(ImproperlyConfigured, match=NAME) as caught:
        read(NAME, 1)  # type: ignore[operator]
    assert "hidden" not in str(caught.value)


def test_a_pair_without_its_value_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a=")
    with pytest.raises(ImproperlyConfigured, match=NAME):
        env.pairs(NAME)
