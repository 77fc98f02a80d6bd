"""From the request's host to the store and the purpose that it serves."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction

OPERATIONS_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
PROGRAMS, PROGRAMS_PATH = "api", "/api/"
REMEMBER_SECONDS = 5.0


class HostMiddleware:
    """Set `request.store`, `request.purpose` and the URL map of the host; an unknown host is refused.

    Staff pages get their scope later, once the membership is checked; shopper and content pages get it here. Programs come to
    the staff host, under a path of their own, and get theirs once their token is checked: no cookie gives any right there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._known: dict[str, tuple[float, Domain]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Route the request by its host."""
        if request.path in OPERATIONS_PATHS:
            return self._serve(request, None, "operations")
        domain = self._domain(request.get_host().lower())
        if domain is not None and _is_of_program(request, domain):
            request.COOKIES = {}
            return self._serve(request, domain.store, PROGRAMS)
        if domain is not None:
            return self._serve(request, domain.store, domain.purpose)
        if not Store.objects.exists():
            return self._serve(request, None, "first_run")
        return render(request, "ui/errors/unknown_host.html", status=404)

    def _serve(self, request: HttpRequest, store: Store | None, purpose: str) -> HttpResponse:
        request.store = store  # type: ignore[attr-defined]
        request.purpose = purpose  # type: ignore[attr-defined]
        request.urlconf = f"config.urls.{purpose}"
        if store is None or purpose in (Domain.Purpose.STAFF, PROGRAMS):
            return self.get_response(request)
        with store_scope(store.pk), _reading(request):
            return self.get_response(request)

    def _domain(self, host: str) -> Domain | None:
        until, domain = self._known.get(host, (0.0, None))
        if domain is None or until < time.monotonic():
            domain = Domain.objects.select_related("store").filter(host=host).first()
            if domain is not None:
                self._known[host] = (time.monotonic() + REMEMBER_SECONDS, domain)
        return domain


def _is_of_program(request: HttpRequest, domain: Domain) -> bool:
    return domain.purpose == Domain.Purpose.STAFF and request.path.startswith(PROGRAMS_PATH)


def _reading(request: HttpRequest) -> AbstractContextManager[object]:
    return read_transaction() if request.method in ("GET", "HEAD") else nullcontext()
