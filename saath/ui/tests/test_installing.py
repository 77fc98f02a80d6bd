"""What a browser asks before it installs the desk, and what it may keep of it."""

from __future__ import annotations

import json
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from saath.ui import views
from saath.ui.installing import manifest
from saath.ui.reading import READER_HEADER, readable_offline


def asked(purpose: str = "staff", **facts: object) -> HttpRequest:
    request = RequestFactory().get("/")
    for name, value in {"purpose": purpose, **facts}.items():
        setattr(request, name, value)
    return request


def test_the_app_carries_the_name_and_colour_of_the_shop() -> None:
    told = json.loads(manifest(asked(store=SimpleNamespace(name="पाँच तकिये", colour="#a3195b"))).content)
    assert told["short_name"] == "पाँच तकिये"
    assert told["theme_color"] == "#a3195b"
    assert told["scope"] == told["start_url"] == told["id"] == "/"


def test_the_worker_of_the_shoppers_pages_keeps_nothing_that_was_open() -> None:
    assert b"saath-read" in views.offline_worker(asked("staff")).content
    assert b"saath-read" not in views.offline_worker(asked("shopper")).content


def test_a_page_may_be_kept_only_where_it_was_shown_to_a_colleague() -> None:
    def show(request: HttpRequest, /, status: int = 200) -> HttpResponse:
        return HttpResponse(status=status)

    kept = readable_offline(show)
    meera = asked(member=SimpleNamespace(public_id="a-seat"))
    assert kept(meera)[READER_HEADER] == "a-seat"
    assert READER_HEADER not in kept(meera, status=404)
    assert READER_HEADER not in kept(asked(member=None))
