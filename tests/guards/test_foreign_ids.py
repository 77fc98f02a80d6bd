"""No page about promises finds what another shop has, by whichever id of it that an address or a form names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import resolve

from saath.core import ratelimit
from saath.operations.tests.filled import fill
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import make_person
from saath.tenancy.models import Domain, StoreOwned
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event
from tests.guards.test_urls import EXAMPLES, Address, addresses

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.wide]
# Where a room's pages are composed of others' views, its addresses tell.
SPOKEN_OF = ("grievance", "standards", "amends", "own-words", "policies", "routing", "work/", "desk/nobodys")
FIELDS = ("member", "conversation", "to", "officer", "signed_by", "policy", "order", "id", "reason", "skill")
NOTHING = {302, 403, 404, 405, 422}


def of_promises(purpose: str) -> list[Address]:
    """Return the addresses of a host that are about promises."""
    return [each for each in addresses(purpose) if any(word in each.route for word in SPOKEN_OF)]


def ids_of(store_id: int) -> Iterator[str]:
    """Yield the public id of the last row of each kind that a shop has."""
    with store_scope(store_id):
        for model in apps.get_models():
            if issubclass(model, StoreOwned):
                yield from map(str, model.objects.order_by("-pk").values_list("public_id", flat=True)[:1])


@pytest.fixture(autouse=True)
def _nobody_is_too_fast() -> Iterator[None]:
    """Count every try, and refuse none for its number."""
    with patch.object(ratelimit, "seconds_to_wait", return_value=0):
        yield


def owner_of(store_id: int) -> Client:
    """Return a browser of somebody who owns a shop, on its staff host."""
    person = make_person("eve@example.com", "Eve")
    with store_scope(store_id):
        Member.objects.create(person=person, role=Role.OWNER, display_name="Eve")
    host = Domain.objects.get(store=store_id, purpose="staff").host
    client = Client(headers={"host": host})
    client.force_login(person)
    return client


def kept_of(store_id: int) -> dict[str, int]:
    """Return how many rows of each kind a shop has, and how much has happened there."""
    with store_scope(store_id):
        models = [each for each in apps.get_models() if issubclass(each, StoreOwned)]
        return {each._meta.label: each.objects.count() for each in models} | {"events": Event.objects.count()}


def test_no_page_or_form_finds_what_another_shop_has() -> None:
    full, other = fill()
    ids, before = [*ids_of(full.store_id)], kept_of(full.store_id)
    eve = owner_of(other.store_id)
    named = [each for each in of_promises("staff") if "<uuid:" in each.route]
    assert len(named) > 10
    found = []
    for address in named:
        for public_id in ids:
            url = address.url.replace(EXAMPLES["uuid"], public_id)
            for ask in (eve.get, partial(eve.post, data=dict.fromkeys(FIELDS, public_id))):
                if (status := _status(ask, url)) not in NOTHING - {302}:
                    found.append(f"{address.route} {public_id}: {status}")
    assert found == []
    for address in (each for each in of_promises("staff") if "<uuid:" not in each.route):
        for public_id in ids:
            _status(partial(eve.post, data=dict.fromkeys(FIELDS, public_id)), address.url)
    assert kept_of(full.store_id) == before


def _status(ask: Any, url: str) -> int:
    """Return how a page answers; nothing of it stays."""
    resolve(url, urlconf="config.urls.staff")
    with transaction.atomic():
        answer = ask(url)
        transaction.set_rollback(True)
    return int(answer.status_code)
