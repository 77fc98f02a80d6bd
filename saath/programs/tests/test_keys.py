"""A request that comes twice is done once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from saath.core import clock
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.programs.actions.keys import (
    HELD_FOR,
    Answer,
    KeyUsedOtherwise,
    StillRunning,
    hold_key,
    keep_answer,
    release_key,
)
from saath.programs.models import KeptAnswer
from saath.programs.tests.together import at_once
from saath.stores.tests.builders import TEST, Shop, make_shop
from saath.tenancy.purge import purge_expired
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

CALLER = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
MADE = Answer(201, '{"id":"1"}', {"Location": "/api/v1/things/1"})


def hold(key: str = "k", fingerprint: str = "a" * 64, caller: UUID = CALLER) -> Answer | None:
    return hold_key(TEST, caller=caller, key=key, fingerprint=fingerprint)


def keep(key: str = "k") -> None:
    keep_answer(TEST, caller=CALLER, key=key, answer=MADE)


@pytest.mark.django_db
def test_the_first_answer_is_given_again(in_store: None) -> None:
    assert hold() is None
    keep()
    assert hold() == MADE
    assert hold("another") is None
    assert hold(caller=uuid4()) is None


@pytest.mark.django_db
def test_another_request_under_the_same_key_is_refused(in_store: None) -> None:
    hold()
    keep()
    with pytest.raises(KeyUsedOtherwise):
        hold(fingerprint="b" * 64)


@pytest.mark.django_db
def test_while_the_first_runs_the_second_is_refused_and_free_once_it_let_go(in_store: None) -> None:
    hold()
    with pytest.raises(StillRunning):
        hold()
    release_key(TEST, caller=CALLER, key="k")
    assert hold() is None


@pytest.mark.django_db
def test_a_key_that_a_dead_process_held_is_free_again(in_store: None) -> None:
    hold()
    with clock.at(now() + HELD_FOR):
        assert hold(fingerprint="b" * 64) is None


@pytest.mark.django_db
def test_an_answer_is_forgotten_after_a_day(in_store: None) -> None:
    hold()
    keep()
    release_key(TEST, caller=CALLER, key="k")
    assert hold() == MADE
    with clock.at(now() + timedelta(hours=24)):
        assert hold() is None
    purge_expired(now() + timedelta(days=3))
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256, "a\nb", "\0"])
def test_a_key_that_is_none_is_refused(in_store: None, key: str) -> None:
    with pytest.raises(BadInput):
        hold(key)


@pytest.mark.django_db
def test_keys_of_two_shops_do_not_meet(in_store: None, other_shop: Shop) -> None:
    hold()
    keep()
    with store_scope(other_shop.store.pk):
        assert hold() is None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_done_once_and_all_get_the_first_answer() -> None:
    shop, done = make_shop(), []

    def request() -> Answer:
        with store_scope(shop.store.pk), write_transaction():
            kept = hold()
            if kept is None:
                done.append(1)
                keep()
            return kept or MADE

    assert at_once(8, request) == [MADE] * 8
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_what_failed_is_done_by_the_next_one() -> None:
    shop = make_shop()

    def fail() -> None:
        with store_scope(shop.store.pk), write_transaction():
            hold()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store_scope(shop.store.pk):
        assert hold() is None
