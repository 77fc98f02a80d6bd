"""Recovery codes: each look at them is remembered."""

from allauth.mfa.recovery_codes import views as codes
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.accounts.requests import person_actor


@never_cache
def see_codes(request: HttpRequest) -> HttpResponseBase:
    """Show the codes that are left."""
    return _remembered(request, codes.view_recovery_codes(request))


@never_cache
def take_codes(request: HttpRequest) -> HttpResponseBase:
    """Give the codes that are left as a file."""
    return _remembered(request, codes.download_recovery_codes(request))


def _remembered(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code == 200:
        record_audit(person_actor(request), kind=AuditKind.SECRET_SEEN, detail={"secret": "recovery_codes"})
    return response
