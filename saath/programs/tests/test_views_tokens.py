"""The pages of tokens: for who answers, who reads, who owns, and who is not here."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saath.core.clock import now
from saath.programs.bearers import is_bearer
from saath.programs.models import AccessToken
from saath.programs.queries import grant_of
from saath.programs.scopes import NAMES
from saath.programs.tests.builders import make_token
from saath.stores.models import Member
from saath.stores.tests.builders import Shop, browser_of, make_colleague

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
MINE, NEW, ALL = "/settings/programs/", "/settings/programs/new/", "/settings/programs/all/"


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Night report", "scopes": ["orders:read"], "lasts": "90", **changes}


def shown_bearer(page: str) -> str:
    (found,) = re.findall(r'value="(saath_\w+)"', page)
    return str(found)


def test_a_token_is_made_shown_once_and_opens_what_was_chosen(
    shop: Shop, colleague: Client, in_store: None
) -> None:
    made = colleague.post(NEW, form())
    bearer = shown_bearer(made.content.decode())
    assert is_bearer(bearer)
    assert "no-store" in made["Cache-Control"]
    listed = colleague.get(MINE).content.decode()
    assert "Night report" in listed
    assert "never used so far" in listed
    assert bearer not in listed
    grant = grant_of(bearer, shop.store)
    assert grant is not None
    assert grant.scopes == {"orders:read"}


def test_much_that_a_token_may_is_folded(shop: Shop, owner: Client, rukmini: Member) -> None:
    make_token(rukmini, NAMES)
    assert f"{len(NAMES)} permissions</summary>" in owner.get(MINE).content.decode()


def test_it_ends_with_the_day_that_was_chosen(colleague: Client, shop: Shop, in_store: None) -> None:
    last = (now() + timedelta(days=10)).astimezone(shop.store.zone).date()
    colleague.post(NEW, form(lasts="day", until=last.isoformat()))
    end = AccessToken.objects.get().expires_at.astimezone(shop.store.zone)
    assert (end.date(), end.hour) == (last + timedelta(days=1), 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"scopes": []}, "Choose at least one thing that the program may do."),
        ({"scopes": ["settings:write"]}, "Select a valid choice."),
        ({"lasts": "day"}, "Choose the last day."),
        ({"lasts": "9999"}, "Select a valid choice."),
        ({"lasts": "day", "until": date(2020, 1, 1).isoformat()}, "A token ends after today"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(
    colleague: Client, in_store: None, changes: dict[str, Any], words: str
) -> None:
    answer = colleague.post(NEW, form(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_a_reader_is_offered_reading_only(reader: Client) -> None:
    page = reader.get(NEW).content.decode()
    assert "orders:read" in page
    assert ":write" not in page


def test_a_token_is_taken_away(shop: Shop, colleague: Client, meera: Member) -> None:
    made = make_token(meera)
    answer = colleague.post(reverse("programs:end", args=[made.token.public_id]), follow=True)
    assert "“Night report” opens nothing any more." in answer.content.decode()
    assert grant_of(made.bearer.reveal(), shop.store) is None


def test_the_owner_sees_and_ends_everybodys(shop: Shop, owner: Client, meera: Member) -> None:
    made = make_token(meera)
    assert "Night report" in owner.get(ALL).content.decode()
    assert "Night report" not in owner.get(MINE).content.decode()
    ended = owner.post(reverse("programs:end", args=[made.token.public_id]))
    assert ended["Location"] == ALL
    assert grant_of(made.bearer.reveal(), shop.store) is None


@pytest.mark.parametrize("who", ["colleague", "reader"])
def test_nobody_else_sees_or_ends_a_token_of_somebody(
    who: str, shop: Shop, rukmini: Member, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    made = make_token(rukmini)
    assert browser.get(ALL).status_code == 403
    assert "Night report" not in browser.get(MINE).content.decode()
    assert browser.post(reverse("programs:end", args=[made.token.public_id])).status_code == 404
    assert grant_of(made.bearer.reveal(), shop.store) is not None


def test_who_is_not_here_reaches_nothing(
    outsider: Client, other_shop: Shop, shop: Shop, meera: Member
) -> None:
    made = make_token(meera)
    end = reverse("programs:end", args=[made.token.public_id])
    eve = browser_of(make_colleague(other_shop, "eve@example.com"), shop)
    at_home = browser_of(make_colleague(other_shop, "ila@example.com"), other_shop)
    for browser, expected in ((outsider, 302), (eve, 404)):
        assert {browser.get(each).status_code for each in (MINE, NEW, ALL)} == {expected}
        assert browser.post(end).status_code == expected
    assert at_home.post(end).status_code == 404
    assert grant_of(made.bearer.reveal(), shop.store) is not None


def test_the_lists_ask_the_same_for_one_token_as_for_many(
    owner: Client, rukmini: Member, meera: Member
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as statements:
            owner.get(address)
        return len(statements)

    make_token(rukmini)
    owner.get(MINE)
    few = {each: asked(each) for each in (MINE, ALL)}
    for member in (rukmini, meera) * 5:
        make_token(member)
    assert {each: asked(each) for each in (MINE, ALL)} == few
