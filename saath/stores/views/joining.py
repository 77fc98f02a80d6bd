"""Taking up an invitation."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saath.accounts.actions.audit import record_audit
from saath.accounts.looks import remember_looks
from saath.accounts.models import AuditKind, Person
from saath.accounts.requests import store_of
from saath.core.errors import Conflict, Forbidden, NotFound
from saath.core.network_addresses import network_of
from saath.core.ratelimit import hit
from saath.stores.actions.invitations import Newcomer, accept_invitation
from saath.stores.forms import NewcomerForm
from saath.stores.models import Invitation
from saath.stores.queries import find_invitation
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

JOINING = Actor.system("invitation")
TRIES_PER_MINUTE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what one is invited to; take it up as who is signed in, or as somebody new."""
    store = store_of(request)
    hit(f"join:{network_of(get_adapter(request).get_client_ip(request))}", TRIES_PER_MINUTE, 60)
    with store_scope(store.pk):
        try:
            invitation, account = find_invitation(secret)
        except NotFound:
            return render(request, "stores/join_closed.html", status=404)
        if account is None:
            return _join_as_newcomer(request, invitation)
        return _join_as_person(request, invitation, account)


def _join_as_person(request: HttpRequest, invitation: Invitation, account: Person) -> HttpResponse:
    is_me = request.user.is_authenticated and request.user.pk == account.pk
    if request.method != "POST" or not is_me:
        page = {"invitation": invitation, "is_me": is_me, "is_somebody": request.user.is_authenticated}
        return render(request, "stores/join_signed_in.html", page)
    try:
        accept_invitation(JOINING, invitation, person=account)
    except (NotFound, Forbidden):
        return render(request, "stores/join_closed.html", status=404)
    return redirect("/")


def _newcomer(*, name: str, password: str, language: str) -> Newcomer:
    return Newcomer(name, make_password(password), language)


def _join_as_newcomer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    initial = {"language": translation.get_language()}
    form = NewcomerForm(request.POST or None, email=invitation.email, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "stores/join.html", {"invitation": invitation, "form": form})
    try:
        member = accept_invitation(JOINING, invitation, newcomer=_newcomer(**form.cleaned_data))
    except (NotFound, Conflict):
        return render(request, "stores/join_closed.html", status=404)
    get_adapter(request).login(request, member.person)
    record_audit(JOINING, kind=AuditKind.SIGNED_IN, person_id=member.person_id)
    return remember_looks(redirect("/"), member.person)
