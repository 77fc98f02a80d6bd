"""A colleague's own tokens, and the apps that they let in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput
from saath.programs.actions.admissions import end_admission
from saath.programs.actions.tokens import create_token, revoke_token
from saath.programs.forms import TokenForm
from saath.programs.queries import MANAGE, get_admission, get_token, list_own_admissions, list_own_tokens
from saath.programs.scopes import scopes_for

API = "/api/v1/"


@require_safe
def show_own(request: HttpRequest) -> HttpResponse:
    """List the tokens of the colleague who looks, and their apps."""
    actor = actor_of(request)
    page = {
        "tokens": list_own_tokens(actor),
        "admissions": list_own_admissions(actor),
        "manages": actor.may(MANAGE),
        "address": request.build_absolute_uri(API),
        "zone": store_of(request).zone,
    }
    return render(request, "programs/own.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Make a token, and show it this one time."""
    actor, zone = actor_of(request), store_of(request).zone
    form = TokenForm(request.POST or None, scopes=scopes_for(actor.verbs), zone=zone)
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        try:
            made = create_token(actor, name=asked["name"], scopes=asked["scopes"], expires_at=form.expires_at)
        except BadInput as error:
            form.add_error(
                "until" if error.field == "expires_at" else error.field or None, str(error.message)
            )
        else:
            page = {"token": made.token, "bearer": made.bearer.reveal(), "zone": zone}
            return render(request, "programs/made.html", page)
    return render(request, "programs/make.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a token, one's own or, for the owner, anybody's."""
    actor = actor_of(request)
    token = get_token(actor, public_id)
    revoke_token(actor, token)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("programs:mine" if token.member_id == actor.member_id else "programs:all")


@require_POST
def shut_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shut an app out that one let in or, for the owner, that anybody let in."""
    actor = actor_of(request)
    admission = get_admission(actor, public_id)
    end_admission(actor, admission)
    messages.success(request, _("“%(name)s” is shut out.") % {"name": admission.app.name})
    if admission.member_id == actor.member_id:
        return redirect("programs:mine")
    return redirect("programs:app", admission.app.public_id)
