"""A shop's hours as they are asked where every statement counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.stores.calendar import calendar_of, hours_of, settings_of
from saath.stores.models import Holiday, StoreSettings
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return Store.objects.create(name="One", slug="one", time_zone="Asia/Dubai")


def decide(store: Store) -> None:
    StoreSettings.objects.create(
        store=store, hours={"mon": [["09:00", "24:00"]]}, first_answer_target_seconds=600
    )
    for day in (15, 2):
        Holiday.objects.create(store=store, date=date(2026, 8, day), name="closed")


@pytest.mark.parametrize("has_decided", [False, True])
def test_hours_are_those_of_the_calendar(store: Store, has_decided: bool) -> None:
    with store_scope(store.pk):
        if has_decided:
            decide(store)
        hours = hours_of(store.pk)
        assert hours.calendar == calendar_of(store.pk)
        assert hours.first_answer_target_seconds == settings_of(store.pk).first_answer_target_seconds


def test_hours_are_asked_once_in_a_write_transaction(store: Store) -> None:
    with store_scope(store.pk):
        decide(store)
        with CaptureQueriesContext(connection) as captured, write_transaction():
            first, second = hours_of(store.pk), hours_of(store.pk)
        assert first is second
        assert sum("stores_storesettings" in query["sql"] for query in captured.captured_queries) == 1
        StoreSettings.objects.update(first_answer_target_seconds=60)
        with write_transaction():
            assert hours_of(store.pk).first_answer_target_seconds == 60
