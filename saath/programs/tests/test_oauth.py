"""An app is let in, stays, and goes."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.accounts.models import AuditEntry, AuditKind
from saath.core import clock
from saath.core.clock import now
from saath.programs.actions.tokens import note_use
from saath.programs.bearers import is_bearer
from saath.programs.models import AccessToken, Admission, AuthorizationCode, RefreshToken
from saath.programs.queries import grant_of
from saath.programs.tests.apps import INTROSPECT, REVOKE, TOKEN, TestApp, knock, said
from saath.stores.models import Member
from saath.stores.tests.builders import Shop

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]


def test_an_app_is_let_in_and_acts_for_who_said_yes(
    shop: Shop, app: TestApp, colleague: Client, meera: Member
) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    assert (tokens["token_type"], tokens["expires_in"], tokens["scope"]) == (
        "Bearer",
        3600,
        "customers:read orders:read",
    )
    grant = grant_of(tokens["access_token"], shop.store)
    assert grant is not None
    assert (grant.member, grant.label) == (meera, "Tally sync")
    assert grant.actor.verbs == {"order.read", "customer.read"}


def test_the_page_says_who_wants_what_where_and_for_how_long(app: TestApp, colleague: Client) -> None:
    page = colleague.get(app.wish())
    words = page.content.decode()
    for said_there in (
        "Let Tally sync in?",
        "Tally sync wants to work in Paanch Takiye in your name, Meera.",
        "Read orders, parcels, returns and refunds",
        "365 days",
        "<b>tally.example</b>",
    ):
        assert said_there in words
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("language", ["hi", "gu"])
def test_it_says_so_in_the_language_of_its_reader(
    app: TestApp, colleague: Client, meera: Member, language: str
) -> None:
    meera.person.language = language
    meera.person.save()
    words = colleague.get(app.wish()).content.decode()
    assert f'lang="{language}"' in words
    assert "Let Tally sync in?" not in words


def test_no_is_told_to_the_app(app: TestApp, colleague: Client, in_store: None) -> None:
    led = colleague.post(app.wish(), {"answer": "no", "lasts": "30"})
    assert said(led["Location"]) == {
        "error": "access_denied",
        "state": "xyz",
        "iss": "http://paanch-takiye.test",
    }
    assert not Admission.objects.exists()


def test_it_is_in_for_as_long_as_was_chosen(
    shop: Shop, app: TestApp, colleague: Client, in_store: None
) -> None:
    tokens = app.exchange(app.code(colleague, lasts="30")).json()
    admission = Admission.objects.get()
    assert timedelta(days=29) < admission.expires_at - now() <= timedelta(days=30)
    with clock.at(admission.expires_at - timedelta(minutes=10)):
        last = app.renew(tokens["refresh_token"]).json()
        assert last["expires_in"] <= 600
    with clock.at(admission.expires_at):
        assert app.renew(last["refresh_token"]).json()["error"] == "invalid_grant"
        assert grant_of(last["access_token"], shop.store) is None


def test_it_stays_by_renewing_and_keeps_one_name(shop: Shop, app: TestApp, colleague: Client) -> None:
    first = app.exchange(app.code(colleague)).json()
    second = app.renew(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"]
    grants = [grant_of(each["access_token"], shop.store) for each in (first, second)]
    assert len({grant.public_id for grant in grants if grant}) == 1
    assert second["scope"] == first["scope"]


def test_an_hour_later_a_token_is_over_and_its_row_goes_with_the_next_renewal(
    shop: Shop, app: TestApp, colleague: Client, in_store: None
) -> None:
    first = app.exchange(app.code(colleague)).json()
    with clock.at(now() + timedelta(hours=1)):
        assert grant_of(first["access_token"], shop.store) is None
        app.renew(first["refresh_token"])
        assert AccessToken.objects.count() == 1


def test_what_is_not_renewed_for_90_days_is_over(app: TestApp, colleague: Client) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    with clock.at(now() + timedelta(days=90)):
        assert app.renew(tokens["refresh_token"]).status_code == 400


def test_a_renewal_may_ask_for_less_and_never_for_more(app: TestApp, colleague: Client) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    wider = app.renew(tokens["refresh_token"], scope="orders:read settings:write")
    assert wider.json()["error"] == "invalid_scope"
    less = app.renew(tokens["refresh_token"], scope="orders:read").json()
    assert less["scope"] == "orders:read"
    assert app.renew(less["refresh_token"]).json()["scope"] == "customers:read orders:read"


def test_a_confidential_app_shows_its_secret_in_the_form_or_the_header(
    shop: Shop, server_app: TestApp, colleague: Client
) -> None:
    tokens = server_app.exchange(server_app.code(colleague)).json()
    pair = base64.b64encode(f"{server_app.app.client_id}:{server_app.secret}".encode()).decode()
    body = f"grant_type=refresh_token&refresh_token={tokens['refresh_token']}"
    assert knock(shop.host, TOKEN, body, authorization=f"Basic {pair}").status_code == 200


def test_all_that_is_secret_is_kept_as_a_hash(server_app: TestApp, colleague: Client, in_store: None) -> None:
    code = server_app.code(colleague)
    tokens = server_app.exchange(code).json()
    shown = [code, tokens["access_token"], tokens["refresh_token"], server_app.secret]
    assert all(is_bearer(each) for each in shown)
    rows = [
        *AccessToken.objects.all(),
        *RefreshToken.objects.all(),
        *AuthorizationCode.objects.all(),
        server_app.app,
    ]
    kept = " ".join(str(vars(row)) for row in rows)
    assert not any(each in kept for each in shown)


def test_who_said_yes_takes_it_away(shop: Shop, app: TestApp, colleague: Client, in_store: None) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    listed = colleague.get("/settings/programs/").content.decode()
    assert "Tally sync" in listed
    colleague.post(reverse("programs:shut_out", args=[Admission.objects.get().public_id]))
    assert grant_of(tokens["access_token"], shop.store) is None
    assert app.renew(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    kinds = set(AuditEntry.objects.values_list("kind", flat=True))
    assert {AuditKind.APP_ADDED, AuditKind.APP_LET_IN, AuditKind.APP_SHUT_OUT} <= kinds


def test_an_app_gives_a_token_back(shop: Shop, app: TestApp, colleague: Client, in_store: None) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    assert app.post(REVOKE, {"token": tokens["access_token"]}).status_code == 200
    assert grant_of(tokens["access_token"], shop.store) is None
    again = app.renew(tokens["refresh_token"]).json()
    assert app.post(REVOKE, {"token": again["refresh_token"]}).status_code == 200
    assert grant_of(again["access_token"], shop.store) is None
    assert app.post(REVOKE, {"token": "nonsense"}).status_code == 200
    assert Admission.objects.get().ended_at is not None


def test_a_confidential_app_asks_what_its_tokens_are(
    server_app: TestApp, app: TestApp, colleague: Client, meera: Member
) -> None:
    tokens = server_app.exchange(server_app.code(colleague)).json()
    told = server_app.post(INTROSPECT, {"token": tokens["access_token"]}).json()
    assert (told["active"], told["scope"], told["sub"]) == (
        True,
        "customers:read orders:read",
        str(meera.public_id),
    )
    assert server_app.post(INTROSPECT, {"token": tokens["refresh_token"]}).json()["active"]
    others = app.exchange(app.code(colleague)).json()
    assert server_app.post(INTROSPECT, {"token": others["access_token"]}).json() == {"active": False}
    assert app.post(INTROSPECT, {"token": others["access_token"]}).status_code == 401


def test_its_last_use_is_seen_where_it_was_let_in(
    shop: Shop, app: TestApp, colleague: Client, in_store: None
) -> None:
    grant = grant_of(app.exchange(app.code(colleague)).json()["access_token"], shop.store)
    assert grant is not None
    note_use(grant.actor, token_id=grant.token_id)
    assert Admission.objects.get().last_used_at is not None


def test_a_colleague_lets_one_app_in_ten_times_at_most(
    app: TestApp, colleague: Client, in_store: None
) -> None:
    first = app.exchange(app.code(colleague)).json()
    for _each in range(10):
        app.code(colleague)
    assert Admission.objects.live(now()).count() == 10
    assert app.renew(first["refresh_token"]).status_code == 400


def test_the_server_says_where_its_doors_are(shop: Shop) -> None:
    about = Client(headers={"host": shop.host}).get("/.well-known/oauth-authorization-server").json()
    assert about["issuer"] == "http://paanch-takiye.test"
    assert about["token_endpoint"] == "http://paanch-takiye.test/oauth/token"
    assert about["code_challenge_methods_supported"] == ["S256"]
    assert about["response_types_supported"] == ["code"]


def test_a_token_of_an_app_is_found_by_one_statement(shop: Shop, app: TestApp, colleague: Client) -> None:
    bearer = app.exchange(app.code(colleague)).json()["access_token"]
    grant_of(bearer, shop.store)
    with CaptureQueriesContext(connection) as asked:
        grant_of(bearer, shop.store)
    assert len(asked) == 1
