import time

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from saath.tenancy.models import Domain, Store
from saath.ui import origins
from saath.ui.security import SecurityHeadersMiddleware

STORE = Store(pk=7)


@pytest.fixture(autouse=True)
def known_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.monotonic() + 60
    hosts = {"content": "127.0.0.1:8002", "staff": "localhost:8000"}
    known = {(STORE.pk, purpose): (later, (host,)) for purpose, host in hosts.items()}
    monkeypatch.setattr(origins, "_known", known)


def answer(purpose: str, *, secure: bool = False, own: str = "") -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        request.purpose = purpose  # type: ignore[attr-defined]
        request.store = STORE  # type: ignore[attr-defined]
        return HttpResponse(headers={"Content-Security-Policy": own} if own else None)

    return SecurityHeadersMiddleware(view)(RequestFactory().get("/", secure=secure))


@pytest.mark.parametrize("purpose", ["staff", "shopper", "first_run", "operations"])
def test_pages_run_only_our_own_files(purpose: str) -> None:
    policy = answer(purpose)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy


def test_staff_pages_frame_letters_from_the_content_host_only() -> None:
    assert "frame-src http://127.0.0.1:8002;" in answer("staff")["Content-Security-Policy"]
    assert "frame-src 'none';" in answer("shopper")["Content-Security-Policy"]


def test_content_runs_nothing_and_only_the_desk_frames_it() -> None:
    policy = answer("content")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "frame-ancestors http://localhost:8000;" in policy


@pytest.mark.parametrize("purpose", ["staff", "shopper", "content"])
def test_every_answer_has_the_common_headers(purpose: str) -> None:
    response = answer(purpose, secure=True)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "max-age" in response["Strict-Transport-Security"]


def test_without_https_the_browser_is_not_told_to_insist_on_it() -> None:
    assert "Strict-Transport-Security" not in answer("staff")


def test_a_view_may_be_stricter() -> None:
    assert answer("staff", own="default-src 'none'")["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db
def test_hosts_come_from_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origins, "_known", {})
    store = Store.objects.create(name="Paanch Takiye", slug="pt")
    for host in ("files.example", "files2.example"):
        Domain.objects.create(store=store, purpose="content", host=host)
    request = RequestFactory().get("/", secure=True)
    assert origins.origins(request, "content") == ""
    request.store = store  # type: ignore[attr-defined]
    assert origins.origins(request, "content") == "https://files.example https://files2.example"
    assert origins.origins(request, "shopper") == ""


def test_a_silent_database_costs_no_header(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_filters: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(origins, "_known", {})
    monkeypatch.setattr(Domain.objects, "filter", fail)
    assert "frame-src 'none';" in answer("staff")["Content-Security-Policy"]
