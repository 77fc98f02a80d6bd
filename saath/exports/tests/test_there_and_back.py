"""A shop that leaves and comes in somewhere else is the same shop."""

from __future__ import annotations

import pytest

from saath.conversations.tests.builders import Desk
from saath.exports.models import ShopImport
from saath.exports.tests.builders import bring, data_of, make_export, new_shop, octets_of, take_shop_away
from saath.tenancy.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_line_and_file_is_the_same(desk: Desk, owner: Actor) -> None:
    before = octets_of(make_export(owner))
    take_shop_away()
    with new_shop() as new_owner:
        bringing = bring(new_owner, before)
        assert (bringing.state, bringing.refusal, bringing.where) == (ShopImport.State.DONE, "", "")
        after = octets_of(make_export(new_owner))
    told, again = data_of(before), data_of(after)
    for name in told:
        assert again[name] == told[name], name
    assert again.keys() == told.keys()
