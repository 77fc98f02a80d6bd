"""Answers for the machine that watches over Saath: alive, ready, figures."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saath.core.errors import SaathError
from saath.core.metrics import exposition
from saath.core.secrets import decrypt, encrypt

_applied: set[str] = set()


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database, so that its failure restarts nobody."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether requests may be sent here: 200, or 503 with the names of what is missing."""
    missing = [name for name, is_fine in CHECKS.items() if not _holds(is_fine)]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)


@require_safe
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """Show figures for Prometheus: off by default, and only for this machine or with the token."""
    if not (settings.METRICS_ENABLED and (_has_token(request) or _is_here(request))):
        raise Http404
    text, content_type = exposition()
    return HttpResponse(text, content_type=content_type)


def _has_token(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given.encode(), expected.encode())


def _is_here(request: HttpRequest) -> bool:
    """Tell whether the request comes from this machine, and not through a proxy on it."""
    is_forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not is_forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError, SaathError):
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations_are_applied() -> bool:
    """Look once: what is applied stays so while this process runs."""
    if connection.alias not in _applied:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _applied.add(connection.alias)
    return True


def _files_can_be_written() -> bool:
    settings.FILES_DIR.mkdir(parents=True, exist_ok=True)
    return os.access(settings.FILES_DIR, os.W_OK | os.X_OK)


def _keys_can_be_read() -> bool:
    return decrypt(encrypt("ready")).reveal() == "ready"


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "migrations": _migrations_are_applied,
    "files": _files_can_be_written,
    "keys": _keys_can_be_read,
}
