"""The form of secrets, what scopes hold, and how long things last."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from saath.programs.bearers import hash_of, is_bearer, new_bearer
from saath.programs.rules import is_good_end, is_use_due
from saath.programs.scopes import NAMES, SCOPES, scopes_for, verbs_of_scopes, with_what_they_hold
from saath.stores.rules import VERBS, Role, verbs_of

AT = datetime(2037, 3, 2, 6, 0, tzinfo=UTC)


def test_a_secret_is_known_by_its_form_and_no_two_are_the_same() -> None:
    made = {new_bearer() for _each in range(1_000)}
    assert len(made) == 1_000
    assert all(is_bearer(each) and re.fullmatch(r"saath_[0-9A-Za-z]{49}", each) for each in made)
    assert all(len(hash_of(each)) == 64 for each in made)


def test_a_mistyped_secret_is_none() -> None:
    good = new_bearer()
    assert not any(is_bearer(bad) for bad in ("", "saath_", good[:-1], good + "x", good.upper(), " " + good))
    wrong_letter = "0" if good[20] != "0" else "1"
    assert not is_bearer(good[:20] + wrong_letter + good[21:])
    assert not is_bearer("saath_" + "०" * 49)


def test_every_verb_of_a_role_is_in_a_scope_and_every_verb_of_a_scope_is_known() -> None:
    assert verbs_of_scopes(NAMES) == VERBS - {"program.manage", "store.owners"}, (
        "a program lets no other in, and makes no owner"
    )


def test_who_may_write_may_read() -> None:
    assert with_what_they_hold(["orders:write"]) == {"orders:read", "orders:write"}
    assert with_what_they_hold(["export:run", "nonsense"]) == {"export:run"}
    for scope in SCOPES:
        assert verbs_of_scopes([scope.name]) == verbs_of_scopes(with_what_they_hold([scope.name]))


def test_no_scope_comes_from_a_name_that_is_none() -> None:
    assert verbs_of_scopes(["conversations", "", "*", "CONVERSATIONS:READ"]) == frozenset()


@pytest.mark.parametrize(
    ("role", "can", "cannot"),
    [
        (
            Role.READER,
            {"conversations:read", "orders:read"},
            {"conversations:write", "customers:write", "settings:read"},
        ),
        (
            Role.MEMBER,
            {"conversations:write", "orders:write"},
            {"settings:write", "team:write", "export:run"},
        ),
        (Role.MANAGER, {"settings:write", "webhooks:write"}, {"export:run"}),
        (Role.OWNER, set(NAMES), set()),
    ],
)
def test_a_role_gives_what_it_has(role: Role, can: set[str], cannot: set[str]) -> None:
    given = {scope.name for scope in scopes_for(verbs_of(role))}
    assert can <= given
    assert not cannot & given


def test_a_token_ends_within_366_days() -> None:
    assert is_good_end(AT + timedelta(days=366), at=AT)
    assert not is_good_end(AT + timedelta(days=366, seconds=1), at=AT)
    assert not is_good_end(AT, at=AT)


def test_a_use_is_written_down_once_a_minute() -> None:
    assert is_use_due(None, at=AT)
    assert is_use_due(AT - timedelta(seconds=60), at=AT)
    assert not is_use_due(AT - timedelta(seconds=59), at=AT)
