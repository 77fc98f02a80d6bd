"""What somebody might try who wants in without being let in (RFC 9700)."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from saath.accounts.models import AuditEntry, AuditKind
from saath.core import clock
from saath.core.clock import now
from saath.core.errors import Forbidden
from saath.programs.actions.admissions import admit_app
from saath.programs.actions.apps import remove_app
from saath.programs.models import AccessToken, Admission, RefreshToken
from saath.programs.queries import grant_of
from saath.programs.tests.apps import AUTHORIZE, BACK, TOKEN, TestApp, challenge_of, knock, make_app
from saath.programs.tests.together import at_once
from saath.stores.actions.members import change_role, revoke_member
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import (
    Shop,
    actor_with,
    browser_of,
    make_colleague,
    make_shop,
)
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
YES = {"answer": "yes", "lasts": "365"}


# What a code is worth


def test_a_code_is_good_once_and_the_second_time_ends_what_it_opened(
    shop: Shop, app: TestApp, colleague: Client, in_store: None
) -> None:
    code = app.code(colleague)
    tokens = app.exchange(code).json()
    assert app.exchange(code).json()["error"] == "invalid_grant"
    assert grant_of(tokens["access_token"], shop.store) is None
    assert app.renew(tokens["refresh_token"]).status_code == 400
    assert AuditEntry.objects.filter(kind=AuditKind.APP_COPIED).count() == 1


def test_a_code_is_good_for_two_minutes(app: TestApp, colleague: Client) -> None:
    code = app.code(colleague)
    with clock.at(now() + timedelta(minutes=2)):
        assert app.exchange(code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("verifier", ["x" * 43, "short", None, ""])
def test_a_stolen_code_is_worth_nothing_without_its_verifier_and_is_used_up(
    app: TestApp, colleague: Client, in_store: None, verifier: str | None
) -> None:
    code = app.code(colleague)
    assert app.exchange(code, code_verifier=verifier).status_code == 400
    assert not AccessToken.objects.exists()


def test_the_challenge_itself_is_no_verifier(app: TestApp, colleague: Client) -> None:
    code = app.code(colleague)
    wrong = app.exchange(code, code_verifier=challenge_of(app.verifier), code_challenge_method="plain")
    assert wrong.status_code == 400


def test_a_code_of_one_installation_is_worth_nothing_in_another(app: TestApp, colleague: Client) -> None:
    stolen = app.code(colleague)
    attackers = TestApp(app.app, app.host)
    assert attackers.exchange(stolen).json()["error"] == "invalid_grant"


def test_a_code_of_one_app_is_worth_nothing_to_another(
    app: TestApp, server_app: TestApp, colleague: Client
) -> None:
    code = app.code(colleague)
    server_app.verifier = app.verifier
    assert server_app.exchange(code).json()["error"] == "invalid_grant"
    assert app.exchange(code).status_code == 200


@pytest.mark.parametrize("address", ["https://evil.example/back", "https://tally.example/other", None])
def test_a_code_is_changed_only_with_the_address_that_it_went_to(
    shop: Shop, rukmini: Member, colleague: Client, address: str | None
) -> None:
    app = make_app(shop, rukmini, addresses=(BACK, "https://tally.example/other"))
    assert app.exchange(app.code(colleague), redirect_uri=address).status_code == 400


def test_a_code_ends_with_the_role_the_seat_and_the_app(
    shop: Shop, app: TestApp, colleague: Client, meera: Member, rukmini: Member, in_store: None
) -> None:
    code = app.code(colleague)
    change_role(actor_with(rukmini), meera, role=Role.READER)
    assert app.exchange(code).json()["error"] == "invalid_grant"
    code = app.code(colleague)
    tokens = app.exchange(app.code(colleague)).json()
    revoke_member(actor_with(rukmini), meera)
    assert app.exchange(code).json()["error"] == "invalid_grant"
    assert app.renew(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert grant_of(tokens["access_token"], shop.store) is None


def test_a_removed_app_is_out_everywhere(
    shop: Shop, app: TestApp, colleague: Client, rukmini: Member, in_store: None
) -> None:
    tokens, code = app.exchange(app.code(colleague)).json(), app.code(colleague)
    remove_app(actor_with(rukmini), app.app)
    assert app.exchange(code).status_code == 401
    assert app.renew(tokens["refresh_token"]).status_code == 401
    assert grant_of(tokens["access_token"], shop.store) is None
    assert colleague.get(app.wish()).status_code == 400


def test_a_person_who_may_not_sign_in_any_more_has_no_app(
    app: TestApp, colleague: Client, meera: Member
) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    meera.person.is_active = False
    meera.person.save()
    assert app.renew(tokens["refresh_token"]).json()["error"] == "invalid_grant"


# What a token that renews is worth


def test_a_token_that_renews_is_good_once_and_the_second_time_ends_everything(
    shop: Shop, app: TestApp, colleague: Client, in_store: None
) -> None:
    first = app.exchange(app.code(colleague)).json()
    second = app.renew(first["refresh_token"]).json()
    assert app.renew(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert app.renew(second["refresh_token"]).json()["error"] == "invalid_grant"
    assert grant_of(second["access_token"], shop.store) is None
    assert AuditEntry.objects.filter(kind=AuditKind.APP_COPIED).count() == 1


def test_another_app_neither_uses_nor_ends_it(
    shop: Shop, app: TestApp, server_app: TestApp, colleague: Client
) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    assert server_app.renew(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    server_app.post("/oauth/revoke", {"token": tokens["refresh_token"]})
    server_app.post("/oauth/revoke", {"token": tokens["access_token"]})
    assert grant_of(tokens["access_token"], shop.store) is not None
    assert app.renew(tokens["refresh_token"]).status_code == 200


def test_tokens_are_not_taken_for_each_other(shop: Shop, app: TestApp, colleague: Client) -> None:
    code = app.code(colleague)
    tokens = app.exchange(code).json()
    assert grant_of(tokens["refresh_token"], shop.store) is None
    assert grant_of(code, shop.store) is None
    assert app.renew(tokens["access_token"]).status_code == 400
    assert app.exchange(tokens["refresh_token"]).status_code == 400


# Who says that they are the app


@pytest.mark.parametrize("secret", ["", "wrong", "saath_" + "A" * 49])
def test_a_confidential_app_without_its_secret_is_nobody(
    server_app: TestApp, colleague: Client, secret: str
) -> None:
    code = server_app.code(colleague)
    right, server_app.secret = server_app.secret, secret
    assert server_app.exchange(code).json()["error"] == "invalid_client"
    server_app.secret = right
    assert server_app.exchange(code).status_code == 200


def test_a_public_app_cannot_claim_a_secret_nor_say_two_names(
    shop: Shop, app: TestApp, server_app: TestApp, colleague: Client
) -> None:
    code = app.code(colleague)
    assert app.exchange(code, client_secret="x").json()["error"] == "invalid_client"
    pair = base64.b64encode(f"{server_app.app.client_id}:{server_app.secret}".encode()).decode()
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": app.verifier,
    }
    body = urlencode({**form, "client_id": app.app.client_id})
    assert knock(shop.host, TOKEN, body, authorization=f"Basic {pair}").json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    "header", ["Basic !!!", "Basic " + base64.b64encode(b"\xff\xfe").decode(), "Basic", "Bearer x"]
)
def test_a_broken_header_is_nobody(shop: Shop, server_app: TestApp, header: str) -> None:
    answer = knock(shop.host, TOKEN, "grant_type=refresh_token&refresh_token=x", authorization=header)
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("grant_type", ["password", "client_credentials", "implicit", "", None, "none"])
def test_no_other_way_to_tokens_is_open(server_app: TestApp, grant_type: str | None) -> None:
    form = {"grant_type": grant_type, "username": "meera@example.com", "password": "x", "code": "x"}
    answer = server_app.post(TOKEN, form)
    assert answer.status_code == 400
    assert answer.json()["error"] in {"unsupported_grant_type", "invalid_request"}


def test_nothing_secret_is_taken_from_an_address(shop: Shop, app: TestApp, colleague: Client) -> None:
    code = app.code(colleague)
    body = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": app.verifier}
    answer = knock(shop.host, f"{TOKEN}?code={code}", urlencode({**body, "client_id": app.app.client_id}))
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    "body", ["%", "a=%zz", "grant_type", "\udcff".encode("utf-8", "surrogatepass"), b"\xff=1", "x" * 10_000]
)
@pytest.mark.parametrize("door", ["token", "revoke", "introspect"])
def test_nonsense_is_refused_in_words(shop: Shop, door: str, body: str | bytes) -> None:
    answer = knock(shop.host, f"/oauth/{door}", body)  # type: ignore[arg-type]
    assert answer.status_code in {400, 401}
    assert "error" in answer.json()
    assert "no-store" in answer["Cache-Control"]


def test_only_forms_are_read(shop: Shop) -> None:
    client = Client(headers={"host": shop.host})
    assert client.post(TOKEN, {"grant_type": "x"}, content_type="application/json").status_code == 400
    assert client.get(TOKEN).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "?client_id=x",
        "?%",
        "?client_id=%ff",
        "?" + quote("क=ख"),
        "?client_id=x&redirect_uri=http://[",
    ],
)
def test_a_broken_wish_leads_nowhere(colleague: Client, query: str) -> None:
    assert colleague.get(AUTHORIZE + query).status_code == 400


def test_who_is_refused_again_and_again_has_to_wait(shop: Shop) -> None:
    statuses = [
        knock(shop.host, TOKEN, "grant_type=refresh_token&refresh_token=x").status_code for _each in range(61)
    ]
    assert statuses[0] == 401
    assert statuses[-1] == 429


# At once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["code", "refresh"])
def test_of_many_at_once_one_gets_tokens_and_then_nobody_has_any(what: str) -> None:
    shop = make_shop()
    owner = make_colleague(shop, "rukmini@example.com", Role.OWNER)
    app, browser = make_app(shop, owner), browser_of(owner, shop)
    code = app.code(browser)
    if what == "refresh":
        refresh = app.exchange(code).json()["refresh_token"]
        answers = at_once(6, lambda: app.renew(refresh).status_code)
    else:
        answers = at_once(6, lambda: app.exchange(code).status_code)
    assert sorted(answers) == [200, 400, 400, 400, 400, 400]
    with store_scope(shop.store.pk):
        assert not AccessToken.objects.live(now()).exists()
        assert Admission.objects.get().ended_at is not None
        assert RefreshToken.objects.filter(used_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_app_that_is_shut_out_meanwhile_gets_nothing_that_works() -> None:
    shop = make_shop()
    owner = make_colleague(shop, "rukmini@example.com", Role.OWNER)
    app, browser = make_app(shop, owner), browser_of(owner, shop)
    refresh = app.exchange(app.code(browser)).json()["refresh_token"]

    def shut_out() -> int:
        with store_scope(shop.store.pk):
            remove_app(actor_with(owner), app.app)
        return 0

    def renew() -> int:
        return int(app.renew(refresh).status_code)

    calls = [shut_out, renew]
    at_once(2, lambda: calls.pop()())
    with store_scope(shop.store.pk):
        assert not AccessToken.objects.live(now()).exists()


def test_a_narrowed_actor_lets_no_app_in_for_more(
    shop: Shop, app: TestApp, rukmini: Member, in_store: None
) -> None:
    narrow = replace(actor_with(rukmini), verbs=frozenset({"order.read"}))
    with pytest.raises(Forbidden):
        admit_app(
            narrow,
            app.app,
            scopes=["settings:write"],
            expires_at=now() + timedelta(days=1),
            redirect_uri=BACK,
            challenge=challenge_of(app.verifier),
        )
