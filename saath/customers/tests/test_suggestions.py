"""Who may be the same person: said with what speaks for it, never done, and silent once somebody has said no."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.errors import Forbidden
from saath.customers.actions.merge import merge_customers, undo_merge
from saath.customers.actions.suggest import dismiss_suggestion, restore_suggestion, suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.models import Customer
from saath.customers.together import get_suggestion, may_be_same
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SUNITA, VERMA, ASHA = "sunita@example.in", "verma@example.in", "asha@example.in"
SIGNED, ADDED = Evidence(Kind.SIGNED, VERMA), Evidence(Kind.ADDED, VERMA)


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    for address in (SUNITA, VERMA, ASHA):
        arrive(mail(sender=address, subject=address))
    return desk


def by(address: str) -> Customer:
    return Customer.objects.get(identities__key=address)


def test_each_learns_of_the_other_and_what_was_said_twice_is_there_once(desk: Desk) -> None:
    with store_scope(desk.store_id):
        for evidence in (ADDED, SIGNED, SIGNED):
            suggest_same(TEST, by(VERMA), other=by(SUNITA), evidence=evidence)
        (seen,) = may_be_same(desk.actor, by(SUNITA))
        assert (seen.customer, seen.evidence, seen.is_verified) == (by(VERMA), (ADDED, SIGNED), True)
        assert [each.customer for each in may_be_same(desk.actor, by(VERMA))] == [by(SUNITA)]


def test_a_guess_comes_after_what_is_sure(desk: Desk) -> None:
    with store_scope(desk.store_id):
        suggest_same(TEST, by(SUNITA), other=by(VERMA), evidence=SIGNED)
        suggest_same(TEST, by(SUNITA), other=by(ASHA), evidence=ADDED)
        assert [each.is_verified for each in may_be_same(desk.actor, by(SUNITA))] == [True, False]


def test_no_is_no_until_it_is_taken_back(desk: Desk) -> None:
    with store_scope(desk.store_id):
        suggest_same(TEST, by(SUNITA), other=by(VERMA), evidence=ADDED)
        suggestion = get_suggestion(desk.actor, may_be_same(desk.actor, by(SUNITA))[0].suggestion)
        dismiss_suggestion(desk.actor, suggestion)
        suggest_same(TEST, by(SUNITA), other=by(VERMA), evidence=SIGNED)
        assert not may_be_same(desk.actor, by(SUNITA))
        restore_suggestion(desk.actor, suggestion)
        assert len(may_be_same(desk.actor, by(SUNITA))) == 1


def test_it_is_said_of_whoever_they_are_part_of_and_no_more_when_they_are_one(desk: Desk) -> None:
    with store_scope(desk.store_id):
        suggest_same(TEST, by(SUNITA), other=by(VERMA), evidence=SIGNED)
        asha, sunita = by(ASHA), by(SUNITA)
        first = merge_customers(desk.actor, sunita, into=asha)
        assert [each.customer for each in may_be_same(desk.actor, asha)] == [by(VERMA)]
        second = merge_customers(desk.actor, by(VERMA), into=asha)
        assert not may_be_same(desk.actor, asha)
        undo_merge(desk.actor, second)
        undo_merge(desk.actor, first)
        assert [each.customer for each in may_be_same(desk.actor, sunita)] == [by(VERMA)]


def test_readers_see_it_and_decide_nothing(desk: Desk) -> None:
    reader = actor_of(make_colleague(desk.shop, "hemal@example.com", Role.READER))
    with store_scope(desk.store_id):
        suggest_same(TEST, by(SUNITA), other=by(VERMA), evidence=SIGNED)
        (seen,) = may_be_same(reader, by(SUNITA))
        suggestion = get_suggestion(reader, seen.suggestion)
        for act in (dismiss_suggestion, restore_suggestion):
            with pytest.raises(Forbidden):
                act(reader, suggestion)
