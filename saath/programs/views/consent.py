"""An app asks a colleague to let it in."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from oauthlib.common import add_params_to_uri

from saath.accounts.requests import actor_of, store_of
from saath.core.clock import now
from saath.programs.actions.admissions import admit_app
from saath.programs.forms import ConsentForm
from saath.programs.oauth.addresses import home_of, source_of
from saath.programs.oauth.server import CannotBeLetIn, Wish, WishRefused, read_wish
from saath.programs.scopes import scopes_for
from saath.programs.views.doors import issuer_of
from saath.tenancy.actor import Actor
from saath.ui.origins import origins
from saath.ui.security import staff_policy


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def authorize(request: HttpRequest) -> HttpResponse:
    """Say in plain words what an app would do, and take the answer (RFC 6749, 4.1.1).

    The wish stands in the address and is read anew with the answer, so that nobody can change it in between.
    """
    actor = actor_of(request)
    try:
        wish = read_wish(actor, request.build_absolute_uri())
    except CannotBeLetIn:
        return render(request, "programs/cannot.html", status=HTTPStatus.BAD_REQUEST)
    except WishRefused as refused:
        return _send_back(request, refused.address, refused.said)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, actor, wish, form)
    return _ask(request, actor, wish, form)


def _answer(request: HttpRequest, actor: Actor, wish: Wish, form: ConsentForm) -> HttpResponse:
    state = [("state", wish.state)] if wish.state else []
    scopes = [scope.name for scope in scopes_for(actor.verbs) if scope.name in wish.scopes]
    if form.cleaned_data["answer"] == "no" or not scopes:
        return _send_back(request, wish.redirect_uri, [("error", "access_denied"), *state])
    code = admit_app(
        actor,
        wish.app,
        scopes=scopes,
        expires_at=now() + timedelta(days=int(form.cleaned_data["lasts"])),
        redirect_uri=wish.redirect_uri,
        challenge=wish.challenge,
    )
    return _send_back(request, wish.redirect_uri, [("code", code.reveal()), *state])


def _ask(request: HttpRequest, actor: Actor, wish: Wish, form: ConsentForm) -> HttpResponse:
    allowed = scopes_for(actor.verbs)
    page = {
        "actor": actor,
        "wish": wish,
        "form": form,
        "home": home_of(wish.redirect_uri),
        "given": [scope for scope in allowed if scope.name in wish.scopes],
        "is_narrowed": not {*wish.scopes} <= {scope.name for scope in allowed},
        "store": store_of(request),
    }
    response = render(request, "programs/consent.html", page, status=422 if form.errors else 200)
    # A browser lets a form lead only where its page says; the answer leads on to the app, and nowhere else.
    policy = staff_policy(origins(request, "content"))
    response["Content-Security-Policy"] = policy.replace(
        "form-action 'self'", f"form-action 'self' {source_of(wish.redirect_uri)}"
    )
    return response


def _send_back(request: HttpRequest, address: str, said: list[tuple[str, str]]) -> HttpResponse:
    """Lead the browser to the app; 303, so that no form is sent on (RFC 9700, 4.12), with our name (RFC 9207)."""
    target = add_params_to_uri(address, [*said, ("iss", issuer_of(request))])
    return HttpResponse(
        status=HTTPStatus.SEE_OTHER, headers={"Location": target, "Referrer-Policy": "no-referrer"}
    )
