"""The pages of apps: for the owner, and for nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.core import clock
from saath.core.clock import now
from saath.programs.models import Admission, App
from saath.programs.tests.apps import BACK, TestApp, make_app
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
LIST, NEW = "/settings/programs/apps/", "/settings/programs/apps/new/"


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Tally sync", "addresses": f"{BACK}\n  in.tally.app:/back", "place": "server", **changes}


def address(name: str, app: App) -> str:
    return reverse(f"programs:{name}", args=[app.public_id])


def test_an_app_is_registered_and_its_secret_is_shown_once(owner: Client, in_store: None) -> None:
    made = owner.post(NEW, form())
    app = App.objects.get()
    assert app.redirect_uris == [BACK, "in.tally.app:/back"]
    assert app.client_id in made.content.decode()
    (secret,) = re.findall(r'value="(saath_\w+)"', made.content.decode())
    assert "no-store" in made["Cache-Control"]
    assert secret not in owner.get(address("app", app)).content.decode()


def test_who_never_came_for_a_token_is_not_in(
    app: TestApp, owner: Client, colleague: Client, in_store: None
) -> None:
    def shown() -> list[bool]:
        pages = colleague.get("/settings/programs/"), owner.get(address("app", app.app))
        return ["Shut it out" in page.content.decode() for page in pages]

    code = app.code(colleague)
    assert shown() == [True, True]
    with clock.at(now() + timedelta(minutes=3)):
        assert shown() == [False, False]
    app.exchange(code)
    with clock.at(now() + timedelta(minutes=3)):
        assert shown() == [True, True]
    with clock.at(now() + timedelta(days=91)):
        assert shown() == [False, False]  # it has not renewed for so long that it cannot any more


def test_a_public_app_has_no_secret(owner: Client, in_store: None) -> None:
    assert "saath_" not in owner.post(NEW, form(place="device")).content.decode()
    app = App.objects.get()
    assert (app.is_confidential, app.secret_hash) == (False, "")
    assert owner.post(address("renew", app)).status_code == 409


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"addresses": ""}, "This field is required."),
        ({"addresses": "http://tally.example/"}, "http://tally.example/ is no address to which"),
        ({"addresses": "javascript:alert(1)"}, "is no address to which"),
        ({"addresses": "\n".join(f"https://tally.example/{each}" for each in range(11))}, "Enter one to ten"),
        ({"place": "moon"}, "Select a valid choice."),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    owner: Client, in_store: None, changes: dict[str, str], words: str
) -> None:
    answer = owner.post(NEW, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not App.objects.exists()


def test_a_new_secret_ends_the_old_one(owner: Client, server_app: TestApp, colleague: Client) -> None:
    tokens = server_app.exchange(server_app.code(colleague)).json()
    page = owner.post(address("renew", server_app.app)).content.decode()
    assert server_app.renew(tokens["refresh_token"]).status_code == 401
    (server_app.secret,) = re.findall(r'value="(saath_\w+)"', page)
    assert server_app.renew(tokens["refresh_token"]).status_code == 200


def test_an_address_that_was_taken_away_gets_no_code(owner: Client, app: TestApp, colleague: Client) -> None:
    assert owner.post(address("app", app.app), form(addresses="https://tally.example/new")).status_code == 302
    assert colleague.get(app.wish()).status_code == 400


def test_the_owner_sees_who_let_it_in_and_shuts_it_out(
    owner: Client, app: TestApp, colleague: Client, in_store: None
) -> None:
    tokens = app.exchange(app.code(colleague)).json()
    assert "Meera" in owner.get(address("app", app.app)).content.decode()
    ended = owner.post(reverse("programs:shut_out", args=[Admission.objects.get().public_id]))
    assert ended["Location"] == address("app", app.app)
    assert app.renew(tokens["refresh_token"]).status_code == 400


def test_a_removed_app_is_gone(owner: Client, app: TestApp) -> None:
    gone = owner.post(address("remove", app.app), follow=True).content.decode()
    assert "“Tally sync” is shut out." in gone
    assert owner.get(address("app", app.app)).status_code == 404


@pytest.mark.parametrize("who", ["colleague", "reader"])
def test_nobody_but_the_owner_registers_or_changes_apps(
    who: str, app: TestApp, in_store: None, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    assert {browser.get(each).status_code for each in (LIST, NEW, address("app", app.app))} == {403}
    posts = (NEW, *(address(each, app.app) for each in ("app", "renew", "remove")))
    assert {browser.post(each, form()).status_code for each in posts} == {403}
    assert App.objects.kept().count() == 1


def test_nobody_shuts_out_what_somebody_else_let_in(
    app: TestApp, colleague: Client, reader: Client, in_store: None
) -> None:
    app.exchange(app.code(colleague))
    out = reverse("programs:shut_out", args=[Admission.objects.get().public_id])
    assert reader.post(out).status_code == 404
    assert Admission.objects.get().ended_at is None


def test_who_is_not_here_reaches_nothing(
    shop: Shop, other_shop: Shop, app: TestApp, outsider: Client, in_store: None
) -> None:
    eve = make_colleague(other_shop, "eve@example.com")
    for browser, expected in ((outsider, 302), (browser_of(eve, shop), 404)):
        assert {browser.get(each).status_code for each in (LIST, NEW, address("app", app.app))} == {expected}
        assert browser.post(address("remove", app.app)).status_code == expected
    assert App.objects.kept().count() == 1


def test_an_app_of_another_shop_is_not_there(shop: Shop, other_shop: Shop, owner: Client) -> None:
    theirs = make_app(other_shop, make_colleague(other_shop, "eve@example.com", Role.OWNER))
    assert owner.get(address("app", theirs.app)).status_code == 404
    assert owner.post(address("remove", theirs.app)).status_code == 404


def test_the_pages_ask_the_same_for_one_as_for_many(
    shop: Shop, owner: Client, rukmini: Member, app: TestApp, colleague: Client
) -> None:
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as statements:
            owner.get(page)
        return len(statements)

    app.exchange(app.code(colleague))
    pages = (LIST, address("app", app.app))
    asked(LIST)
    few = [asked(each) for each in pages]
    for number in range(5):
        make_app(shop, rukmini, name=f"App {number}")
        app.exchange(app.code(colleague))
    assert [asked(each) for each in pages] == few
