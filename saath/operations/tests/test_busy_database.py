"""A write lock that another process keeps: the person is told to wait, and nothing looks broken."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague, make_shop

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
SHOP, PROMISE = "/settings/shop/", "/settings/shop/promise/"


@pytest.fixture
def held() -> Iterator[None]:
    """Another process writes for longer than we wait."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    connection.close()


@pytest.fixture
def browser(settings: Settings) -> Client:
    settings.LANGUAGE_CODE = "en"
    shop = make_shop()
    browser = Client(raise_request_exception=False, headers={"host": shop.host})
    browser.force_login(make_colleague(shop, "meera@example.com", Role.OWNER).person)
    return browser


def test_a_write_that_gets_no_lock_is_answered_with_what_is_safe_and_when_to_come_back(
    browser: Client, held: None
) -> None:
    response = browser.post(PROMISE, {"seconds": "900"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    page = response.content.decode()
    assert "What was saved before is safe" in page
    assert "send it again" in page


def test_reading_goes_on_meanwhile(browser: Client, held: None) -> None:
    assert browser.get(SHOP).status_code == 200


def test_what_is_broken_is_still_called_broken(browser: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stores_holiday RENAME TO elsewhere")
    try:
        response = browser.get(SHOP)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO stores_holiday")
    assert response.status_code == 500
