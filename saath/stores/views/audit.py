"""The audit: who could reach what, and since when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.models import AuditKind
from saath.accounts.requests import actor_of, store_of
from saath.stores.settings_queries import get_audit


@require_safe
def show_audit(request: HttpRequest) -> HttpResponse:
    """Show a page of the audit, newest first, all of it or one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in AuditKind.values else ""
    audit = get_audit(actor_of(request), cursor=request.GET.get("cursor", ""), kind=kind)
    page = {"audit": audit, "kind": kind, "kinds": AuditKind.choices, "zone": store_of(request).zone}
    return render(request, "stores/audit.html", page)
