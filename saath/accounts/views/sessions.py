"""The devices on which somebody is signed in."""

from allauth.usersessions.views import list_usersessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.accounts.requests import person_actor


def show_sessions(request: HttpRequest) -> HttpResponseBase:
    """List the devices; a POST signs out all but this one."""
    response: HttpResponseBase = list_usersessions(request)
    if request.method == "POST":
        record_audit(person_actor(request), kind=AuditKind.SESSIONS_ENDED)
    return response
