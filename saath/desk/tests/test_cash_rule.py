"""The shop's rule for paying at the door: kept by who leads, seen by nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from saath.conversations.tests.builders import Desk
from saath.orders.models import CashRule
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
GIVEN = {"is_offered": "on", "most": "5000", "not_at": "79*, 194101", "most_refused": "2"}


def test_who_leads_keeps_the_rule_and_others_do_not(desk: Desk) -> None:
    address = reverse("desk:cash_rule")
    manager = browser_of(make_colleague(desk.shop, "meera2@example.com", Role.MANAGER), desk.shop)
    assert manager.post(address, GIVEN).status_code == 302
    assert 'value="5000' in manager.get(address).content.decode()
    wrong = manager.post(address, {**GIVEN, "not_at": "Surat"})
    assert (wrong.status_code, "how they begin" in wrong.content.decode()) == (422, True)
    assert browser_of(desk.member, desk.shop).post(address, GIVEN).status_code == 403
    there = make_shop("another")
    assert browser_of(make_colleague(there, "kiran@example.com"), desk.shop).get(address).status_code != 200
    with store_scope(desk.store_id):
        rule = CashRule.objects.get()
    assert (rule.most_minor, rule.not_at) == (500_000, ["79", "194101"])
