"""UPDATEs that are written once change what the ORM's would, in the store in scope alone."""

from __future__ import annotations

import pytest
from django.db.models import CharField, F
from django.db.models.functions import Concat

from saath.stores.models import Member
from saath.stores.tests.builders import Shop, make_colleague, make_shop
from saath.tenancy.prepared import Given, GivenTexts
from saath.tenancy.scope import NoStoreScope, store_scope
from saath.tenancy.updates import PreparedUpdate

pytestmark = pytest.mark.django_db


@pytest.fixture
def shops() -> tuple[Shop, Shop]:
    here, there = make_shop("here"), make_shop("there")
    make_colleague(here, "asha@example.in")
    make_colleague(there, "asha@example.net")
    return here, there


def renaming() -> PreparedUpdate:
    return PreparedUpdate(
        lambda: (
            Member.objects.filter(display_name__any_of=GivenTexts("names")),
            {"display_name": Concat(F("display_name"), Given("more", CharField()))},
        )
    )


def names(shop: Shop) -> list[str]:
    with store_scope(shop.store.pk):
        return list(Member.objects.values_list("display_name", flat=True))


def test_rows_of_the_store_in_scope_are_changed_and_counted(shops: tuple[Shop, Shop]) -> None:
    here, there = shops
    update = renaming()
    with store_scope(there.store.pk):
        assert update.run(names=["Nobody"], more="!") == 0
    with store_scope(here.store.pk):
        assert update.run(names=["Asha", "Bina"], more=" 100 %") == 1
    assert names(here) == ["Asha 100 %"]
    assert names(there) == ["Asha"]


def test_outside_a_store_nothing_is_changed(shops: tuple[Shop, Shop]) -> None:
    with pytest.raises(NoStoreScope):
        renaming().run(names=["Asha"], more="!")
    assert names(shops[0]) == ["Asha"]
