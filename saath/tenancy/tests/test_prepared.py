from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.accounts.models import Person
from saath.core.clock import now
from saath.stores.models import Member
from saath.stores.tests.builders import Shop, make_colleague, make_shop
from saath.tenancy.given import Given, GivenNumbers, GivenTexts
from saath.tenancy.models import Store
from saath.tenancy.prepared import Prepared, PreparedAcross
from saath.tenancy.scope import NoStoreScope, every_store, store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> tuple[Shop, Shop]:
    here, there = make_shop("here"), make_shop("there")
    make_colleague(here, "asha@example.in")
    make_colleague(there, "bina@example.in")
    return here, there


def seats() -> Prepared[Member]:
    return Prepared(lambda: Member.objects.filter(is_active=True))


def test_a_query_reads_the_store_in_which_it_runs_whatever_it_was_written_in(
    shops: tuple[Shop, Shop],
) -> None:
    prepared = seats()
    names = []
    for shop in shops:
        with store_scope(shop.store.pk):
            names.append([member.display_name for member in prepared.rows()])
    assert names == [["Asha"], ["Bina"]]


def test_a_query_of_a_store_is_refused_outside_one(shops: tuple[Shop, Shop]) -> None:
    prepared = seats()
    with pytest.raises(NoStoreScope):
        prepared.rows()
    with store_scope(shops[0].store.pk):
        prepared.rows()
    with pytest.raises(NoStoreScope):
        prepared.rows()
    with every_store("an example across stores"), pytest.raises(NoStoreScope):
        prepared.rows()


def test_the_store_cannot_be_given(shops: tuple[Shop, Shop]) -> None:
    here, there = shops
    with store_scope(here.store.pk):
        assert [member.display_name for member in seats().rows(store=there.store.pk)] == ["Asha"]


def test_a_part_of_a_query_reads_the_same_store(shops: tuple[Shop, Shop]) -> None:
    prepared = Prepared(lambda: Store.objects.filter(pk__in=Member.objects.values("store")))
    with store_scope(shops[1].store.pk):
        assert prepared.rows() == [shops[1].store]


def test_values_come_back_as_the_orm_gives_them(shops: tuple[Shop, Shop]) -> None:
    with store_scope(shops[0].store.pk):
        member = Member.objects.select_related("person").get()
        prepared = Prepared(
            lambda: Member.objects.select_related("person").filter(
                public_id=Given("id", Member._meta.get_field("public_id")),
                joined_at__lt=Given("at", Member._meta.get_field("joined_at")),
            )
        )
        (found,) = prepared.rows(id=member.public_id, at=now() + timedelta(hours=1))
        assert (found.joined_at, found.public_id) == (member.joined_at, member.public_id)
        with CaptureQueriesContext(connection) as captured:
            assert found.person == member.person
        assert len(captured) == 0
        assert prepared.first(id=member.public_id, at=member.joined_at) is None


@pytest.mark.parametrize("count", [0, 1, 2])
def test_any_number_of_numbers_is_one_statement(shops: tuple[Shop, Shop], count: int) -> None:
    prepared = Prepared(lambda: Person.objects.filter(pk__any_of=GivenNumbers("ids")).order_by("pk"))
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))[:count]
    assert [person.pk for person in prepared.rows(ids=ids)] == ids


def test_a_value_that_is_missing_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Prepared(lambda: Person.objects.filter(pk=Given("id"))).rows()


def test_a_query_over_every_store_is_refused_anywhere_else(shops: tuple[Shop, Shop]) -> None:
    prepared = PreparedAcross(
        lambda: Member.objects.filter(display_name__any_of=GivenTexts("names")).order_by("display_name")
    )
    for _ in range(2):
        with every_store("an example across stores"):
            found = [member.store_id for member in prepared.rows(names=["Asha", "Bina", "x"])]
        assert found == [shop.store.pk for shop in shops]
        with pytest.raises(NoStoreScope):
            prepared.rows(names=["Asha"])
        with store_scope(shops[0].store.pk), pytest.raises(NoStoreScope):
            prepared.rows(names=["Asha"])


def test_texts_are_found_whatever_stands_in_them(shops: tuple[Shop, Shop]) -> None:
    prepared = Prepared(lambda: Member.objects.filter(display_name__any_of=GivenTexts("names")))
    odd = ["a,b", '{"x"}', "o'k", "\\", "null", ""]
    with store_scope(shops[0].store.pk):
        assert prepared.rows(names=odd) == []
        assert prepared.rows(names=[]) == []
        Member.objects.update(display_name='{"x"}')
        assert len(prepared.rows(names=odd)) == 1
