"""What an app may ask for, who may say yes to it, and where the answer goes (RFC 9700)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from saath.programs.models import Admission
from saath.programs.oauth.addresses import is_good_return
from saath.programs.queries import grant_of
from saath.programs.tests.apps import BACK, TOKEN, TestApp, knock, make_app, said
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import (
    Shop,
    browser_of,
    make_colleague,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
YES = {"answer": "yes", "lasts": "365"}


# Where a code goes


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/back",
        "https://tally.example/back/",
        "https://tally.example/back?x=1",
        "https://tally.example/back#x",
        "https://tally.example/back/../evil",
        "https://tally.example.evil.example/back",
        "https://tally.example@evil.example/back",
        "https://TALLY.example/back",
        "https://tally.example:443/back",
        "http://tally.example/back",
        "https://tally.example\\@evil.example/back",
        "https://tally.example/back%00",
        "//tally.example/back",
        "javascript:alert(1)",
        "",
        None,
    ],
)
def test_a_code_goes_to_no_address_but_the_registered_one(
    app: TestApp, colleague: Client, in_store: None, address: str | None
) -> None:
    for ask in (
        colleague.get(app.wish(redirect_uri=address)),
        colleague.post(app.wish(redirect_uri=address), YES),
    ):
        assert ask.status_code == 400
        assert "Location" not in ask
        assert "This app cannot be let in" in ask.content.decode()
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://tally.example/back", True),
        ("https://tally.example:8443/back?shop=1", True),
        ("http://127.0.0.1:8123/back", True),
        ("http://[::1]/back", True),
        ("in.tally.app:/back", True),
        ("in.tally.app://back", True),
        ("http://localhost/back", False),
        ("http://tally.example/back", False),
        ("https://tally.example/back#part", False),
        ("https://*.tally.example/back", False),
        ("https://asha@tally.example/back", False),
        ("https://tally.example\\back", False),
        ("https://tally.example;sandbox/back", False),
        ("https://tally.example'/back", False),
        ("https://tally.example:/back", False),
        ("https://-tally.example/back", False),
        ("https://intranet/back", False),
        ("https:tally.example", False),
        ("HTTPS://tally.example/back", False),
        ("https://tally.example:port/back", False),
        ("https://tally.example/a b", False),
        ("https://tally.example/ä", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("tally:/back", False),
        ("x.javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://tally.example/" + "x" * 500, False),
    ],
)
def test_only_addresses_that_nobody_else_gets_are_registered(address: str, is_good: bool) -> None:
    assert is_good_return(address) is is_good


def test_what_is_asked_twice_is_refused(app: TestApp, colleague: Client) -> None:
    for again in ("redirect_uri", "client_id", "code_challenge", "code_challenge_method", "state", "scope"):
        assert colleague.get(f"{app.wish()}&{again}=x").status_code == 400
    form = {"grant_type": "authorization_code", "code": app.code(colleague), "redirect_uri": BACK}
    body = urlencode({**form, "client_id": app.app.client_id, "code_verifier": app.verifier})
    assert knock(app.host, TOKEN, f"{body}&code_verifier=x").status_code == 400


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code token"}, "unauthorized_client"),
        ({"response_type": "none"}, "unauthorized_client"),
        ({"response_type": None}, "invalid_request"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": "orders:read program.manage"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "x" * 44}, "invalid_request"),
    ],
)
def test_a_wish_that_is_not_right_is_refused_at_the_app(
    app: TestApp, colleague: Client, in_store: None, changes: dict[str, Any], error: str
) -> None:
    for led in (colleague.get(app.wish(**changes)), colleague.post(app.wish(**changes), YES)):
        assert led.status_code == 303
        assert led["Location"].startswith(f"{BACK}?")
        told = said(led["Location"])
        assert (told["error"], told["state"]) == (error, "xyz")
        assert told["iss"] == "http://paanch-takiye.test"
    assert not Admission.objects.exists()


def test_the_state_of_the_app_cannot_break_out(app: TestApp, colleague: Client) -> None:
    state = "x\r\nSet-Cookie: a=b&code=stolen#"
    led = colleague.post(app.wish(state=state), YES)
    if led.status_code == 303:
        assert said(led["Location"])["state"] == state
        assert "Set-Cookie" not in led
    else:
        assert led.status_code == 400


@pytest.mark.parametrize("name", ["client", "user", "scopes", "extra_credentials"])
def test_what_the_library_keeps_for_itself_cannot_be_said_from_outside(
    shop: Shop, app: TestApp, colleague: Client, name: str
) -> None:
    code = app.code(colleague, **{name: "settings:write"})
    tokens = app.exchange(code, **{name: "settings:write"}).json()
    assert tokens["scope"] == "customers:read orders:read"
    assert set(tokens) == {"access_token", "expires_in", "token_type", "scope", "refresh_token"}


# Who says yes


def test_nobody_says_yes_by_a_page_of_somebody_else(
    shop: Shop, app: TestApp, meera: Member, in_store: None
) -> None:
    browser = Client(headers={"host": shop.host}, enforce_csrf_checks=True)
    browser.force_login(meera.person)
    assert browser.post(app.wish(), YES).status_code == 403
    assert not Admission.objects.exists()


def test_the_page_cannot_be_put_into_a_frame_and_leads_to_the_app_alone(
    app: TestApp, colleague: Client
) -> None:
    policy = colleague.get(app.wish())["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://tally.example;" in policy


def test_looking_lets_nobody_in(app: TestApp, colleague: Client, in_store: None) -> None:
    colleague.get(f"{app.wish()}&answer=yes&lasts=365")
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    "form", [{}, {"answer": "perhaps", "lasts": "30"}, {"answer": "yes", "lasts": "100000"}]
)
def test_what_is_no_answer_lets_nobody_in(
    app: TestApp, colleague: Client, in_store: None, form: dict[str, str]
) -> None:
    assert colleague.post(app.wish(), form).status_code == 422
    assert not Admission.objects.exists()


def test_strangers_and_people_of_other_shops_let_nobody_in(
    shop: Shop, other_shop: Shop, app: TestApp, outsider: Client, in_store: None
) -> None:
    eve = browser_of(make_colleague(other_shop, "eve@example.com"), shop)
    for ask in (outsider.get, outsider.post):
        assert ask(app.wish())["Location"].startswith("/sign-in/?")
    for ask in (eve.get, eve.post):
        assert ask(app.wish()).status_code == 404
    assert not Admission.objects.exists()


def test_a_reader_gives_an_app_no_more_than_they_have(shop: Shop, app: TestApp, reader: Client) -> None:
    asked = "orders:read orders:write settings:write"
    assert (
        "It asks for more, which your role does not allow"
        in reader.get(app.wish(scope=asked)).content.decode()
    )
    tokens = app.exchange(app.code(reader, scope=asked)).json()
    assert tokens["scope"] == "orders:read"
    nothing = reader.get(app.wish(scope="settings:write")).content.decode()
    assert "Your role allows nothing of what it asks for." in nothing
    led = reader.post(app.wish(scope="settings:write"), YES)
    assert said(led["Location"])["error"] == "access_denied"


def test_an_app_of_another_shop_is_nothing_here(
    shop: Shop, other_shop: Shop, colleague: Client, in_store: None
) -> None:
    theirs = make_app(other_shop, make_colleague(other_shop, "eve@example.com", Role.OWNER))
    assert colleague.get(theirs.wish()).status_code == 400
    eve = browser_of(make_colleague(other_shop, "ila@example.com"), other_shop)
    code = theirs.code(eve)
    at_ours = TestApp(theirs.app, shop.host, verifier=theirs.verifier)
    assert at_ours.exchange(code).status_code == 401
    tokens = theirs.exchange(code).json()
    assert at_ours.renew(tokens["refresh_token"]).status_code == 401
    assert grant_of(tokens["access_token"], shop.store) is None
