"""No address answers a stranger: anonymous people meet the sign-in page, people of another shop meet nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, path, reverse
from django.urls.resolvers import RoutePattern

from saath.accounts.models import Person
from tests.guards.shop import PURPOSES, hire, open_shop
from tests.guards.verdict import verdict

pytestmark = pytest.mark.django_db

SIGNING_IN = "signing in itself"
OWN_CHOICE = "a choice of this browser, kept in a cookie; shows nothing of any shop"

ANONYMOUS = {
    "staff sign-in/": SIGNING_IN,
    "staff sign-in/closed/": SIGNING_IN,
    "staff password/reset/": SIGNING_IN,
    "staff password/reset/sent/": SIGNING_IN,
    "staff password/reset/<str:uidb36>-<str:key>/": SIGNING_IN,
    "staff password/reset/done/": SIGNING_IN,
    "staff ui/language": OWN_CHOICE,
    "staff ui/offline": "says only that the line is down",
}
OUTSIDER = {
    "staff ui/language": OWN_CHOICE,
}
WATCHED = {
    "operations healthz": "for the machine that watches: alive or not, no figure",
    "operations readyz": "for the machine that watches: ready or not, no figure",
}

EXAMPLES = {
    "int": "7",
    "str": "example",
    "slug": "example",
    "path": "one/two",
    "uuid": str(UUID("01890a5d-ac96-774b-bcce-b302099a8057")),
}
PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?\w+>")


@dataclass(frozen=True)
class Address:
    """One pattern of one URL map, as written and as a browser would ask for it."""

    purpose: str
    route: str
    url: str


def addresses(purpose: str) -> Iterator[Address]:
    """Yield every address of a host's URL map; a pattern that cannot be read fails the guard."""
    for route in _routes(import_module(f"config.urls.{purpose}").urlpatterns, ""):
        yield Address(purpose, route, "/" + PARAMETER.sub(_example, route))


def _routes(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        assert isinstance(pattern.pattern, RoutePattern), f"{before}{pattern.pattern} is not a plain route"
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _example(match: re.Match[str]) -> str:
    return EXAMPLES[match["converter"] or "str"]


def is_shut(response: HttpResponse, *, sign_in: str) -> bool:
    """Return whether an answer gives nothing away: not found, not allowed, or the way to the sign-in page."""
    if response.status_code in (301, 302, 303):
        return response["Location"].startswith(sign_in)
    return response.status_code in (403, 404, 405)


def open_addresses(client: Client, host: str, found: Iterator[Address]) -> Iterator[str]:
    """Yield the addresses that answer this client, by reading or by writing."""
    client.raise_request_exception = False
    sign_in = reverse("account_login", urlconf="config.urls.staff")
    for address in found:
        for ask in (client.get, client.post):
            response = ask(address.url, headers={"host": host})
            if not is_shut(response, sign_in=sign_in):  # type: ignore[arg-type]
                yield f"{address.purpose} {address.route}"


@pytest.mark.parametrize("purpose", [*PURPOSES, "operations"])
def test_no_address_answers_a_stranger(purpose: str) -> None:
    open_shop("one")
    found = open_addresses(Client(), _host(purpose), addresses(purpose))
    assert verdict(found, _of(purpose, ANONYMOUS | WATCHED)) == []


@pytest.mark.parametrize("purpose", PURPOSES)
def test_no_address_answers_a_person_of_another_shop(purpose: str) -> None:
    open_shop("one")
    client = Client()
    for address in list(addresses(purpose)):
        client.force_login(_outsider())
        found = set(open_addresses(client, _host(purpose), iter([address])))
        assert found <= (ANONYMOUS | OUTSIDER).keys(), found


def test_the_list_for_people_of_another_shop_is_not_stale() -> None:
    routes = {f"{address.purpose} {address.route}" for purpose in PURPOSES for address in addresses(purpose)}
    assert OUTSIDER.keys() <= routes


@pytest.mark.urls("tests.guards.test_urls")
def test_catches_an_address_that_answers_everybody() -> None:
    open_shop("one")
    client = Client()
    assert is_shut(client.get("/", headers={"host": "nobody.localhost"}), sign_in="/sign-in/")  # type: ignore[arg-type]
    assert not is_shut(HttpResponse("the whole inbox"), sign_in="/sign-in/")
    assert not is_shut(HttpResponse(status=302, headers={"Location": "/inbox/"}), sign_in="/sign-in/")
    assert not is_shut(HttpResponse(status=500), sign_in="/sign-in/")


def test_catches_a_pattern_that_cannot_be_read() -> None:
    from django.urls import re_path

    with pytest.raises(AssertionError, match="not a plain route"):
        list(_routes([re_path(r"^x$", _nothing)], ""))
    assert list(_routes([path("a/<int:pk>/", _nothing)], "b/")) == ["b/a/<int:pk>/"]


def _outsider() -> Person:
    found = Person.objects.filter(email="eve@two.example").first()
    return found or hire(open_shop("two"), "eve@two.example")


def _host(purpose: str) -> str:
    return f"{purpose if purpose in PURPOSES else 'staff'}.one.localhost"


def _of(purpose: str, allowed: dict[str, str]) -> dict[str, str]:
    return {place: why for place, why in allowed.items() if place.startswith(f"{purpose} ")}


def _nothing(request: object) -> HttpResponse:
    return HttpResponse()
