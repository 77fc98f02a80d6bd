"""A connection that falls silent is noted, named by the doctor and shown, until it speaks again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from saath.operations.diagnosis.connections import orders_come_in
from saath.operations.diagnosis.finding import Circumstances
from saath.orders.actions.silence import look_for_silence
from saath.orders.connectors.tests.contract import recording_of
from saath.orders.hooks.tests.doors import Door, read
from saath.orders.models import Connection, Received
from saath.stores.tests.builders import TEST

SAID = recording_of("shopify")
MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)  # 10:30 in Surat


def named() -> list[str]:
    return [finding.name for finding in orders_come_in(Circumstances())]


def test_silence_is_named_until_something_comes(owner: Client, shopify: Door) -> None:
    Connection.objects.update(last_heard_at=MONDAY, usual_gap_seconds=1800, gaps=30)
    look_for_silence(TEST, at=MONDAY + timedelta(minutes=80))
    assert named() == []
    look_for_silence(TEST, at=MONDAY + timedelta(minutes=100))
    assert Connection.objects.get().silent_since == MONDAY
    assert named() == ["connection.silent"]
    ledger = reverse("desk:ledger", urlconf="config.urls.staff")
    assert "Quiet for much longer than usual." in owner.get(ledger).content.decode()
    with time_machine.travel(MONDAY + timedelta(minutes=110), tick=False):
        shopify.tell(SAID.said, dict(SAID.headers))
        read()
    connection = Connection.objects.get()
    assert (connection.silent_since, connection.gaps) == (None, 31)
    assert connection.usual_gap_seconds == 1800 + (6600 - 1800) // 8
    assert named() == []


def test_what_fails_is_named_too(shopify: Door) -> None:
    shopify.tell(
        {"id": 1, "myshopify_domain": "paanch-takiye.myshopify.com"}, {"X-Shopify-Topic": "app/uninstalled"}
    )
    shopify.tell({**SAID.said, "currency": "?"}, dict(SAID.headers))
    read()
    assert named() == ["connection.failing", "connection.failed"]
    assert Received.objects.count() == 2
