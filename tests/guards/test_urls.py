"""No address answers a stranger: anonymous people meet the sign-in page, people of another shop meet nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.urls.resolvers import RoutePattern

from saath.accounts.models import Person
from saath.core import ratelimit
from tests.guards.open_addresses import ANONYMOUS, OUTSIDER
from tests.guards.shop import PURPOSES, hire, open_shop
from tests.guards.verdict import verdict

pytestmark = pytest.mark.django_db

EXAMPLES = {
    "int": "7",
    "str": "example",
    "slug": "example",
    "path": "one/two",
    "uuid": str(UUID("01890a5d-ac96-774b-bcce-b302099a8057")),
    "uuidstr": str(UUID("01890a5d-ac96-774b-bcce-b302099a8057")),
}
# A regular expression has no example of its own: one that is not here fails the guard.
EXPRESSIONS = {
    r"^password/reset/(?P<uidb36>[0-9a-z]+)-(?P<key>[^/]+)/$": "password/reset/<str:uidb36>-<str:key>/"
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
        written = str(pattern.pattern)
        assert isinstance(pattern.pattern, RoutePattern) or written in EXPRESSIONS, (
            f"{written} is not a plain route"
        )
        route = before + EXPRESSIONS.get(written, written)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _example(match: re.Match[str]) -> str:
    return EXAMPLES[match["converter"] or "str"]


Answer = HttpResponse | Any


@pytest.fixture(autouse=True)
def _nobody_is_too_fast() -> Iterator[None]:
    """Count every try, and refuse none for its number: that would hide what an address answers."""
    with patch.object(ratelimit, "seconds_to_wait", return_value=0):
        yield


def sends_to_sign_in(answer: Answer) -> bool:
    """Return whether the staff host shows a stranger the door, and nothing else."""
    sign_in = reverse("account_login", urlconf="config.urls.staff")
    return answer.status_code == 302 and answer["Location"].startswith(f"{sign_in}?")


def says_not_a_colleague(answer: Answer) -> bool:
    """Return whether the staff host's gate turned a person away, before any view looked for anything."""
    pages = {template.name for template in getattr(answer, "templates", ())}
    return answer.status_code == 404 and "stores/not_a_colleague.html" in pages


def gives_nothing(answer: Answer) -> bool:
    """Return whether a host without sign-in answers that there is nothing."""
    return answer.status_code in (400, 401, 403, 404, 405, 429)


def open_addresses(
    client: Client, purpose: str, is_shut: Callable[[Answer], bool], user: Person | None = None
) -> Iterator[str]:
    """Yield the addresses that answer this client, by reading or by writing."""
    client.raise_request_exception = False
    host = f"{purpose if purpose in PURPOSES else 'staff'}.one.localhost"
    for address in addresses(purpose):
        for ask in ("get", "post"):
            if user is not None:
                client.force_login(user)
            if not is_shut(getattr(client, ask)(address.url, headers={"host": host})):
                yield f"{purpose} {address.route}"


@pytest.mark.parametrize("purpose", [*PURPOSES, "operations", "api"])
def test_no_address_answers_a_stranger(purpose: str) -> None:
    open_shop("one")
    is_shut = sends_to_sign_in if purpose == "staff" else gives_nothing
    assert verdict(open_addresses(Client(), purpose, is_shut), _of(purpose, ANONYMOUS)) == []


@pytest.mark.parametrize("purpose", [*PURPOSES, "api"])
def test_no_address_answers_a_person_of_another_shop(purpose: str) -> None:
    open_shop("one")
    eve = hire(open_shop("two"), "eve@two.example")
    is_shut = says_not_a_colleague if purpose == "staff" else gives_nothing
    found = open_addresses(Client(), purpose, is_shut, user=eve)
    assert verdict(found, _of(purpose, OUTSIDER)) == []


def test_catches_an_address_that_answers_everybody() -> None:
    inbox, lost = HttpResponse("the whole inbox"), HttpResponse(status=404)
    elsewhere, broken = HttpResponse(status=302, headers={"Location": "/inbox/"}), HttpResponse(status=500)
    for answer in (inbox, lost, elsewhere, broken):
        assert not sends_to_sign_in(answer)
        assert not says_not_a_colleague(answer)
    assert gives_nothing(lost)
    assert not any(gives_nothing(answer) for answer in (inbox, elsewhere, broken))


def test_catches_a_pattern_that_cannot_be_read() -> None:
    with pytest.raises(AssertionError, match="not a plain route"):
        list(_routes([re_path(r"^x$", _nothing)], ""))
    assert list(_routes([path("a/<int:pk>/", _nothing)], "b/")) == ["b/a/<int:pk>/"]


def _of(purpose: str, allowed: dict[str, str]) -> dict[str, str]:
    return {place: why for place, why in allowed.items() if place.startswith(f"{purpose} ")}


def _nothing(request: object) -> HttpResponse:
    return HttpResponse()
