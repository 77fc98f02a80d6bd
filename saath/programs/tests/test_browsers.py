"""Apps in a browser: pages of registered ones may read what the doors answer, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from saath.programs.actions.apps import remove_app
from saath.programs.tests.apps import REVOKE, TOKEN, TestApp, make_app
from saath.stores.models import Member
from saath.stores.tests.builders import Shop, actor_with, make_shop
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE = "https://tally.example"
METADATA, API = "/.well-known/oauth-authorization-server", "/api/v1/conversations"
ALLOWED = "Access-Control-Allow-Origin"


def ask(shop: Shop, method: str, path: str, origin: str, **headers: str) -> Any:
    sent = {"Origin": origin, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Client(headers={"host": shop.host}).generic(method, path, headers=sent)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", TOKEN), ("POST", REVOKE), ("GET", METADATA), ("GET", API)]
)
def test_the_page_of_a_registered_app_reads_what_is_answered(
    shop: Shop, app: TestApp, method: str, path: str
) -> None:
    first = ask(shop, "OPTIONS", path, PAGE, Access_Control_Request_Method=method)
    assert (first.status_code, first[ALLOWED]) == (204, PAGE)
    assert "Authorization" in first["Access-Control-Allow-Headers"]
    assert method in first["Access-Control-Allow-Methods"]
    answered = ask(shop, method, path, PAGE)
    assert answered[ALLOWED] == PAGE
    assert "Origin" in answered["Vary"]
    assert "Access-Control-Allow-Credentials" not in answered


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://tally.example.evil.example",
        "https://tally.example:8443",
        "http://tally.example",
        "https://TALLY.example",
        "https://tally.example/",
        "null",
        "*",
        "",
    ],
)
@pytest.mark.parametrize("path", [TOKEN, API])
def test_no_other_page_does(shop: Shop, app: TestApp, path: str, origin: str) -> None:
    for method in ("POST", "OPTIONS"):
        answered = ask(shop, method, path, origin, Access_Control_Request_Method="POST")
        assert ALLOWED not in answered
        assert "Origin" in answered["Vary"]


def test_pages_with_a_cookie_and_the_consent_are_no_doors(shop: Shop, app: TestApp) -> None:
    for path in ("/oauth/authorize", "/oauth/introspect", "/settings/programs/", "/"):
        assert ALLOWED not in ask(shop, "GET", path, PAGE)


def test_an_app_that_was_removed_or_has_a_secret_or_is_of_another_shop_lets_no_page_in(
    shop: Shop, app: TestApp, rukmini: Member
) -> None:
    make_app(shop, rukmini, is_confidential=True, name="Server", addresses=("https://server.example/back",))
    assert ALLOWED not in ask(shop, "POST", TOKEN, "https://server.example")
    make_app(shop, rukmini, name="Phone", addresses=("in.example.app:/back", "http://127.0.0.1:4000/back"))
    assert ask(shop, "POST", TOKEN, "http://127.0.0.1:4000")[ALLOWED] == "http://127.0.0.1:4000"
    assert ALLOWED not in ask(shop, "POST", TOKEN, "in.example.app:")
    assert ALLOWED not in ask(make_shop("other"), "POST", TOKEN, PAGE)
    with store_scope(shop.store.pk):
        remove_app(actor_with(rukmini), app.app)
    assert ALLOWED not in ask(shop, "POST", TOKEN, PAGE)
